"""Which sentences state a limitation of the authors' own work."""

from __future__ import annotations

import pytest

from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Excerpt
from bot.quotes.limitations import rate_limitations
from bot.quotes.passages import PassageEmbedder
from retrieval.paper import Paper
from tests.fakes.embedder import FakeEmbedder

READ, PASSAGES = CrossEncoder(), PassageEmbedder(FakeEmbedder())
NEW = "We present a network that counts bees."
RESULT = "Experiments on three hives show that our network counts 93% of the bees."


def _rate_abstract(title: str, abstract: str) -> list[float]:
    found = PASSAGES.embed_sentences([Excerpt(1, Paper("1", title, abstract))])
    return rate_limitations(title, found, READ)


def _rate(*sentences: str) -> list[float]:
    return _rate_abstract("Counting bees", " ".join(sentences))


@pytest.mark.parametrize(
    "limit",
    [
        "However, it still fails in heavy rain.",
        "Performance remains low on small hives, although more training data could help.",
        "This comes at a higher computational cost, and the accuracy drops by 2%.",
        "Further research is needed before it can be used outdoors.",
    ],
)
def test_what_authors_concede_is_likelier_than_what_they_found(limit: str):
    """Whatever their words."""
    _, result, conceded = _rate(NEW, RESULT, limit)

    assert conceded > result + 1


def test_gaps_of_earlier_work_are_not_the_authors_own():
    """They come before what the authors did, or speak of others."""
    gap = "However, existing networks still fail in heavy rain."

    assert _rate(gap, NEW, RESULT)[0] < -2.1


def test_findings_and_conclusions_of_trials_are_no_limitations():
    """Though they have the words of limits: “however”, “only”, “less”, “should”."""
    text = (
        "BACKGROUND Few adolescents are active. METHODS We surveyed 80 schools. RESULTS Despite "
        "the marked impact of programs, few adolescents participated, and less so in the south. "
        "However, treated mice had lower mass than others. CONCLUSIONS The agenda should be local. "
    )
    odds = _rate_abstract("Activity of adolescents", text)

    assert max(odds) < -1.7
