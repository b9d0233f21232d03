"""What reads text runs beside the event loop, and is not waited for without end."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.answering import reading_time
from bot.answering.reading_time import ReadingTooSlow, read_in_thread
from bot.cli.failures import explain
from bot.discord_bot.errors import to_error_message
from bot.discord_bot.locales.translations import Translations


async def test_a_reading_that_does_not_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    """The loop runs on while a thread reads, and its error says what to do."""
    monkeypatch.setattr(reading_time, "MAX_READING_SECONDS", 0.01)
    ends, ticks = threading.Event(), 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    ticking = asyncio.create_task(tick())
    try:
        with pytest.raises(ReadingTooSlow, match="fewer words"):
            await read_in_thread(ends.wait)
    finally:
        ends.set()
        ticking.cancel()
    assert ticks > 1


@pytest.mark.parametrize("language", ["en", "de", "fr", "ja", "zh"])
def test_says_that_it_took_too_long(language: str):
    """In Discord and in a terminal, in words and without an incident."""
    error = ReadingTooSlow("Reading this took longer than 60 seconds. Ask in fewer words.")

    shown = to_error_message(error, Translations(language))

    assert shown is not None
    assert shown.message != "errors-too-slow"
    assert explain(error) is not None
