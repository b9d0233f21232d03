"""Which of the papers found fit a topic, which may, and which do not."""

from __future__ import annotations

import pytest

from bot.grounding.cross_encoder import Judgment
from bot.quotes.fitting_papers import find_fitting
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
    ("titles", "fitting"),
    [
        (["Bees dance", "Wasps hum", "Spiders spin"], ["Bees dance"]),
        (["Spiders spin", "Bees dance"], ["Bees dance"]),
        (["Spiders spin"], []),
        ([], []),
    ],
)
def test_papers_are_told_apart_by_how_surely_they_fit(titles: list[str], fitting: list[str]):
    """The likeliest come first; maybe none fits."""
    found = find_fitting("insects that sting", _hits(*titles), _read)

    assert [hit.paper.title for hit in found] == fitting


def test_a_rare_word_of_a_short_topic_must_be_in_a_paper():
    """In any form, as long as one paper has it."""
    hits = _hits("Bees dance", "Bees and tarantulas")

    assert find_fitting("bees beside a tarantula", hits, _read) == hits[1:]
    assert find_fitting("bees beside a scorpion", hits, _read) == hits
