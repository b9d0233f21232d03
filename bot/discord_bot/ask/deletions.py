"""Forget what people delete: a question takes its answer with it, an answer its turn.

Discord reports deletions only while they happen. So whenever the bot has come back, it asks which
servers it is still in, and, one message after the other and slowly, whether those that its turns
belong to are still there: the newest turns each time, and some older ones, in rounds.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import suppress
from typing import Final

import discord
from discord.ext import commands

from bot.discord_bot.ask.session import AnswerService
from bot.discord_bot.ask.targets import close_empty_thread
from bot.discord_bot.delivery import discord_errors
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.errors import log_incident
from bot.discord_bot.log import log
from bot.errors import describe
from bot.records.conversations import ConversationTurn
from retrieval.provenance import guild_place

NEWEST_TURNS: Final = 500
"""Newest turns that are checked each time."""
OLDER_TURNS: Final = 500
"""Older turns that are checked each time, from where the last round ended."""
PAUSE_SECONDS: Final = 1.0
"""Seconds between two requests to Discord, which allows fifty times as many."""

_NOT_A_MEMBER: Final = frozenset({discord_errors.UNKNOWN_GUILD, discord_errors.MISSING_ACCESS})
_PROGRESS_NOTE: Final = "reconciled down to"


class Deletions(commands.Cog, name="forgetting"):
    """Forgets what people delete in Discord, and what they deleted while the bot was away."""

    def __init__(self, answering: AnswerService, client: discord.Client) -> None:
        self._runs = answering.runs
        self._services = answering.services
        self._stores = answering.services.stores
        self._client = client
        self._task: asyncio.Task[None] | None = None

    async def cog_unload(self) -> None:
        """Stop comparing; the next start continues."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Forget a message."""
        await self._forget_messages([event.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget messages that were deleted together."""
        await self._forget_messages(sorted(event.message_ids))

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """Forget what was said in a thread."""
        await self._forget_channel(event.thread_id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Forget what was said in a channel; Discord reports its threads one by one."""
        await self._forget_channel(channel.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note a server that the bot was added to."""
        await self._note_servers([guild.id])

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Erase a server that the bot was removed from; an outage of Discord's is no removal."""
        await self._erase_server(guild.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Compare what is stored with what is in Discord, unless that is being done."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._reconcile(), name="reconciling")

    async def _note_servers(self, guild_ids: Sequence[int]) -> None:
        application_id = self._client.application_id or 0
        await asyncio.to_thread(self._stores.servers.join, application_id, guild_ids)

    async def _erase_server(self, guild_id: int) -> None:
        """Erase everything stored about a server, and cancel the answers in progress there."""
        await self._services.application.writer.forget_place(guild_place(guild_id))
        await asyncio.to_thread(self._stores.servers.forget, guild_id, self._services.now())
        self._runs.cancel_subject(guild_id)

    async def _forget_channel(self, channel_id: int) -> None:
        self._runs.note_deleted_channel(channel_id)
        await asyncio.to_thread(self._stores.turns.forget_channel, channel_id)

    async def _forget_messages(self, message_ids: Sequence[int]) -> None:
        """Forget the turns of deleted messages; delete the rest of their answers and threads."""
        running = {task for one in message_ids for task in self._runs.cancel_message(one)}
        for turn in await asyncio.to_thread(self._forget_turns, message_ids):
            await self.delete_messages(turn, but=message_ids)
        if running:
            await asyncio.wait(running)
        for message_id in message_ids:  # a thread opened from a message has its id
            await self._close_thread(message_id)

    async def delete_turn(self, turn: ConversationTurn) -> bool:
        """Forget a turn and delete its answer; return False if Discord keeps a message of it."""
        await asyncio.to_thread(self._stores.turns.forget, [turn.turn_id])
        deleted = await self.delete_messages(turn)
        await self._close_thread(turn.channel_id)
        return deleted

    async def _close_thread(self, channel_id: int) -> None:
        thread = self._client.get_channel(channel_id)
        if isinstance(thread, discord.Thread):
            await close_empty_thread(thread)

    def _forget_turns(self, message_ids: Sequence[int]) -> list[ConversationTurn]:
        """Forget the turns that messages belong to; return them. Blocks."""
        turns = self._stores.turns
        found: dict[str, ConversationTurn] = {}
        for message_id in message_ids:
            found |= {turn.turn_id: turn for turn in turns.find_by_question(message_id)}
            if turn := turns.find_by_answer(message_id):
                found[turn.turn_id] = turn
        if found:
            turns.forget(list(found))
        return list(found.values())

    async def delete_messages(self, turn: ConversationTurn, but: Collection[int] = ()) -> bool:
        """Delete the messages of an answer `but` some; return whether all those are gone."""
        deleted = True
        channel = self._client.get_partial_messageable(turn.channel_id, guild_id=turn.guild_id)
        messages = dict.fromkeys((*turn.answer_message_ids, *turn.copy_message_ids))
        for message_id in (one for one in messages if one not in but):
            try:
                await channel.get_partial_message(message_id).delete()
            except discord.NotFound:
                pass  # gone already
            except (discord.HTTPException, *CONNECTION_ERRORS) as error:
                log().info("answer not deleted", message=message_id, error=describe(error))
                deleted = False
        return deleted

    async def _reconcile(self) -> None:
        try:
            await self._reconcile_servers()
            await self._reconcile_turns()
        except (discord.HTTPException, *CONNECTION_ERRORS):
            pass  # the next time the bot comes back
        except Exception as error:
            log_incident(error, self._services, of="reconciling")

    async def _reconcile_servers(self) -> None:
        """Erase the servers that this bot was in and is no longer."""
        joined = self._stores.servers.list_joined
        known = await asyncio.to_thread(joined, self._client.application_id or 0)
        guilds = self._client.fetch_guilds(limit=None, with_counts=False)
        there = {guild.id async for guild in guilds}
        for guild_id in known:
            if guild_id not in there and await self._has_left(guild_id):
                await self._erase_server(guild_id)
        await self._note_servers(sorted(there))

    async def _has_left(self, guild_id: int) -> bool:
        """Say whether the bot has left a server; an outage does not count."""
        guild = self._client.get_guild(guild_id)
        if guild is not None and guild.unavailable:
            return False
        await asyncio.sleep(PAUSE_SECONDS)
        try:
            await self._client.fetch_guild(guild_id, with_counts=False)
        except (discord.NotFound, discord.Forbidden) as error:
            return error.code in _NOT_A_MEMBER
        return False

    async def _reconcile_turns(self) -> None:
        unreadable: set[int] = set()
        async for turn in self._turns_to_check():
            if turn.guild_id is not None and self._client.get_guild(turn.guild_id) is None:
                continue  # another process has it, or the bot was never a member
            for channel_id, message_id in _find_messages(turn):
                if channel_id in unreadable:
                    continue
                await asyncio.sleep(PAUSE_SECONDS)
                channel = self._client.get_partial_messageable(channel_id, guild_id=turn.guild_id)
                try:
                    await channel.fetch_message(message_id)
                except discord.Forbidden:
                    unreadable.add(channel_id)  # nobody knows
                except discord.NotFound as error:
                    if error.code == discord_errors.UNKNOWN_MESSAGE:
                        await self._forget_messages([message_id])
                        break
                    unreadable.add(channel_id)
                    if error.code == discord_errors.UNKNOWN_CHANNEL and turn.guild_id is not None:
                        await self._forget_channel(channel_id)

    async def _turns_to_check(self) -> AsyncIterator[ConversationTurn]:
        """Yield the newest turns, then older ones from where the last round ended."""
        turns, notes = self._stores.turns, self._stores.notes
        newest = await asyncio.to_thread(turns.page_before, None, NEWEST_TURNS)
        for _, turn in newest:
            yield turn
        if len(newest) < NEWEST_TURNS:
            return
        start = newest[-1][0]
        with suppress(ValueError):
            start = min(start, int(await asyncio.to_thread(notes.read, _PROGRESS_NOTE) or start))
        older = await asyncio.to_thread(turns.page_before, start, OLDER_TURNS)
        for _, turn in older:
            yield turn
        ended = older[-1][0] if len(older) == OLDER_TURNS else newest[-1][0]
        await asyncio.to_thread(notes.write, _PROGRESS_NOTE, str(ended))


def _find_messages(turn: ConversationTurn) -> Iterator[tuple[int, int]]:
    """Yield the channel and id of the question's message, of what it quotes, and of the answer."""
    if turn.question_channel_id is not None:
        for message_id in (turn.question_message_id, turn.quoted_message_id):
            if message_id is not None:
                yield turn.question_channel_id, message_id
    if turn.answer_message_ids:
        yield turn.channel_id, turn.answer_message_ids[0]
