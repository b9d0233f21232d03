"""Which sentences state a limitation of the authors' own work."""

from __future__ import annotations

import pytest

from bot.grounding.cross_encoder import CrossEncoder
from bot.quotes.limitations import rate_limitations
from bot.quotes.own_work import score_sentences
from retrieval.text.sentence_roles import classify_abstract, classify_sentences

READ = CrossEncoder()
NEW = "We present a network that counts bees."
RESULT = "Experiments on three hives show that our network counts 93% of the bees."


def _rate(*sentences: str) -> list[float]:
    own = score_sentences("Counting bees", sentences, classify_sentences(sentences))
    return rate_limitations("Counting bees", sentences, own, READ)


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


def test_savings_are_no_costs():
    """Nor is a gain with little."""
    saved = "Our network counts faster while reducing the cost of training."

    assert _rate(NEW, RESULT, saved)[-1] < -2.1


def test_findings_and_conclusions_of_trials_are_no_limitations():
    """Though they have the words of limits: “however”, “only”, “less”, “should”."""
    text = (
        "BACKGROUND Few adolescents are active. METHODS We surveyed 80 schools. RESULTS Despite "
        "the marked impact of programs, few adolescents participated, and less so in the south. "
        "However, treated mice had lower mass than others. CONCLUSIONS The agenda should be local. "
    )
    found = classify_abstract(text)
    sentences = [one.span.text for one in found]
    own = score_sentences("Activity of adolescents", sentences, [one.role for one in found])

    odds = rate_limitations("Activity of adolescents", sentences, own, READ)

    assert max(odds) < -1.7
