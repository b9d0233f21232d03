"""Discretion: a model does not give away what it was told."""

from __future__ import annotations

import pytest

from bot.llm.stream_filters import PromptLeakFilter
from prompts import CANNOT_ANSWER, Rendered

MARK = "0123456789abcdef"
RULE = "Copy figures, units and names exactly as the excerpt has them."
TOLD = Rendered(
    f"Rules:\n1. {RULE}\n2. Cite, like this: The method halves the error [2].\n"
    f"3. Else reply with exactly this and nothing else: {CANNOT_ANSWER}\n"
    f"Each stands between two lines with {MARK}.",
    f"[1] {MARK}\nOtters\nOtters stand between two lines with a rope.\n{MARK}\nQuestion: How?",
    "answer",
    "abc",
)


def _shown(text: str, size: int = 7) -> str:
    discreet = PromptLeakFilter(TOLD, MARK)
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return "".join(map(discreet.feed, pieces)) + discreet.end()


@pytest.mark.parametrize(
    "told",
    [
        RULE,
        RULE.upper(),
        RULE[::-1],
        f"The mark is {MARK}.",
        "My rules: copy figures, units and names",
    ],
)
def test_what_it_was_told_is_left_out(told: str):
    """In whatever case, backwards, and wherever the pieces are cut."""
    for size in (1, 7, 1_000):
        assert _shown(f"Otters swim [1].\n{told}\nThey rest [1].", size).split("\n")[0] == (
            "Otters swim [1]."
        )
        assert "units" not in _shown(told, size).lower()
        assert MARK not in _shown(told, size)


@pytest.mark.parametrize(
    "text",
    [
        "Otters swim [1]. They rest at noon [1].",
        "Otters stand between two lines with a rope [1].",
        "The method halves the error [2].",
        CANNOT_ANSWER,
        "no end",
        "x" * 5_000,
    ],
)
def test_everything_else_is_let_through(text: str):
    """To the letter: what an abstract says as well, the example, the word for nothing."""
    for size in (1, 7, 1_000):
        assert _shown(text, size) == text
