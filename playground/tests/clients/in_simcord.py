"""Run a bot in simcord: the second opinion, in this process and in its own time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import discord
import simcord
from discord.ext import commands

from discord_playground.message_contents import button, select
from playground.tests.clients.shown import WRITTEN, Shown, form_of, shown
from playground.tests.clients.stages import PLACE, AnyBot


@asynccontextmanager
async def in_simcord(bot: AnyBot, *, refusing: bool = False) -> AsyncIterator[InSimcord]:
    """Run a bot in simcord; where it is not `refusing`, an error that it raises fails the test."""
    shards = 1 if isinstance(bot, discord.AutoShardedClient) else None
    async with simcord.run(bot, shard_count=shards, check_errors=not refusing) as env:
        yield InSimcord(env)


class InSimcord:
    """Mara and jonas in a server of simcord."""

    def __init__(self, env: simcord.Env) -> None:
        assert isinstance(env.bot, commands.bot.BotBase)
        self.bot = env.bot
        guild = env.create_guild("Reading group")
        self._channel = guild.create_text_channel(PLACE)
        organisers = guild.create_role(
            "Organisers", permissions=discord.Permissions(manage_guild=True)
        )
        self._people = {
            "mara": guild.add_member(env.create_user("mara"), roles=[organisers]),
            "jonas": guild.add_member(env.create_user("jonas")),
        }
        self._mara = self._people["mara"]

    async def run(self, command: str, **options: Any) -> simcord.InteractionResult:
        return await self._mara.slash(self._channel, command, **options)

    async def complete(self, command: str, option: str, typed: str, **filled: Any) -> list[str]:
        found = await self._mara.autocomplete(self._channel, command, option, typed, **filled)
        return [choice["name"] for choice in found]

    async def press(self, text: str, label: str) -> simcord.InteractionResult:
        return await self._mara.click(self._find(text), label=label)

    async def choose(
        self, text: str, custom_id: str, values: Sequence[str]
    ) -> simcord.InteractionResult:
        return await self._mara.select(self._find(text), values, custom_id=custom_id)

    async def press_on(self, number: int, label: str) -> simcord.InteractionResult:
        message = self._by_bot()[number - 1]
        wanted = button(_payload(message), label)
        return await self._mara.click(message, custom_id=wanted["custom_id"])

    async def choose_on(
        self, number: int, placeholder: str, *options: int
    ) -> simcord.InteractionResult:
        message = self._by_bot()[number - 1]
        menu = select(_payload(message), placeholder)
        values = [menu["options"][option - 1]["value"] for option in options]
        return await self._mara.select(message, values, custom_id=menu["custom_id"])

    async def form(self, done: simcord.InteractionResult) -> list[str]:
        assert done.modal is not None
        return form_of(done.modal)

    async def submit(
        self, done: simcord.InteractionResult, values: Mapping[str, str]
    ) -> simcord.InteractionResult:
        return await self._mara.submit_modal(done, dict(values))

    async def use_menu(self, text: str, name: str) -> simcord.InteractionResult:
        return await self._mara.context_menu(self._channel, name, self._find(text))

    async def say(self, text: str, *, to_bot: bool = False) -> None:
        assert self.bot.user is not None
        await self._mara.send(self._channel, f"{self.bot.user.mention} {text}" if to_bot else text)

    async def says(self, beginning: str) -> str:
        return next(one.text for one in self.seen("mara") if one.text.startswith(beginning))

    async def reactions(self, text: str) -> list[str]:
        return [str(one.emoji) for one in self._find(text).reactions]

    def seen(self, by: str) -> list[Shown]:
        person = self._people[by]
        return [
            shown(_payload(message), channel.name or "")
            for channel in (self._channel, *self._channel.threads)
            for message in channel.history(viewer=person)
            if message.type.value in WRITTEN
        ]

    def _by_bot(self) -> list[discord.Message]:
        return [one for one in self._channel.history(viewer=self._mara) if one.author.bot]

    def _find(self, text: str) -> discord.Message:
        for message in reversed(self._channel.history(viewer=self._mara)):
            if shown(_payload(message), PLACE).text == text:
                return message
        raise LookupError(f"mara sees no {text!r} in simcord, but {self.seen('mara')}")


def _payload(message: discord.Message) -> dict[str, Any]:
    return {
        "content": message.content,
        "embeds": [embed.to_dict() for embed in message.embeds],
        "components": [component.to_dict() for component in message.components],
        "author": {"bot": message.author.bot},
        "flags": message.flags.value,
        "attachments": [{"filename": file.filename} for file in message.attachments],
        "type": message.type.value,
        "interaction_metadata": message.interaction_metadata,
    }
