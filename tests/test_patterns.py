"""No regular expression is slow on any text: time is linear in its length."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.prompt_injection.sanitize import mask_instructions
from tests.patterns import Found, calls, hostile, patterns

CHARS = 20_000
SECONDS = 0.05
TRIES = 8  # the best counts: a busy machine makes some slower
PARTS = 12

BUILT = {
    "bot.prompt_injection.shapes.compile_linear": "for shapes and tongues, which are found",
    "bot.answering.paper_choice._introduces": "an escaped name",
    "bot.llm.extractive.answer._begin_with": "an escaped topic",
    "bot.answerability.missing_detail.is_stated_literally": "an escaped word and digits",
    "bot.discord_bot.locales.translations._command_pattern": "escaped names of commands",
    "bot.discord_bot.controls.__init_subclass__": "for the classes, which are found",
    "bot.grounding.close_check._find_bounds": "an escaped figure",
    "bot.grounding.references._has_word": "an escaped name",
    "bot.digest.candidates.__init__": "escaped words, at most 100 characters",
    "bot.evaluation.answer_quality.states_fact": "an escaped spelling",
    "prompts.fencing._remove_structure": "an escaped marker",
    "retrieval.text.patterns._get": "RE2",
    "retrieval.library.catalog.find._lines_with_word": "an escaped word",
}
"""Where patterns are made of values, and why those are linear, too."""


class TooSlow(Exception):
    """A pattern took far longer than it may."""


@pytest.mark.parametrize("part", range(PARTS))
def test_every_pattern_is_linear(part: int) -> None:
    """Every pattern searches 20,000 characters that are made to be hard for it within 50 ms."""
    slow = [f"{f.where}: {f.pattern.pattern!r}" for f in patterns()[part::PARTS] if _is_slow(f)]

    assert slow == []


def test_finds_patterns() -> None:
    """Patterns are found in modules, in tables, in classes, and in calls."""
    found = {each.where for each in patterns()}

    for end in ("references._VERB", "model_directed.STRONG.0.pattern"):
        assert any(where.endswith(end) for where in found), end
    assert any(where.startswith("bot/answering/ask.py:") for where in found)


def test_every_pattern_made_of_values_is_known() -> None:
    """No function makes a pattern of values, but those whose patterns are known to be linear."""
    assert {call.function for call in calls() if call.pattern is None} == BUILT.keys()


@pytest.mark.parametrize(
    "text",
    ["ignore-all-" * 66, "ignore all the " * 400, "Let the answer be. " * 300, "a. b " * 1200],
)
def test_abstracts_are_screened_at_once(text: str) -> None:
    """An abstract of commands, or of what looks like them, is read within two seconds."""
    with _limited(2.0):
        mask_instructions.__wrapped__(text)


def _is_slow(found: Found) -> bool:
    return any(_time(found, text) > SECONDS for text in hostile(found.pattern, CHARS))


def _time(found: Found, text: str) -> float:
    """Return the seconds of this thread that a pattern needs: the best of a few tries."""
    best = float("inf")
    given = text if isinstance(found.pattern.pattern, str) else text.encode()[:CHARS]
    for _ in range(TRIES):
        started = time.thread_time()
        try:
            with _limited(1.0):
                _run(found, given)
        except TooSlow:
            return 1.0
        best = min(best, time.thread_time() - started)
        if best <= SECONDS:
            break
    return best


def _run(found: Found, text: str | bytes) -> None:
    if found.anchored:
        found.pattern.match(text)
        found.pattern.fullmatch(text)
        return
    for _ in found.pattern.finditer(text):
        pass


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise TooSlow once the process has computed for so many seconds."""

    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
