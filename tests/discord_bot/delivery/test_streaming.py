"""Deliver a reply while channels, threads and messages come and go."""

from __future__ import annotations

import asyncio

import discord
import pytest

from bot.discord_bot.delivery import streaming
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.delivery.targets import SentMessage, add_note
from bot.discord_bot.rendering.message import OutgoingMessage, PersistentView, text


class Answer:
    """What aiohttp gives discord.py to make an error of."""

    def __init__(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.status = status
        self.reason = ""
        self.headers = headers or {}


def http_error(status: int, code: int = 0, **headers: str) -> discord.HTTPException:
    """Return an error as discord.py raises it."""
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    kind = kinds.get(status, discord.DiscordServerError if status >= 500 else discord.HTTPException)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return kind(Answer(status, named), {"code": code, "message": ""})  # type: ignore[arg-type]


class ScriptedTarget:
    """A target that fails as it is told, then takes what it is given."""

    def __init__(self, channel: int, *failures: Exception, slow: float = 0) -> None:
        self.channel = channel
        self.failures = list(failures)
        self.slow = slow
        self.shown: list[str] = []
        self.added: list[str] = []
        self.removed: list[int] = []

    async def edit_or_send(self, shown: OutgoingMessage) -> SentMessage:
        await asyncio.sleep(self.slow)
        if self.failures:
            raise self.failures.pop(0)
        self.shown.append(said(shown))
        return SentMessage(self.channel, 1)

    async def send(self, shown: OutgoingMessage) -> SentMessage:
        if self.failures:
            raise self.failures.pop(0)
        self.added.append(said(shown))
        return SentMessage(self.channel, 1 + len(self.added))

    async def delete(self, written: SentMessage) -> None:
        self.removed.append(written.message_id)


def showing(words: str) -> OutgoingMessage:
    """Return a message."""
    return OutgoingMessage(PersistentView(text(words)))


def said(shown: OutgoingMessage) -> str:
    """Return what a message says."""
    return " ".join(item.content for item in shown.view.children if hasattr(item, "content"))


async def _some_turns() -> None:
    """Let the event loop run what is ready."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_the_last_state_is_shown() -> None:
    """And further messages below it."""
    target = ScriptedTarget(7)
    messages = [showing("one"), showing("two"), showing("three")]
    written = await StreamingReply([target]).finalize(messages)

    assert (target.shown, target.added) == (["one"], ["two", "three"])
    assert written == [SentMessage(7, 1), SentMessage(7, 2), SentMessage(7, 3)]


@pytest.mark.parametrize(
    "error",
    [
        http_error(401, 50027),
        http_error(404, 10008),
        http_error(403, 50001),
        http_error(400, 30046),
    ],
)
async def test_a_place_that_is_lost_is_left_for_the_next(error: Exception) -> None:
    """With all that follows."""
    first, second = ScriptedTarget(1, error), ScriptedTarget(2)
    written = await StreamingReply([first, second]).finalize([showing("one"), showing("two")])

    assert (first.shown, second.shown, second.added) == ([], ["one"], ["two"])
    assert [w.channel_id for w in written] == [2, 2]


@pytest.mark.parametrize(
    "error", [http_error(500), http_error(429), discord.RateLimited(1.0), ConnectionResetError()]
)
async def test_the_last_state_is_tried_again(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the same target, after pauses."""
    monkeypatch.setattr(streaming, "RETRY_PAUSES_SECONDS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(streaming, "retry_after", lambda error: 0.0)
    target = ScriptedTarget(1, error, error, error)
    await StreamingReply([target]).finalize([showing("one")])

    assert target.shown == ["one"]


async def test_the_last_state_overtakes_an_edit_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits a moment, and no longer."""
    monkeypatch.setattr(streaming, "PATIENCE_SECONDS", 0.05)
    target = ScriptedTarget(1, slow=30)
    reply = StreamingReply([target])
    reply.update(lambda: showing("first"))
    await _some_turns()
    target.slow = 0
    async with asyncio.timeout(60):
        await reply.finalize([showing("last")])

    assert target.shown == ["last"]


async def test_what_stands_can_be_withdrawn() -> None:
    """Each message by the target that wrote it."""
    target = ScriptedTarget(1)
    reply = StreamingReply([target])
    await reply.finalize([showing("one"), showing("two")])
    await reply.delete()

    assert target.removed == [2, 1]
    assert reply.sent == []


async def test_a_note_stands_above_what_it_is_about() -> None:
    """In the same message where there is room, else in one of its own."""
    assert [said(s) for s in add_note(showing("answer"), "late")] == ["-# late answer"]
    assert [said(s)[:10] for s in add_note(showing("a" * 3_998), "late")] == ["-# late", "a" * 10]
    assert [said(s) for s in add_note(showing("answer"), "")] == ["answer"]
