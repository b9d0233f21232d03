"""Counting and cutting."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord_bot import limits
from tests.discord_bot.rendering.hostile import texts

PATIENTLY = settings(deadline=None)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 5, "short"),
        ("three words here", 15, "three words…"),
        ("unbreakable", 5, "unbr…"),
        ("a verylongword", 9, "a verylo…"),
        ("👩‍🔬👩‍🔬", 8, "👩‍🔬…"),
        ("🇩🇪🇫🇷", 7, "🇩🇪…"),
        ("anything", 0, ""),
    ],
)
def test_a_cut_is_after_a_word_and_never_inside_a_character(text: str, limit: int, expected: str):
    """Words, then what a reader takes for one character, stay whole."""
    assert limits.cut(text, limit) == expected


@PATIENTLY
@given(texts, st.integers(0, 400))
def test_a_cut_never_exceeds_its_limit(text: str, limit: int):
    """What is left fits, and is a start of the text."""
    cut = limits.cut(text, limit)

    assert limits.count_units(cut) <= limit
    assert cut == text or text.startswith(cut.removesuffix("…"))


@PATIENTLY
@given(texts, st.integers(20, 400))
def test_parts_lose_nothing_but_spaces(text: str, limit: int):
    """All words are in the parts, in their order."""
    parts = limits.split_text(text, limit)

    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(limits.count_units(part) <= limit for part in parts)


@PATIENTLY
@given(st.lists(st.integers(0, 5_000), max_size=30), st.integers(0, 4_000))
def test_shares_are_fair(wanted: list[int], total: int):
    """Nobody gets more than wanted, all of it is used, and only the longest are shortened."""
    given_ = limits.share_room(wanted, total)

    assert sum(given_) == min(sum(wanted), total)
    assert all(got <= want for got, want in zip(given_, wanted, strict=True))
    shortened = [got for got, want in zip(given_, wanted, strict=True) if got < want]
    whole = [got for got, want in zip(given_, wanted, strict=True) if got == want]
    assert not shortened or not whole or min(shortened) >= max(whole) - 1


@PATIENTLY
@given(st.lists(texts, max_size=12), st.integers(100, 4_000))
def test_texts_fit_together(given_: list[str], total: int):
    """The sum is within the total, and what fits is left alone."""
    fitted = limits.fit_texts(given_, total)

    assert sum(map(limits.count_units, fitted)) <= total
    if sum(map(limits.count_units, given_)) <= total:
        assert fitted == given_
