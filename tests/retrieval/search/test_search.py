"""Search over a real, small library: what is found, in which order, and what it bears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.library.library import Library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.query import Filters
from retrieval.search.results import SearchResult
from tests.fakes.small_library import small_library
from tests.retrieval.papers import ADAPTERS, CATS, GRAPHS, NOW, PAPERS, UNDATED, paper


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Open a library of the sample papers, which no test changes."""
    with small_library(tmp_path_factory.mktemp("library")) as opened:
        yield opened


def ids(found: SearchResult) -> list[str]:
    """Return the ids of the hits, best first."""
    return [hit.paper.paper_id for hit in found.hits]


@pytest.mark.parametrize("expected", PAPERS, ids=lambda one: one.paper_id)
def test_a_title_finds_its_paper_first(library: Library, expected: Paper):
    """By its words and its meaning."""
    assert ids(library.search(expected.title))[0] == expected.paper_id


def test_each_hit_says_why(library: Library):
    """Its scores of every leg, and the sentence that is nearest to the query."""
    found = library.search("what are the dreams of mice and naps")
    hit = found.hits[0]

    assert hit.paper == CATS.for_reading()
    assert 0 < hit.score <= 1
    assert hit.lexical > 0
    assert 0 < hit.dense <= 1
    assert hit.alignment > 0
    (shown,) = found.add_snippets([hit])
    assert shown.snippet == "Their naps are short and their dreams are of mice."


# Filters


