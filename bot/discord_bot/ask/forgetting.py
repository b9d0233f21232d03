"""Forget what people delete: a question takes its answer with it, an answer its turn.

What was deleted while the bot was not there is found out by `reconciling`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import discord
from discord.ext import commands

from bot.conversations import ConversationTurn
from bot.discord_bot.ask.desk import AskContext
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.log import log
from bot.errors import describe


class Forgetting(commands.Cog, name="forgetting"):
    """Follows deletions."""

    def __init__(self, desk: AskContext) -> None:
        self._desk = desk
        self._client: discord.Client | None = None

    def begin(self, client: discord.Client) -> None:
        """Take the client that deletes messages."""
        self._client = client

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Forget a message."""
        await self.forget_messages([event.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget messages that were deleted together."""
        await self.forget_messages(sorted(event.message_ids))

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """Forget what was said in a thread."""
        await self.forget_channel(event.thread_id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Forget what was said in a channel; its threads are told of one by one."""
        await self.forget_channel(channel.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note a server that the bot was added to."""
        if (application_id := self._application_id) is not None:
            servers = self._desk.services.stores.servers
            await asyncio.to_thread(servers.join, application_id, [guild.id])

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Erase a server that the bot was removed from; an outage of Discord's is no removal."""
        await self.erase_server(guild.id)

    @property
    def _application_id(self) -> int | None:
        return None if self._client is None else self._client.application_id

    async def erase_server(self, guild_id: int) -> None:
        """Erase all that is kept of a server, and call off what is being answered there."""
        services = self._desk.services
        await asyncio.to_thread(services.stores.servers.forget, guild_id, services.now())
        self._desk.answering.running.erased(guild_id)

    async def forget_messages(self, message_ids: Sequence[int]) -> None:
        """Forget the turns of messages that were deleted, and delete what stands of them."""
        for message_id in message_ids:
            self._desk.answering.running.deleted(message_id)
        gone = set(message_ids)
        for turn in await asyncio.to_thread(self._forgotten, message_ids):
            await self._delete(turn, gone)

    def _forgotten(self, message_ids: Sequence[int]) -> list[ConversationTurn]:
        """Forget the turns that messages belong to; return them. Blocks."""
        turns = self._desk.services.stores.turns
        found: dict[str, ConversationTurn] = {}
        for message_id in message_ids:
            shown = turns.find_by_answer(message_id)
            for turn in (*turns.find_by_question(message_id), *([shown] if shown else ())):
                found[turn.turn_id] = turn
        if found:
            turns.forget(list(found))
        return list(found.values())

    async def _delete(self, turn: ConversationTurn, gone: set[int]) -> None:
        """Delete what stands of an answer."""
        if self._client is None:
            return
        channel = self._client.get_partial_messageable(turn.channel_id, guild_id=turn.guild_id)
        for message_id in turn.answer_message_ids:
            if message_id in gone:
                continue
            try:
                await channel.get_partial_message(message_id).delete()
            except (discord.HTTPException, *CONNECTION_ERRORS) as error:
                log().info("answer not deleted", message=message_id, error=describe(error))

    async def forget_channel(self, channel_id: int) -> None:
        """Forget the turns of a channel or thread."""
        await asyncio.to_thread(self._desk.services.stores.turns.forget_channel, channel_id)
