"""Words side by side: what a pair adds to a paper's score."""

from __future__ import annotations

import pytest

from retrieval.search.query import parse_query
from retrieval.search.text.fields import pair_term, pair_terms
from retrieval.search.text.tantivy_index import TantivyIndex
from tests.retrieval.papers import paper


@pytest.fixture
def index() -> TantivyIndex:
    """Six papers of the same words, in other orders, and twenty of others."""
    index = TantivyIndex()
    texts = [
        "sparse attention windows tested thoroughly everywhere",
        "sparse windows attention tested thoroughly everywhere",
        "sparse windows tested attention thoroughly everywhere",
        "attention sparse windows tested thoroughly everywhere",
    ]
    papers = [paper(n, title=f"Number {n}", abstract=text) for n, text in enumerate(texts)]
    others = [paper(n, title=f"Number {n}", abstract="other words entirely") for n in range(9, 30)]
    index.upsert([*papers, *others])
    return index


def test_neighbours_count(index: TantivyIndex):
    """Side by side and with one word between the same; farther apart or turned about nothing."""
    near, between, far, turned = index.search(parse_query("sparse attention"), limit=9).items()

    assert [near[0][-1], between[0][-1], far[0][-1], turned[0][-1]] == ["0", "1", "2", "3"]
    assert near[1] == pytest.approx(between[1])
    assert between[1] > 1.1 * far[1]
    assert far[1] == pytest.approx(turned[1])


def test_a_pair_weighs_what_its_words_do(index: TantivyIndex):
    """About three tenths of both words' own scores, where each stands once, as the phrase would."""
    with_pair, _, without, _ = index.search(parse_query("sparse attention"), limit=9).values()

    assert with_pair == pytest.approx(1.3 * without, rel=0.02)


def test_stop_words_are_in_no_pair():
    """But they stand between, and the places of their pairs are counted."""
    terms = list(pair_terms(["the", "cat", "sat", "on", "mat"], frozenset({"the", "on"})))

    assert len(terms) == 4 + 3
    assert set(terms) == {pair_term("cat", "sat"), pair_term("sat", "mat"), "-"}


def test_order_matters():
    """A pair turned about is another."""
    assert pair_term("cat", "sat") != pair_term("sat", "cat")


def test_two_names_of_an_author_count_together():
    """More than one name of each of two authors."""
    index = TantivyIndex()
    together = paper(1, title="One", abstract="alike", authors=("Ada Kern", "Bo Lind"))
    apart = paper(2, title="Two", abstract="alike", authors=("Ada Lind", "Bo Kern"))
    index.upsert([together, apart, *(paper(n, title=str(n), abstract="x") for n in range(5, 20))])

    found = index.search(parse_query("what is alike to things that ada kern wrote"), limit=5)

    assert next(iter(found)) == together.paper_id
    assert found[together.paper_id] > found[apart.paper_id]
