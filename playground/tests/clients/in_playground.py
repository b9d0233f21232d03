"""Run a bot in the playground, over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

import pytest

from discord_playground.message_contents import button, select, text_of
from discord_playground.people.invocation import LOADING, Invocation
from discord_playground.person import Person
from discord_playground.server import Playground
from playground.tests.clients.shown import WRITTEN, Shown, form_of, shown, without_mention
from playground.tests.clients.stages import PLACE, AnyBot
from playground.tests.conftest import logged_in, running


@asynccontextmanager
async def in_playground(
    bot: AnyBot, monkeypatch: pytest.MonkeyPatch, *, correct: bool = True
) -> AsyncIterator[InPlayground]:
    """Run a bot in the playground; where it is `correct`, it does nothing that is refused."""
    async with running(monkeypatch) as playground, logged_in(bot, playground):
        mara, jonas = await playground.person("mara"), await playground.person("jonas")
        yield InPlayground(bot, playground, mara, jonas)
        assert not correct or playground.violations == []


class InPlayground:
    """Mara and jonas in a server of the playground."""

    def __init__(self, bot: AnyBot, playground: Playground, mara: Person, jonas: Person) -> None:
        self.bot = bot
        self._mention = f"<@{playground.application_id}>"
        self._people = {"mara": mara, "jonas": jonas}
        self._mara = mara
        self._channel = mara.channel(PLACE)

    async def run(self, command: str, **options: Any) -> Invocation:
        return await self._whole(await self._mara.run(self._channel, command, **options))

    async def complete(self, command: str, option: str, typed: str, **filled: Any) -> list[str]:
        found = await self._mara.complete(
            self._channel, command, focused=option, **{option: typed}, **filled
        )
        return [choice["name"] for choice in found]

    async def press(self, text: str, label: str) -> Invocation:
        return await self._whole(await self._mara.press(await self._find(text), label))

    async def choose(self, text: str, custom_id: str, values: Sequence[str]) -> Invocation:
        message = await self._find(text)
        return await self._whole(await self._mara.choose(message, custom_id, values))

    async def press_on(self, number: int, label: str) -> Invocation:
        message = await self._by_bot(number, lambda found: button(found, label))
        return await self._whole(await self._mara.press(message, label))

    async def choose_on(self, number: int, placeholder: str, *options: int) -> Invocation:
        message = await self._by_bot(number, lambda found: select(found, placeholder))
        offered = select(message, placeholder)["options"]
        values = [offered[option - 1]["value"] for option in options]
        return await self._whole(await self._mara.choose(message, placeholder, values))

    async def form(self, done: Invocation) -> list[str]:
        assert done.modal is not None
        return form_of(done.modal)

    async def submit(self, done: Invocation, values: Mapping[str, str]) -> Invocation:
        return await self._whole(await self._mara.submit(done.modal, values))

    async def use_menu(self, text: str, name: str) -> Invocation:
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
            async with asyncio.timeout(60):
                while not found:
                    message = await self._find(text)
                    path = f"/channels/{self._channel}/messages/{message['id']}"
                    message = await self._mara.request("GET", path)
                    found = [one["emoji"]["name"] for one in message.get("reactions") or ()]
        return found

    def seen(self, by: str) -> list[Shown]:
        person = self._people[by]
        return [
            shown(message, str(channel.get("name")))
            for channel in list(person.seen.channels.values())
            for message in person.messages(channel["id"])
            if message["type"] in WRITTEN
        ]

    async def until(self, by: str, wanted: list[Shown]) -> list[Shown]:
        """Wait until somebody sees what is wanted; return what is seen in the end."""
        with suppress(AssertionError):  # the caller compares, and shows the difference
            await self._people[by].wait_until(lambda: self.seen(by) == wanted, timeout=60)
        return self.seen(by)

    async def _whole(self, doing: Invocation) -> Invocation:
        """Wait for the response, and until nothing is still being thought about."""
        await doing.wait_for_response()
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
            lambda message: without_mention(text_of(message)) == text, what=text
        )


def _loading(message: Mapping[str, Any]) -> bool:
    return bool(message["flags"] & LOADING)
