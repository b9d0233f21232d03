"""What people want to find, in arXiv's search syntax."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.errors import SourceError
from retrieval.sources.arxiv.query import build_search_query
from tests.servers.sources_server.search import matcher

DAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("calibration", "all:calibration"),
        ("graph neural networks", "all:graph AND all:neural AND all:networks"),
        ('"graph neural" networks', 'all:"graph neural" AND all:networks'),
        ("self-attention", 'all:"self attention"'),
        ("gnn OR gcn proteins", "(all:gnn OR all:gcn) AND all:proteins"),
        ("au:lovelace ti:engine", "au:lovelace AND ti:engine"),
        ('au:"Ada Lovelace"', 'au:"Ada Lovelace"'),
        ("cat:cs.CL", 'all:"cat cs CL"'),
        ("a AND NOT b", "all:a AND all:b"),
        ("OR a OR", "all:a"),
        ("Gödel", "all:Gödel"),
        ("a a", "all:a AND all:a"),
        ('x") OR all:(*', "all:x"),
        ("submittedDate:[1 TO 2]", 'all:"submittedDate 1" AND all:TO AND all:2'),
        ('unclosed "quote', "all:unclosed AND all:quote"),
    ],
)
def test_words_become_terms(query: str, expected: str):
    """All of which must be found; what they contain of the syntax is only words."""
    found = build_search_query((), query, None, None)

    assert found == expected
    assert matcher(found)


def test_categories_replace_each_other():
    """A whole archive is all its categories."""
    assert (
        build_search_query(("cs.CL", "hep-th", "cs.CL"), "", None, None)
        == "(cat:cs.CL OR cat:hep-th)"
    )
    assert build_search_query(("math",), "", None, None) == "(cat:math OR cat:math.*)"


@pytest.mark.parametrize(
    ("since", "until", "window"),
    [
        (DAY, DAY, "[202611010000 TO 202611020000]"),
        (DAY, date(2026, 12, 31), "[202611010000 TO 202701010000]"),
        (DAY, None, "[202611010000 TO 209912310000]"),
        (None, DAY, "[199108010000 TO 202611020000]"),
        (None, date.max, "[199108010000 TO 209912310000]"),
    ],
)
def test_days_become_a_window(since: date | None, until: date | None, window: str):
    """Both included, to the minute, as the API wants it."""
    asked = build_search_query(("cs.CL",), "cats", since, until)

    assert asked == f"cat:cs.CL AND all:cats AND submittedDate:{window}"


@pytest.mark.parametrize("category", ["cs.CL)", "all:x", "", "cs CL", "cs.*", "*"])
def test_what_is_no_category_is_refused(category: str):
    """And it is said where they are listed."""
    with pytest.raises(SourceError, match=r"is not an arXiv category.+category_taxonomy"):
        build_search_query((category,), "", None, None)


@pytest.mark.parametrize("query", ["", "  ", "AND", '""', "?!*", ":"])
def test_nothing_cannot_be_asked(query: str):
    """Nor what is nothing but signs."""
    with pytest.raises(SourceError, match="search is empty"):
        build_search_query((), query, None, None)
