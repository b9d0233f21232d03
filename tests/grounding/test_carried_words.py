"""The words that a sentence carries as its evidence: read from its marks, and never shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grounding.citations import SentenceStream, WrittenSentence


def parse(text: str, size: int | None = None) -> list[WrittenSentence]:
    """Return the sentences of a text that arrives in pieces of some size, or at once."""
    stream, found = SentenceStream(), []
    for start in range(0, len(text), size or len(text) or 1):
        found += stream.feed(text[start : start + (size or len(text))])
    return [*found, *stream.end()]


@pytest.mark.parametrize(
    ("text", "numbers", "rests_on"),
    [
        ('It gains 3 points. [2: "from 58.1 to 61.2"]', (2,), ((2, "from 58.1 to 61.2"),)),
        ('It gains 3 points [2: "from 58.1 to 61.2"].', (2,), ((2, "from 58.1 to 61.2"),)),
        ("It gains 3 points. [2: “from 58.1 to 61.2”]", (2,), ((2, "from 58.1 to 61.2"),)),
        ("It gains 3 points. [2: «from 58.1 to 61.2».]", (2,), ((2, "from 58.1 to 61.2"),)),
        ("It gains 3 points. [2: from 58.1 on]", (2,), ((2, "from 58.1 on"),)),
        ('It gains 3 points. [2, "a [MASK] b"]', (2,), ((2, "a [MASK] b"),)),
        ('It gains 3 points. [2: "a b [c d"]', (2,), ((2, "a b [c d"),)),
        ('It gains 3 points. [paper 2: "the net\'s"]', (2,), ((2, "the net's"),)),
        ('It gains 3 points. 【2: "One. Two."】', (2,), ((2, "One. Two"),)),
        ('It gains 3 points. [2: "a b" and "c d"]', (2,), ((2, "a b"), (2, "c d"))),
        ('It gains 3 points. [2: "a b … c d"]', (2,), ((2, "a b"), (2, "c d"))),
        ('It gains 3 points. [2: "a b"; 3: "c"]', (2, 3), ((2, "a b"), (3, "c"))),
        ('It gains 3 points. [2: "a b"][3: "c"]', (2, 3), ((2, "a b"), (3, "c"))),
        ('It gains 3 points [2: "a b"] and [3: "c"].', (2, 3), ((2, "a b"), (3, "c"))),
        ('It gains 3 points ([2: "a b"]).', (2,), ((2, "a b"),)),
        ('It gains 3 points. [1][2: "a b"]', (1, 2), ((2, "a b"),)),
        ('It gains 3 points. [2: "a b', (2,), ((2, "a b"),)),
        ('It gains 3 points. [2: ""]', (2,), ()),
        ("It gains 3 points. [2]", (2,), ()),
        ("It gains 3 points.", (), ()),
    ],
)
@pytest.mark.parametrize("size", [None, 1, 5])
def test_words_are_read_from_marks(
    text: str, numbers: tuple[int, ...], rests_on: tuple[tuple[int, str], ...], size: int | None
):
    """In any quotes, several to a sentence, before or after its stop, or none; in any pieces."""
    assert parse(text, size) == [WrittenSentence("It gains 3 points.", numbers, rests_on=rests_on)]


def test_a_mark_that_never_ends_holds_up_no_more_than_its_line():
    """The rest is read as ever."""
    text = 'One. [1: "' + "word " * 200 + "\nTwo [2].\nThree [3]."

    assert [one.text for one in parse(text, 7)][-2:] == ["Two.", "Three."]


_PIECES = st.sampled_from(
    ['[1: "', '"]', "a b.", " ", "[2]", "\n", "”", "[3: x]", "…", "]", "\ue200"]
)


@given(st.lists(_PIECES, max_size=12).map("".join), st.integers(1, 9))
def test_any_text_is_read_alike_in_any_pieces(text: str, size: int):
    """No more and no fewer words."""
    assert sum(len(one.rests_on) for one in parse(text, size)) <= text.count("[")
