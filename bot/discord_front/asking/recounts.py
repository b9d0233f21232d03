"""Show the votes under an answer anew, together where many people vote at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.discord_front.log import log
from bot.discord_front.look import answer as answers
from bot.discord_front.reply.failures import is_lost, is_passing
from bot.discord_front.reply.places import OwnMessage, Place, Response
from bot.discord_front.reply.sending import words_for
from bot.discord_front.reply.throttle import Throttle
from bot.discord_front.services import Services, services_of


class Recounts:
    """Edits an answer's message after votes: at once after the first, then as edits may leave."""

    def __init__(
        self,
        services: Services,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._services = services
        self._sleep = sleep
        self._newest: dict[str, discord.Interaction[Any]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def due(self, turn_id: str, interaction: discord.Interaction[Any]) -> None:
        """Have the message that was pressed show its votes soon."""
        self._newest[turn_id] = interaction
        if turn_id not in self._tasks:
            task = asyncio.create_task(self._recount(turn_id), name=f"votes on {turn_id}")
            self._tasks[turn_id] = task

    async def close(self) -> None:
        """Let what is due be shown."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=3.0)

    async def _recount(self, turn_id: str) -> None:
        throttle = Throttle(self._services.clock)
        try:
            while interaction := self._newest.pop(turn_id, None):
                await self._sleep(throttle.wait())
                throttle.sent()
                try:
                    await self._show(turn_id, interaction)
                except Exception as error:
                    # The votes are cast; the next one shows them.
                    log().warning("votes not shown", turn=turn_id, error=repr(error))
                await self._sleep(throttle.wait())
        finally:
            del self._tasks[turn_id]

    async def _show(self, turn_id: str, interaction: discord.Interaction[Any]) -> None:
        community = services_of(interaction).community
        turn = await asyncio.to_thread(community.turns.get, turn_id)
        if turn is None or interaction.message is None:
            return
        tally = await asyncio.to_thread(community.votes.tally, turn_id)
        words = await words_for(interaction, ephemeral=False)
        shown = answers.answer(words, turn.answer, turn_id, tally=tally)[-1]
        pressed = interaction.message.id
        places: list[Place] = [Response(interaction)]
        if interaction.channel_id is not None:
            client: discord.Client = interaction.client
            channel = client.get_partial_messageable(interaction.channel_id)
            places.append(OwnMessage(channel, lambda: pressed))
        for place in places:
            try:
                await place.put(shown)
            except Exception as error:
                if not is_lost(error) and not is_passing(error):
                    raise
            else:
                return
