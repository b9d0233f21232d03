"""When a quote says yes or no, and when it only stands there."""

from __future__ import annotations

import pytest

from bot.answering.verdict import find_verdict, is_in_title
from bot.grounding.cross_encoder import Judgment

TITLE = "BeeNet: lossless counting of bees"


def _read(supported: float, contradicted: float):
    return lambda premise, claim: Judgment(supported, contradicted, 1 - supported - contradicted)


@pytest.mark.parametrize(
    ("claim", "sentence", "judged", "verdict"),
    [
        (
            "BeeNet counts bees at night.",
            "BeeNet counts bees by day and at night.",
            (0.9, 0.05),
            "yes",
        ),
        (
            "BeeNet counts bees at night.",
            "BeeNet counts bees by day and at night.",
            (0.3, 0.1),
            None,
        ),
        ("BeeNet adds extra sensors.", "BeeNet works without extra sensors.", (0.05, 0.9), "no"),
        ("BeeNet adds extra sensors.", "BeeNet works without extra sensors.", (0.1, 0.4), None),
        (
            "BeeNet counts bees at night.",
            "BeeNet counts bees at night in most hives.",
            (0.9, 0),
            None,
        ),
        ("BeeNet does not need labels.", "BeeNet needs labels.", (0.1, 0.8), None),
        ("BeeNet heats hives.", "WaspNet sings in the morning.", (0.9, 0.05), None),
    ],
)
def test_verdicts(claim: str, sentence: str, judged: tuple[float, float], verdict: str | None):
    """Only where the words are there, nothing turns or hedges them, and the model agrees."""
    assert find_verdict(claim, sentence, TITLE, _read(*judged)) == verdict


@pytest.mark.parametrize(
    ("claim", "title", "says"),
    [
        ("BeeNet is lossless.", TITLE, True),
        ("BeeNet is fast.", TITLE, False),
        ("BeeNet is lossless.", "BeeNet: never lossless", False),
    ],
)
def test_titles_count(claim: str, title: str, says: bool):
    """A title that has all of a claim's words says it."""
    assert is_in_title(claim, title) is says
