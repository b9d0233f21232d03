"""Figures of two papers, where they can be ranked."""

from __future__ import annotations

import pytest

from bot.answering.figures import rank_figures

FIRST = (
    "We improve AP by 2.0 on Seas test. WhaleNet reaches 66.0% AP on Seas test, and 70.1 AP on Ice."
)
OTHER = "SealNet has 52.7 AP on Seas test."


@pytest.mark.parametrize(
    ("question", "first", "order"),
    [
        ("which scores higher on Seas?", 0, "higher"),
        ("which has the lower AP on Seas?", 1, "lower"),
    ],
)
def test_figures_of_one_measure_on_one_data_set_are_ranked(question: str, first: int, order: str):
    """Neither a gain nor a figure on another data set counts."""
    ranking = rank_figures(question, [FIRST, OTHER])

    assert ranking is not None
    assert (ranking.first, ranking.order) == (first, order)
    assert [figure.text for figure in ranking.figures] == ["66.0% AP", "52.7 AP"]


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("what do they score?", [FIRST, OTHER]),
        ("which is better?", [FIRST, "SealNet has 52.7 AP on Lakes."]),
        ("which is better?", [FIRST, "SealNet has 52.7 MOS on Seas test."]),
        ("which is better?", [FIRST, ""]),
        ("which is better?", [FIRST, OTHER, OTHER]),
    ],
)
def test_other_figures_are_not(question: str, texts: list[str]):
    """They would not say which is more."""
    assert rank_figures(question, texts) is None


def test_factors_are_ranked_where_their_sentences_name_the_same_data():
    """How much smaller each is than what it was made from."""
    texts = [
        "BinaryNet is 24x smaller with little loss on GLUE.",
        "TernaryNet is 14.9x smaller and keeps its accuracy on GLUE.",
    ]
    ranking = rank_figures("which is smaller?", texts)

    assert ranking is not None
    assert (ranking.first, ranking.order) == (0, "higher")
