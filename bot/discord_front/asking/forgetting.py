"""Forget what people delete: a question takes its answer with it, an answer its turn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import discord
from discord.ext import commands

from bot.community.conversation import KeptTurn
from bot.discord_front.asking.desk import Desk
from bot.discord_front.log import log
from bot.discord_front.reply.failures import CONNECTION_FAILED
from bot.error_trace import describe


class Forgetting(commands.Cog, name="forgetting"):
    """Follows deletions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._client: discord.Client | None = None

    def begin(self, client: discord.Client) -> None:
        """Take the client that deletes messages."""
        self._client = client

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Forget a message."""
        await self._forget([event.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget messages that were deleted together."""
        await self._forget(sorted(event.message_ids))

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """Forget what was said in a thread."""
        await self._forget_channel(event.thread_id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Forget what was said in a channel; its threads are told of one by one."""
        await self._forget_channel(channel.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget the receipts of a server that the bot was removed from."""
        community, now = self._desk.services.community, self._desk.services.now()
        await asyncio.to_thread(community.receipts.forget_older, guild.id, now)

    async def _forget(self, message_ids: Sequence[int]) -> None:
        for message_id in message_ids:
            self._desk.answering.running.deleted(message_id)
        gone = set(message_ids)
        for turn in await asyncio.to_thread(self._forgotten, message_ids):
            await self._delete(turn, gone)

    def _forgotten(self, message_ids: Sequence[int]) -> list[KeptTurn]:
        """Forget the turns that messages belong to; return them. Blocks."""
        turns = self._desk.services.community.turns
        found: dict[str, KeptTurn] = {}
        for message_id in message_ids:
            shown = turns.by_answer(message_id)
            for turn in (*turns.by_question(message_id), *([shown] if shown else ())):
                found[turn.turn_id] = turn
        if found:
            turns.forget(list(found))
        return list(found.values())

    async def _delete(self, turn: KeptTurn, gone: set[int]) -> None:
        """Delete what stands of an answer."""
        if self._client is None:
            return
        channel = self._client.get_partial_messageable(turn.channel_id, guild_id=turn.guild_id)
        for message_id in turn.answer_message_ids:
            if message_id in gone:
                continue
            try:
                await channel.get_partial_message(message_id).delete()
            except (discord.HTTPException, *CONNECTION_FAILED) as error:
                log().info("answer not deleted", message=message_id, error=describe(error))

    async def _forget_channel(self, channel_id: int) -> None:
        await asyncio.to_thread(self._desk.services.community.turns.forget_channel, channel_id)
