"""The list of opposites: its format, and that no word is its own opposite."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.grounding.rules import opposites
from bot.grounding.rules.opposites import faint
from bot.grounding.rules.polarity import clashes
from bot.grounding.rules.stems import stem
from retrieval.text.sentences import Span

_SCALES = Path(opposites.__file__).with_name("opposites.txt")


def _lines() -> list[tuple[str, list[list[str]]]]:
    lines = _SCALES.read_text(encoding="utf-8").splitlines()
    parted = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return [(name, [end.split() for end in ends.split("|")]) for name, _, ends in parted]


def test_each_scale_has_a_name_of_its_own_and_two_ends():
    """At least 500 of them, strong and faint, in the format of the table."""
    lines = _lines()

    assert len(lines) >= 500
    assert all(len(ends) == 2 and all(ends) for _, ends in lines)
    assert len({name.rstrip("!") for name, _ in lines}) == len(lines)
    assert any(name.endswith("!") for name, _ in lines)
    assert any(name in faint() for name, _ in lines)


def test_no_stem_lies_at_both_ends_of_a_scale():
    """Else a word would be its own opposite."""
    both = [
        (name, shared)
        for name, (one, other) in _lines()
        if (shared := {stem(w) for w in one} & {stem(w) for w in other})
    ]

    assert both == []


@pytest.mark.parametrize(
    ("said", "abstract"),
    [
        ("The decoder blurs the edges.", "The decoder sharpens the edges."),
        ("Our parser makes outputs harder to read.", "Our parser makes outputs easier to read."),
        ("Pruning widens the gap.", "Pruning narrows the gap."),
        ("The series diverges.", "The series converges."),
        ("The board rejects the claim.", "The board accepts the claim."),
    ],
)
def test_a_word_of_the_other_end_clashes(said: str, abstract: str):
    """Also one that only the file has."""
    found, _ = clashes(said, [Span(abstract, 0, len(abstract))], [0])

    assert found
