"""Let the same people do the same things to a bot in simcord and in the playground."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Protocol, cast

import discord
import pytest
import simcord
from discord.ext import commands

from playground.people.doing import LOADING, Doing
from playground.person import Person
from playground.reading import button, buttons_of, select, selects_of, text_of
from playground.server import Playground
from tests.playground.conftest import logged_in, running

_EPHEMERAL = 64
_ID = re.compile(r"\d{15,}")
_TOOK = re.compile(r"\b\d+\.\d s\b")
_REPLY = discord.MessageType.reply.value
_WRITTEN = frozenset({0, _REPLY, 20, 23})  # by somebody, or in answer to a command or a menu
PLACE = "papers"

AnyBot = commands.Bot | commands.AutoShardedBot


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as a person sees it, in whichever Discord.

    Left out is where simcord is known to be coarser than Discord: that a follow-up refers to what
    it follows, that filling in what was deferred is no edit, and which messages the system writes
    when a thread begins.
    """

    place: str
    by_bot: bool
    text: str
    ephemeral: bool = False
    buttons: tuple[str, ...] = ()
    menus: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    reply: bool = False


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


class InSimcord:
    """The second opinion: simcord, in this process and in its own time."""

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
        return await self._mara.click(self._by_bot()[number - 1], label=label)

    async def choose_on(
        self, number: int, placeholder: str, *options: int
    ) -> simcord.InteractionResult:
        message = self._by_bot()[number - 1]
        menu = select(_payload(message), placeholder)
        values = [menu["options"][option - 1]["value"] for option in options]
        return await self._mara.select(message, values, custom_id=menu["custom_id"])

    async def form(self, done: simcord.InteractionResult) -> list[str]:
        assert done.modal is not None
        return _form(done.modal)

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
            _shown_by_discord_py(message, channel.name or "")
            for channel in (self._channel, *self._channel.threads)
            for message in channel.history(viewer=person)
            if message.type.value in _WRITTEN
        ]

    def _by_bot(self) -> list[discord.Message]:
        return [one for one in self._channel.history(viewer=self._mara) if one.author.bot]

    def _find(self, text: str) -> discord.Message:
        for message in reversed(self._channel.history(viewer=self._mara)):
            if _shown_by_discord_py(message, PLACE).text == text:
                return message
        raise LookupError(f"mara sees no {text!r} in simcord, but {self.seen('mara')}")


