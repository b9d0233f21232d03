"""Which of the papers found fit a topic, which may, and which do not."""

from __future__ import annotations

import pytest

from bot.answering.fitting_papers import find_fitting
from bot.grounding.cross_encoder import Judgment
from retrieval.paper import Paper
from retrieval.search.results import Hit

_STATED = {"bees": 0.98, "wasps": 0.1, "spiders": 0.001}


def _read(premise: str, claim: str) -> Judgment:
    """Judge by the first word of a title."""
    stated = _STATED[premise.split()[0].lower()]
    return Judgment(stated, 0.0, 1 - stated)


def _hits(*titles: str) -> list[Hit]:
    return [
        Hit(Paper(str(n), title, "It is studied."), 1.0 - 0.3 * n, 1.0, 0.7)
        for n, title in enumerate(titles)
    ]


@pytest.mark.parametrize(
    ("titles", "surely", "perhaps"),
    [
        (["Bees dance", "Wasps sting", "Spiders spin"], ["Bees dance"], ["Wasps sting"]),
        (["Wasps sting", "Spiders spin"], [], ["Wasps sting"]),
        (["Spiders spin"], [], []),
        ([], [], []),
    ],
)
def test_papers_are_told_apart_by_how_surely_they_fit(
    titles: list[str], surely: list[str], perhaps: list[str]
):
    """Where none surely fits, those that may are all there is."""
    found = find_fitting("insects that sting", _hits(*titles), _read)

    assert [hit.paper.title for hit in found.surely] == surely
    assert [hit.paper.title for hit in found.perhaps] == perhaps
