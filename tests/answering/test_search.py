"""Which of the hits of a search are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.search import Search, select_relevant
from bot.grounding.cross_encoder import Judgment
from retrieval.search.confidence import Signals
from retrieval.search.query import parse_query
from retrieval.search.results import Hit, SearchResult
from tests.fakes.answering import BIRDS, CATS, DOGS, FakeSearch


@pytest.mark.parametrize(
    ("scores", "shown"),
    [
        ((0.9, 0.35, 0.3), [CATS, DOGS]),
        ((0.9, 0.89, 0.88), [CATS, DOGS, BIRDS]),
        ((-0.1, -0.2, -0.3), [CATS]),
    ],
)
async def test_hits_far_below_the_best_are_left_out(scores: tuple[float, ...], shown: list[object]):
    """Of a small library a search would else give every paper."""
    search = Search(FakeSearch(CATS, DOGS, BIRDS, scores=scores).as_search)

    found = await search("animals")

    assert [hit.paper for hit in found.hits] == shown


def _found(query: str, *hits: Hit, unknown: float = 0.0) -> SearchResult:
    signals = Signals(alignment=0.5, coverage=2.0, unknown=unknown)
    return SearchResult(parse_query(query), hits, signals)


def test_an_author_whom_nobody_has_finds_nobody():
    """Half of a name is another person; whose name it is, is found."""
    cats = replace(CATS, authors=("Grace Byron",))
    hit = Hit(cats, 1.0, 5.0, 0.45, alignment=0.2)

    assert select_relevant(_found("Grace Hopper", hit, unknown=1.0)) == ()
    assert select_relevant(_found("grace byron", hit, unknown=1.0)) == (hit,)


def _read_barking(premise: str, claim: str) -> Judgment:
    return Judgment(0.9, 0.0, 0.1) if "bark" in premise else Judgment(0.0, 0.0, 1.0)


async def test_a_paper_that_answers_is_shown_first():
    """By relevance alone, and of questions in English: the model reads no other language."""
    found = FakeSearch(CATS, DOGS, sure=False, scores=(0.9, 0.89))
    search = Search(found.as_search, _read_barking)

    by_relevance = await search("who barks")
    by_date = await search("who barks", sort="newest")
    german = await search("welche Tiere bellen und nicht schlafen")

    assert [hit.paper for hit in by_relevance.hits] == [DOGS, CATS]
    assert [hit.paper for hit in by_date.hits] == [CATS, DOGS]
    assert [hit.paper for hit in german.hits] == [CATS, DOGS]
