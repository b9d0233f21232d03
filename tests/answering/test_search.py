"""Which of the hits of a search are shown."""

from __future__ import annotations

import pytest

from bot.answering.search import Search
from tests.fakes.answering import BIRDS, CATS, DOGS, FakeSearch


@pytest.mark.parametrize(
    ("scores", "shown"),
    [
        ((0.9, 0.3, 0.2), [CATS, DOGS]),
        ((0.9, 0.89, 0.88), [CATS, DOGS, BIRDS]),
        ((-0.1, -0.2, -0.3), [CATS]),
    ],
)
async def test_hits_far_below_the_best_are_left_out(scores: tuple[float, ...], shown: list[object]):
    """Of a small library a search would else give every paper."""
    search = Search(FakeSearch(CATS, DOGS, BIRDS, scores=scores).as_search)

    found = await search("animals")

    assert [hit.paper for hit in found.hits] == shown
