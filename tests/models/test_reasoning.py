"""Reasoning is cut from a stream, however it is split into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models.reasoning import ReasoningStripper


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