@pytest.mark.parametrize(
    "filters",
    [
        Filters(year_to=2021),
        Filters(categories=("q-bio",)),
        Filters(authors=("grace byron",)),
        Filters(sources=("bibtex",)),
        Filters(2020, 2020, ("q-bio.NC",), ("Byron",), ("bibtex",)),
    ],
)
def test_filters_hold_before_ranking(filters: Filters, crowded: Library):
    """One paper that passes is found behind 500 that score better."""
    assert ids(crowded.search("adapter layers", filters=filters)) == [CATS.paper_id]
    assert ids(crowded.search("cats adapter layers", filters=filters)) == [CATS.paper_id]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Open a library where 500 papers are about adapters and one about cats."""
    many = [paper(n, "Adapter layers", f"Adapter layers, part {n}.") for n in range(500)]
    with small_library(tmp_path_factory.mktemp("crowded"), [CATS, *many]) as opened:
        yield opened


# Identifiers


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("2301.00001", ADAPTERS),
        ("2301.00001v3", ADAPTERS),
        ("arXiv:2301.00001", ADAPTERS),
        ("ARXIV: 2301.00001v1", ADAPTERS),
        ("https://arxiv.org/abs/2301.00001", ADAPTERS),
        ("http://arxiv.org/pdf/2301.00001v2.pdf", ADAPTERS),
        ("https://huggingface.co/papers/2301.00001", ADAPTERS),
        ("10.48550/arXiv.2301.00001", ADAPTERS),
        ("10.1234/cats.7", CATS),
        ("10.1234/CATS.7.", CATS),
        ("doi:10.1234/cats.7", CATS),
        ("https://doi.org/10.1234/cats.7", CATS),
    ],
)
def test_an_identifier_finds_its_paper_alone(library: Library, query: str, expected: Paper):
    """In every spelling: there is no doubt about what is meant."""
    found = library.search(query)

    assert ids(found)[0] == expected.paper_id
    assert found.signals.identified


# Phrases


def test_a_phrase_restricts_both_legs(library: Library):
    """Only papers that have it word for word are found."""
    found = library.search('"message passing" cats')

    assert ids(found) == [GRAPHS.paper_id]
    assert found.notes == ()


def test_a_phrase_that_no_paper_has_is_searched_as_words(library: Library):
    """With a note that says so."""
    found = library.search('"mice dreaming" of cats')

    assert ids(found)[0] == CATS.paper_id
    assert found.notes == (
        "No paper has “mice dreaming” word for word; searched without the quotes.",
    )


# Related papers


def test_related_papers_are_the_nearest_without_itself(library: Library):
    """By cosine, falling, as many as there are."""
    hits = library.search.related(ADAPTERS.paper_id, limit=10)

    assert {hit.paper.paper_id for hit in hits} == {one.paper_id for one in (GRAPHS, CATS, UNDATED)}
    cosines = [hit.score for hit in hits]
    assert cosines == sorted(cosines, reverse=True)
    assert len(library.search.related(ADAPTERS.paper_id, limit=2)) == 2


def test_uploads_of_other_places_are_not_found(tmp_path: Path):
    """Not by search, as related papers or by id; and they take no room from what is found."""
    with small_library(tmp_path) as library:
        flood = [
            paper(n, f"{CATS.title} {n}", abstract=CATS.abstract, authors=CATS.authors)
            for n in range(300)
        ]
        ours = paper(999, f"{CATS.title} of ours", abstract=CATS.abstract)
        for papers, place in ((flood, "guild:2"), ([ours], "guild:1")):
            library.catalog.upsert(papers, NOW, Provenance.MEMBER, place=place)
        library.indexing.drain()

        def search(query: str, place: str | None) -> set[str]:
            catalog = library.catalog.at(place)
            at = library.search.at(catalog, place)
            by_author = Filters(authors=CATS.authors[:1])
            found = [at(query), at(query, filters=by_author)]
            hits = [hit.paper for result in found for hit in result.hits]
            hits += [hit.paper for hit in at.related(CATS.paper_id, limit=3)]
            return {one.paper_id for one in hits}

        everywhere = {one.paper_id for one in PAPERS}
        public, mine = search(CATS.title, ""), search(CATS.title, "guild:1")
        assert CATS.paper_id in public
        assert public <= everywhere
        assert ours.paper_id in mine
        assert mine <= {*everywhere, ours.paper_id}
        assert search(flood[7].paper_id, "guild:1") <= {*everywhere, ours.paper_id}
        assert flood[7].paper_id in search(flood[7].paper_id, "guild:2")
        assert flood[7].paper_id in search(flood[7].paper_id, None)


# Odd times and places


@pytest.fixture
def withdrawn(tmp_path: Path) -> Iterator[Library]:
    """Open a library in which the paper on cats is withdrawn."""
    with small_library(tmp_path) as opened:
        withdrawn = replace(CATS, extra={"withdrawn": True, "withdrawn_reason": "An error."})
        opened.catalog.upsert([withdrawn], NOW, Provenance.SERVICE)
        opened.indexing.drain()
        yield opened


def test_withdrawn_papers_are_found_and_marked(withdrawn: Library):
    """A search shows them, and that they are."""
    hit = withdrawn.search(CATS.title).hits[0]

    assert hit.paper.withdrawn
    assert hit.paper.abstract == CATS.for_reading().abstract


@pytest.mark.parametrize("limit", [1, 10])
def test_standing_papers_alone(withdrawn: Library, library: Library, limit: int):
    """Those that stand come as if the withdrawn one had never been, in hits and signals."""
    query = "what do cats and graphs have in common"
    found = withdrawn.search(query, limit=limit, exclude_withdrawn=True)

    assert CATS.paper_id not in ids(found)
    others = [i for i in ids(library.search(query)) if i != CATS.paper_id]
    assert set(ids(found)) <= set(others)
    assert len(found.hits) == min(limit, len(others))
    best = withdrawn.search(query).signals
    assert found.signals.cosine <= best.cosine
    assert found.signals.coverage <= best.coverage


@pytest.mark.parametrize("query", [CATS.paper_id, f"https://doi.org/{CATS.doi}"])
def test_a_withdrawn_paper_by_its_id_does_not_stand(withdrawn: Library, query: str):
    """Named, it is found; where only those that stand count, nothing is."""
    assert ids(withdrawn.search(query)) == [CATS.paper_id]
    found = withdrawn.search(query, exclude_withdrawn=True)

    assert found.hits == ()
    assert not found.signals.identified
