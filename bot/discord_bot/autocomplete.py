"""Complete the titles of papers as they are typed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import discord
from discord.app_commands import Choice

from bot.discord_bot import limits
from bot.discord_bot.paper_refs import key_of
from bot.discord_bot.rendering.escape import plain
from bot.discord_bot.services import Services
from retrieval.errors import RetrievalError
from retrieval.paper import Paper, normalised_title

_AT_ONCE = 3  # look-ups that run at the same time, so that typing leaves threads to answers
_LONGEST = 200  # characters of a title that are looked up


class TitleCompletion:
    """Offers the papers whose titles may be meant, those that begin so first.

    Where a person types faster than the library answers, only the newest keystroke is looked up.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._strokes = 0
        self._newest: dict[int, int] = {}

    async def warm(self) -> None:
        """Have the library's titles read before the first person types."""
        await asyncio.to_thread(self._look_up, "a")

    async def __call__(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Return up to 25 papers; the value of each is its key."""
        person = interaction.user.id
        self._strokes += 1
        stroke = self._newest[person] = self._strokes
        try:
            async with self._gate:
                if self._newest.get(person) != stroke:
                    return []  # nobody sees the choices of an older keystroke
                return await asyncio.to_thread(self._look_up, current[:_LONGEST])
        finally:
            if self._newest.get(person) == stroke:
                del self._newest[person]

    def among(self, papers: Sequence[Paper], current: str) -> list[Choice[str]]:
        """Return which of some papers are meant, in their order; blocks."""
        words = normalised_title(current).split()
        found = [
            (paper.paper_id, paper.for_reading().title)
            for paper in papers
            if all(f" {word}" in f" {normalised_title(paper.title)}" for word in words)
        ]
        return _choices(found[: limits.CHOICES], self._services)

    def _look_up(self, text: str) -> list[Choice[str]]:
        try:
            found = self._services.application.catalogue.titles(text, limits.CHOICES)
        except RetrievalError:
            return []  # what is typed is still taken; the command says what is wrong
        return _choices(found, self._services)


def _choices(found: Sequence[tuple[str, str]], services: Services) -> list[Choice[str]]:
    remembered, now = services.stores.remembered, services.now()
    return [
        Choice(
            name=limits.cut(plain(title) or plain(paper_id) or "?", limits.CHOICE_NAME),
            value=key_of(paper_id, remembered, now),
        )
        for paper_id, title in found
    ]
