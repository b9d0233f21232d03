"""A question is answered where a search is sure, or where it has a coined name of a title."""

from __future__ import annotations

import pytest

from bot.answering.paper_names import boost_if_named, names_a_title
from retrieval.paper import Paper
from retrieval.search.confidence import Signals
from retrieval.search.query import parse_query
from retrieval.search.results import Hit, SearchResult


def hits(*titles: str) -> tuple[Hit, ...]:
    """Return papers found, best first."""
    return tuple(Hit(Paper(f"t-{n}", title, ""), 0.9, 1.0, 0.5) for n, title in enumerate(titles))


@pytest.mark.parametrize(
    ("asked", "title", "expected"),
    [
        ("Was leistet UniAP für Tiere?", "UniAP: Animal Perception", True),
        ("MoHはヘッドをどう選びますか？", "MoH: Mixture of Heads", True),
        ("DAMO-YOLO 的原则是什么？", "DAMO-YOLO : A Report", True),
        ("What did the Sphinx ask?", "SPHINX: Joint Mixing", False),
        ("What does a zipper cost?", "Zipper: A Decoder", False),
        ("Which USA state is it?", "USA maps", False),
        ("Was ist UniAP?", "UniAPs and others", False),
    ],
)
def test_a_coined_name_is_written_letter_for_letter(asked: str, title: str, expected: bool):
    """In any language; a plain word is none."""
    papers = [hit.paper for hit in hits("Another", title)]

    assert names_a_title(asked, papers) is expected


def test_a_named_paper_is_enough_and_nothing_found_is_not():
    """Confidence is raised to what is needed, never lowered."""
    named = SearchResult(parse_query("q"), hits("UniAP: Animals"), Signals())
    nothing = SearchResult(parse_query("q"), (), Signals())

    assert boost_if_named("Was ist UniAP?", named, 0.1, 0.45) == 0.45
    assert boost_if_named("Was ist UniAP?", named, 0.9, 0.45) == 0.9
    assert boost_if_named("how so?", named, 0.1, 0.45) == 0.1
    assert boost_if_named("Was ist UniAP?", nothing, 0.9, 0.45) == 0.0