class InPlayground:
    """The playground, over real sockets."""

    def __init__(self, bot: AnyBot, playground: Playground, mara: Person, jonas: Person) -> None:
        self.bot = bot
        self._mention = f"<@{playground.application_id}>"
        self._people = {"mara": mara, "jonas": jonas}
        self._mara = mara
        self._channel = mara.channel(PLACE)

    async def run(self, command: str, **options: Any) -> Doing:
        return await self._whole(await self._mara.run(self._channel, command, **options))

    async def complete(self, command: str, option: str, typed: str, **filled: Any) -> list[str]:
        found = await self._mara.complete(
            self._channel, command, focused=option, **{option: typed}, **filled
        )
        return [choice["name"] for choice in found]

    async def press(self, text: str, label: str) -> Doing:
        return await self._whole(await self._mara.press(await self._find(text), label))

    async def choose(self, text: str, custom_id: str, values: Sequence[str]) -> Doing:
        message = await self._find(text)
        return await self._whole(await self._mara.choose(message, custom_id, values))

    async def press_on(self, number: int, label: str) -> Doing:
        message = await self._by_bot(number, lambda found: button(found, label))
        return await self._whole(await self._mara.press(message, label))

    async def choose_on(self, number: int, placeholder: str, *options: int) -> Doing:
        message = await self._by_bot(number, lambda found: select(found, placeholder))
        offered = select(message, placeholder)["options"]
        values = [offered[option - 1]["value"] for option in options]
        return await self._whole(await self._mara.choose(message, placeholder, values))

    async def form(self, done: Doing) -> list[str]:
        assert done.modal is not None
        return _form(done.modal)

    async def submit(self, done: Doing, values: Mapping[str, str]) -> Doing:
        return await self._whole(await self._mara.submit(done.modal, values))

    async def use_menu(self, text: str, name: str) -> Doing:
        message = await self._find(text)
        return await self._whole(await self._mara.use_menu(self._channel, name, message))

    async def say(self, text: str, *, to_bot: bool = False) -> None:
        await self._mara.say(self._channel, f"{self._mention} {text}" if to_bot else text)

    async def says(self, beginning: str) -> str:
        return text_of(
            await self._mara.wait_for(
                lambda message: text_of(message).startswith(beginning), what=beginning
            )
        )

    async def reactions(self, text: str) -> list[str]:
        found: list[str] = []
        with suppress(TimeoutError):
            async with asyncio.timeout(3):
                while not found:
                    message = await self._find(text)
                    path = f"/channels/{self._channel}/messages/{message['id']}"
                    message = await self._mara.request("GET", path)
                    found = [one["emoji"]["name"] for one in message.get("reactions") or ()]
        return found

    def seen(self, by: str) -> list[Shown]:
        person = self._people[by]
        return [
            _shown(message, str(channel.get("name")))
            for channel in list(person.seen.channels.values())
            for message in person.messages(channel["id"])
            if message["type"] in _WRITTEN
        ]

    async def until(self, by: str, wanted: list[Shown]) -> list[Shown]:
        """Wait until somebody sees what is wanted; return what is seen in the end."""
        with suppress(AssertionError):  # the caller compares, and shows the difference
            await self._people[by].wait_until(lambda: self.seen(by) == wanted, timeout=3)
        return self.seen(by)

    async def _whole(self, doing: Doing) -> Doing:
        """Wait for the response, and until nothing is still being thought about."""
        await doing.settled()
        await self._mara.wait_until(lambda: not any(map(_loading, self._messages())))
        return doing

    async def _by_bot(self, number: int, has: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """Wait for the bot's first, second … message to have a control."""

        def found() -> dict[str, Any] | None:
            written = [one for one in self._messages() if one["author"].get("bot")]
            with suppress(LookupError, IndexError):
                has(written[number - 1])
                return written[number - 1]
            return None

        return cast("dict[str, Any]", await self._mara.wait_until(found))

    def _messages(self) -> list[dict[str, Any]]:
        return self._mara.messages(self._channel)

    async def _find(self, text: str) -> dict[str, Any]:
        return await self._mara.wait_for(
            lambda message: _without_mention(text_of(message)) == text, what=text
        )


@asynccontextmanager
async def in_simcord(bot: AnyBot, *, refusing: bool = False) -> AsyncIterator[InSimcord]:
    """Run a bot in simcord; where it is not `refusing`, an error that it raises fails the test."""
    shards = 1 if isinstance(bot, discord.AutoShardedClient) else None
    async with simcord.run(bot, shard_count=shards, check_errors=not refusing) as env:
        yield InSimcord(env)


@asynccontextmanager
async def in_playground(
    bot: AnyBot, monkeypatch: pytest.MonkeyPatch, *, correct: bool = True
) -> AsyncIterator[InPlayground]:
    """Run a bot in the playground; where it is `correct`, it does nothing that is refused."""
    async with running(monkeypatch) as playground, logged_in(bot, playground):
        mara, jonas = await playground.person("mara"), await playground.person("jonas")
        yield InPlayground(bot, playground, mara, jonas)
        assert not correct or playground.violations == []


def _shown_by_discord_py(message: discord.Message, place: str) -> Shown:
    return _shown(_payload(message), place)


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


def _shown(message: Mapping[str, Any], place: str) -> Shown:
    """Describe a message; a mention of the bot is left out, as ids differ."""
    payload = dict(message)
    return Shown(
        place=place,
        by_bot=bool(payload["author"].get("bot")),
        text=_lasting(_without_mention(text_of(payload))),
        ephemeral=bool(payload["flags"] & _EPHEMERAL),
        buttons=tuple(_named(buttons_of(payload), "label")),
        menus=tuple(_named(selects_of(payload), "placeholder")),
        files=tuple(file["filename"] for file in payload["attachments"]),
        reply=payload["type"] == _REPLY and not payload.get("interaction_metadata"),
    )


def _without_mention(text: str) -> str:
    return text.partition("> ")[2] if text.startswith("<@") else text


def _lasting(text: str) -> str:
    """Leave out what differs from run to run: ids, and how long something took."""
    return _TOOK.sub("… s", _ID.sub("…", text))


def _loading(message: Mapping[str, Any]) -> bool:
    return bool(message["flags"] & LOADING)


def _named(components: Iterable[Mapping[str, Any]], name: str) -> list[str]:
    return [
        f"{component.get(name)}{' (disabled)' if component.get('disabled') else ''}"
        for component in components
    ]


def _form(modal: Mapping[str, Any]) -> list[str]:
    return [modal["title"], *(label["label"] for label in modal["components"])]
