"""When a model of entailment is asked, of what, and what its answer changes."""

from __future__ import annotations

from bot.grounding.checker import ClaimChecker
from retrieval.search.embedding.cache import CachingEmbedder
from retrieval.search.embedding.minilm import MiniLM
from tests.grounding.test_checker import HIVES, RIVERS

EMBEDDER = CachingEmbedder(MiniLM(1))
SAID = "The authors present BeeNet, a small network that counts bees in camera video."


class Model:
    """Answers always the same, and keeps what it was asked."""

    def __init__(self, odds: float) -> None:
        self.odds = odds
        self.asked: list[tuple[str, str]] = []

    def __call__(self, premise: str, sentence: str) -> float:
        """Return the odds."""
        self.asked.append((premise, sentence))
        return self.odds


def test_the_model_turns_the_scale():
    """What rules and meaning would let pass is dropped where it does not follow."""
    kept = ClaimChecker(EMBEDDER, Model(1.0)).verify(SAID, [HIVES])
    dropped = ClaimChecker(EMBEDDER, Model(-5.0)).verify(SAID, [HIVES])

    assert (kept.label, dropped.label) == ("supported", "unsupported")
    assert kept.score > dropped.score
    assert dropped.reason == "the abstract does not say it"


def test_it_reads_the_nearest_sentence_and_the_nearest_three_in_their_order():
    """Whole sentences of the abstract."""
    model = Model(1.0)
    ClaimChecker(EMBEDDER, model).verify(SAID, [HIVES])

    (nearest, first), (premise, second) = model.asked
    assert first == second == SAID
    assert nearest.startswith("We present BeeNet")
    assert nearest in premise
    found = [HIVES.abstract.index(part.rstrip(".")) for part in premise.split(". ")]
    assert len(found) == 3
    assert found == sorted(found)


def test_it_is_not_asked_what_is_decided():
    """Quotes, figures that stand nowhere, and what has nothing to do with the paper."""
    model = Model(1.5)
    check = ClaimChecker(EMBEDDER, model)
    quoted = check.verify("Counting bees by hand is slow and tiring.", [HIVES])
    figure = check.verify("BeeNet reaches an accuracy of 95.3% on three hives.", [HIVES])
    beside = check.verify("The Treaty of Utrecht ended the war of 1713.", [HIVES, RIVERS])

    assert quoted.label == "supported"
    assert "supported" not in (figure.label, beside.label)
    assert model.asked == []


def test_no_odds_outweigh_a_figure_that_stands_nowhere():
    """However sure the model is."""
    verdict = ClaimChecker(EMBEDDER, Model(1.5)).verify(
        "BeeNet reaches an accuracy of 95.3% on three hives.", [HIVES]
    )

    assert verdict.label != "supported"
    assert verdict.score <= 0.2
