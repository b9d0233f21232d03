"""Say what people can do to a bot, in whichever Discord it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from discord.ext import commands

from playground.tests.clients.shown import Shown

PLACE = "papers"

AnyBot = commands.Bot | commands.AutoShardedBot


class Stage(Protocol):
    """Where mara acts and jonas looks on. A message is named by its text."""

    bot: AnyBot

    async def run(self, command: str, **options: Any) -> Any:
        """Use a slash command."""

    async def complete(self, command: str, option: str, typed: str, **filled: Any) -> list[str]:
        """Return what is suggested."""

    async def press(self, text: str, label: str) -> Any:
        """Press a button."""

    async def choose(self, text: str, custom_id: str, values: Sequence[str]) -> Any:
        """Choose in a menu."""

    async def press_on(self, number: int, label: str) -> Any:
        """Press a button of the bot's first, second … message."""

    async def choose_on(self, number: int, placeholder: str, *options: int) -> Any:
        """Choose the first, second … options in a menu of the bot's first, second … message."""

    async def form(self, done: Any) -> list[str]:
        """Return the title and the labels of the form that something opened."""

    async def submit(self, done: Any, values: Mapping[str, str]) -> Any:
        """Send that form."""

    async def use_menu(self, text: str, name: str) -> Any:
        """Use a command of a message's menu."""

    async def say(self, text: str, *, to_bot: bool = False) -> None:
        """Write a message, with the bot's mention before it where it is meant."""

    async def says(self, beginning: str) -> str:
        """Return the text of the message that begins so."""

    async def reactions(self, text: str) -> list[str]:
        """Return with what a message was reacted to."""

    def seen(self, by: str) -> list[Shown]:
        """Return all that mara or jonas sees, oldest first."""
