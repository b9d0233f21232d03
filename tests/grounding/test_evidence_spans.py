"""Spans of the cited abstract that support what is shown."""

from __future__ import annotations

import pytest

from bot.grounding.evidence_spans import (
    find_evidence,
    find_quoted,
    find_rested,
    find_verbatim,
)
from retrieval.paper import Paper
from retrieval.passage import Passage
from tests.fakes.answering import CATS


def test_evidence_is_the_nearest_span_of_the_abstract():
    """With its place, in the abstract's order, each once."""
    texts = ["At dawn they hunt.", "They sleep for 16 hours.", "At dawn, hunting begins."]

    found = find_evidence(texts, CATS)

    assert [span.text for span in found] == ["Cats sleep 16 hours a day.", "They hunt at dawn."]
    assert [CATS.abstract[span.start : span.end] for span in found] == [s.text for s in found]


def test_a_sentence_of_the_abstract_is_found_in_any_spelling_of_its_marks():
    """One, or several in a row; not a part of one."""
    text = "We built a score [3], “beescore”. It was the better predictor of swarms."
    paper = Paper("p", "Swarms", f"Swarms are hard to foretell. {text}")

    for part in (text, 'we built a score, "beescore"', text.partition(". ")[2]):
        assert find_verbatim(part, paper) is not None
    for part in ("a score, “beescore”.", ""):
        assert find_verbatim(part, paper) is None


def test_a_quote_is_in_one_sentence_of_its_abstract():
    """Letter for letter, but for what an ellipsis marks as cut."""
    paper = Paper("p", "Swarms", "Swarms hum at 37 [33] dB. RESULTS: However, bats hear … them.")

    for quote in (
        "Swarms hum at 37 [33] dB.",
        "… at 37 [33] dB",
        "However, … them.",
        "Bats hear … them.",
        "bats hear …",
    ):
        assert find_quoted(quote, paper) is not None
    for other in (
        "Swarms hum at 37 dB.",
        "37 … However",
        "them … hear",
        "Swarms also",
    ):
        assert find_quoted(other, paper) is None


HENS = Paper(
    "p-hens",
    "On hens",
    "Hens – like ducks – lay “many” eggs. Feeding raises the yield from 58.1 to 61.2 eggs. "
    "Light has no effect.",
)


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("raises the yield from 58.1 to 61.2", ["Feeding"]),
        ('HENS - like ducks - lay "many"', ["Hens"]),
        ("raises yields from 58.1 to 61.2 eggs", ["Feeding"]),
        ("to 61.2 eggs. Light has no effect", ["Feeding", "Light"]),
        ("roosters crow at dawn", []),
        ("", []),
        ("x" * 2_000, []),
    ],
)
def test_words_that_a_sentence_rests_on_are_found(words: str, begins: list[str]):
    """However they are spelled; they point to whole sentences."""
    found = find_rested([(1, words), (7, words)], {1: HENS})

    assert [span.text.split()[0] for span in found] == begins
    assert all(HENS.abstract[span.start : span.end] == span.text for span in found)


def test_a_row_is_found_below_letters_that_lower_case_lengthens() -> None:
    """The evidence is the row quoted, not the one after it."""
    table = "Table 1: Users.\nCity | Users\nİzmir | 4\nİstanbul | 9\nBerlin | 7"
    paper = Paper("p1", "Cities", "We count users.", passages=(Passage("table", table),))

    found = find_quoted("Table 1: Users. … City | Users … İstanbul | 9", paper)

    assert found is not None
    assert found.text == "İstanbul | 9"
    assert paper.text[found.start : found.end] == found.text
