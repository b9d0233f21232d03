"""The lists of opposites and synonyms: their format, and that they do not gainsay each other."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from bot.grounding.alignment import find_synonym_groups, load_synonym_groups
from bot.grounding.content_words import find_content_words
from bot.grounding.rules import opposites
from bot.grounding.rules.opposites import faint, sides
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


def test_synonyms_stand_in_groups_of_words_or_phrases_of_two():
    """At least 600 groups of two words or more."""
    found = load_synonym_groups()

    assert len(found) >= 600
    assert all(len(set(group)) == len(group) >= 2 for group in found)
    assert all(word == word.lower() and word.count("-") < 2 for group in found for word in group)


def test_no_group_of_synonyms_joins_opposites():
    """What the check takes for the same must not be what the rules object to."""
    ends = {
        word: dict(sides().get(stem(word.replace("-", "")), ()))
        for group in load_synonym_groups()
        for word in group
    }

    joined = [
        (a, b)
        for group in load_synonym_groups()
        for a, b in combinations(group, 2)
        if any(ends[b].get(scale) == -side for scale, side in ends[a].items())
    ]

    assert joined == []


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


def test_a_word_and_its_synonym_share_a_sense():
    """A phrase of two words gives both of them its sense."""
    one, other, phrase = (
        find_content_words(t) for t in ("utilise", "employed", "slow down decelerate")
    )

    assert find_synonym_groups(one)[0] & find_synonym_groups(other)[0]
    first, second, third = find_synonym_groups(phrase)
    assert first & second & third
