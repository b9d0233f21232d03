"""Reasoning and leaked prompts are cut from a stream, however it is split into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models.stream_filters import PromptLeakFilter, ReasoningStripper
from prompts.templates import CANNOT_ANSWER, Rendered


def shown(*pieces: str) -> str:
    """Feed the pieces and return all that becomes visible."""
    visible = ReasoningStripper()
    return "".join([*(visible.feed(piece) for piece in pieces), visible.end()])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Plain text.", "Plain text."),
        ("<think>a\nb</think>\n\nText.", "Text."),
        ("<Thinking>a</Thinking>Text.", "Text."),
        ("One. <think>a</think>Two.", "One. Two."),
        ("<think>never ends", ""),
        ("ends only</think> here", "ends only here"),
        ("a < b and c <t", "a < b and c <t"),
        ("<think", "<think"),
        ("", ""),
    ],
)
def test_thoughts_are_hidden_and_text_is_kept(written: str, read: str):
    """Whole or letter by letter, the same text is read."""
    assert shown(written) == read
    assert shown(*written) == read


def test_text_is_not_held_back_longer_than_needed():
    """Only what may become a tag waits for the next piece."""
    visible = ReasoningStripper()

    assert visible.feed("a <") == "a "
    assert visible.feed("b c") == "<b c"


@settings(deadline=None)
@given(st.lists(st.text(alphabet="<think>/ ab", max_size=12), max_size=8))
def test_the_cut_into_pieces_never_matters(pieces: list[str]):
    """Any way of cutting a text shows the same."""
    assert shown(*pieces) == shown("".join(pieces))


MARK = "0123456789abcdef"
RULE = "Copy figures, units and names exactly as the excerpt has them."
TOLD = Rendered(
    f"Rules:\n1. {RULE}\n"
    f"2. Else reply with exactly this and nothing else: {CANNOT_ANSWER}\n"
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
        CANNOT_ANSWER,
        "no end",
        "x" * 5_000,
    ],
)
def test_everything_else_is_let_through(text: str):
    """To the letter: what an abstract says as well, the example, the word for nothing."""
    for size in (1, 7, 1_000):
        assert _shown(text, size) == text
