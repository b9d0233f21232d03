"""How well given papers fit a topic, over a real, small library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.library.library import Library
from retrieval.provenance import Provenance
from retrieval.search.topic_fit import TopicFitWeights, TopicRanker
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.small_library import small_library
from tests.retrieval.papers import ADAPTERS, CATS, GRAPHS, NOW, paper

TOPIC = "The sleep of domestic cats"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Open a library of the sample papers."""
    with small_library(tmp_path / "library") as opened:
        yield opened


SPREAD = TopicFitWeights(1.0, 2.0, 0.6, 0.1, 1.0, 3.0)  # the fake's cosines are far apart
LENIENT = TopicFitWeights(zero_fit_sum=-9.0, full_fit_sum=-8.0)  # by which everything fits


def ranking(
    library: Library, embedder: FakeEmbedder | None = None, fit: TopicFitWeights = SPREAD
) -> TopicRanker:
    """Return what ranks the papers of a library."""
    return TopicRanker(
        library.search,
        library.lexical,
        library.vectors,
        library.tokens,
        embedder or library.embedder,
        fit=fit,
    )


def test_the_papers_of_a_topic_fit_it_best(library: Library):
    """Each between 0 and 1, in the order in which they are given."""
    rank = ranking(library)

    among = rank.collect_candidates([GRAPHS, CATS, ADAPTERS])
    fits = rank(rank.embed_topic(TOPIC), among)

    assert among.ids == (GRAPHS.paper_id, CATS.paper_id, ADAPTERS.paper_id)
    assert int(fits.argmax()) == 1
    assert fits[1] > 0.6
    assert ((fits >= 0) & (fits <= 1)).all()


def test_what_the_library_has_on_a_topic_speaks_for_papers_like_it(library: Library):
    """A paper may be near to that and share no word with the topic."""
    kin = paper(1, "Dreams of mice", "Naps are short: sixteen hours a day and their dreams.")
    rank = ranking(library)

    topic = rank.embed_topic("domestic sleep")
    (with_library,) = rank(topic, rank.collect_candidates([kin]))
    (without,) = rank(replace(topic, centroid_trust=0.0), rank.collect_candidates([kin]))

    assert topic.centroid_trust > 0.3
    assert with_library > without


def test_a_paper_without_the_topics_words_does_not_match(library: Library):
    """If asked to be strict: however near it is to the topic, and even if it is the nearest."""
    rank = ranking(library, fit=LENIENT)
    topic, both = rank.embed_topic(TOPIC), rank.collect_candidates([GRAPHS, CATS])
    alone = rank.collect_candidates([GRAPHS])

    assert rank(topic, both, strict=True).tolist() == pytest.approx([0.2, 1])
    assert rank(topic, alone, strict=True).tolist() == pytest.approx([0.2])
    assert rank(topic, both).tolist() == [1, 1]


def test_what_is_not_indexed_yet_is_ranked_like_the_rest(library: Library):
    """Embedded on the way, by its title and abstract."""
    late = paper(1, "The sleep of domestic cats, revisited", CATS.abstract)
    library.catalog.upsert([late], NOW, Provenance.SERVICE)
    rank = ranking(library)

    among = rank.collect_candidates([ADAPTERS, late])
    before = rank(rank.embed_topic(TOPIC), among)
    library.indexing.drain()
    after = rank(rank.embed_topic(TOPIC), rank.collect_candidates([ADAPTERS, late]))

    assert set(among.tokens) == {late.paper_id}
    assert before[1] == pytest.approx(after[1], abs=0.25)  # now it is known, too
    assert before[1] > 0.6
