"""The text index in PostgreSQL beside Tantivy's: the same scores, and counts that stay right."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from retrieval.paper import Paper
from retrieval.search.query import parse_query
from retrieval.search.text.postgresql.index import PostgresqlIndex
from retrieval.search.text.postgresql.tables import words
from retrieval.search.text.tantivy_index import TantivyIndex
from retrieval.sources import starter
from retrieval.sources.records import Record
from tests.retrieval.papers import CATS, GRAPHS, PAPERS, paper
from tests.servers.postgresql import needs_postgresql, new_database

QUESTIONS = [
    "few-shot image segmentation",
    "How do language models learn from feedback?",
    "adapters for efficient transfer learning",
    "graph neural networks for molecules",
    "robot manipulation with diffusion policies",
    "retrieval augmented generation",
    "segmantation of animals",
]


@pytest.fixture
def shared() -> Iterator[PostgresqlIndex]:
    """Give an empty index in a database of its own."""
    index = PostgresqlIndex(new_database("text"))
    yield index
    index.close()


def numbers(index: PostgresqlIndex) -> dict[tuple[str, str], int]:
    """Return what is counted, but for whole words, which are only ever added."""
    with index._database.read_transaction() as connection:
        rows = connection.execute(sa.select(words).where(words.c.kind != "word")).all()
    return {(row.kind, row.word): row.number for row in rows if row.number}


def starters() -> list[Paper]:
    """Return the papers of the starter library."""
    return [r.paper.for_reading() for r in starter.read() if isinstance(r, Record)]


@needs_postgresql
def test_scores_are_those_of_tantivy(shared: PostgresqlIndex) -> None:
    """But for lengths, which Tantivy rounds: within a tenth, and the best paper is the same."""
    papers = starters()
    tantivy = TantivyIndex()
    tantivy.upsert(papers)
    shared.upsert(papers)
    for question in QUESTIONS:
        query = parse_query(question)
        expected = tantivy.search(query, limit=10)
        found = shared.search(query, limit=10)

        assert next(iter(found)) == next(iter(expected)), question
        both = expected.keys() & found.keys()
        assert len(both) >= min(len(expected), 9)
        assert {i: found[i] for i in both} == pytest.approx({i: expected[i] for i in both}, rel=0.1)
        assert shared.get_query_stats(query).ceiling == pytest.approx(
            tantivy.get_query_stats(query).ceiling
        )
        assert shared.find_author(query) == tantivy.find_author(query)
    tantivy.close()


@needs_postgresql
def test_counts_are_of_what_is_there(shared: PostgresqlIndex) -> None:
    """Replacing and removing takes back what writing has counted."""
    shared.upsert([CATS])
    alone = numbers(shared)
    shared.upsert(PAPERS)
    shared.upsert([Paper(CATS.paper_id, "Dogs", "Dogs and dogs.", authors=("Ada Byron",))])
    shared.upsert([CATS])
    shared.remove([p.paper_id for p in PAPERS if p is not CATS])

    assert numbers(shared) == alone


@needs_postgresql
def test_two_indexes_of_one_database(shared: PostgresqlIndex) -> None:
    """Each has its own papers and counts its own words."""
    address = shared._database._engine.url.render_as_string(hide_password=False)
    other = PostgresqlIndex(address, namespace="passages")
    shared.upsert([CATS])
    other.upsert([GRAPHS])
    query = parse_query("cats molecules")
    assert list(other.search(query, limit=9)) == [GRAPHS.paper_id]
    other.clear()
    other.close()

    assert list(shared.search(query, limit=9)) == [CATS.paper_id]
    assert shared.count() == 1


@needs_postgresql
def test_writers_at_once_lose_no_count(shared: PostgresqlIndex) -> None:
    """Two processes that write the same words count both papers."""
    other = PostgresqlIndex(shared._database._engine.url.render_as_string(hide_password=False))
    with ThreadPoolExecutor(4) as threads:
        written = [
            threads.submit(index.upsert, [paper(n, "zebra crossing")])
            for n, index in enumerate([shared, other] * 6)
        ]
        for each in written:
            each.result()
    other.close()

    assert numbers(shared)["stem", "zebra"] == 12
    assert shared.count() == 12


@needs_postgresql
def test_words_in_more_papers_than_can_be_scored(shared: PostgresqlIndex) -> None:
    """What has them together, or in its title, is found before what has one of them."""
    shared.upsert([paper(n, abstract="Common words.") for n in range(60)])
    shared.upsert([paper(n, abstract="Yellow things.") for n in range(60, 120)])
    shared.upsert(
        [
            paper(200, "One", "Common and yellow."),
            paper(201, "The common", "Of this and that."),
            GRAPHS,
        ]
    )
    small = PostgresqlIndex(
        shared._database._engine.url.render_as_string(hide_password=False), max_scored=10
    )
    found = list(small.search(parse_query("common yellow molecules"), limit=3))
    every = small.search(parse_query("common"), limit=40)
    small.close()

    assert set(found) == {GRAPHS.paper_id, "2400.00200", "2400.00201"}
    assert "2400.00201" in every
    assert len(every) >= 20  # as many as may be scored, and not a paper less
