"""Whether a text states a fact."""

from __future__ import annotations

import pytest

from bot.evaluation.answer_quality import states_fact


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("84.25", "It reaches 84.25%."),
        ("82.9%", "It has 82.9 % less."),
        ("few-shot", "A few shot setting"),
        ("MS COCO", "tested on MS‑COCO, too"),
        ("0.11-0.18", "by 0.11–0.18 dB"),
        ("1000", "over 1,000 papers"),
        ("mlp", "an MLP decoder"),
    ],
)
def test_stated(fact: str, text: str):
    """Case, hyphens, dashes and commas make no difference."""
    assert states_fact([fact], text)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("84.2", "It reaches 84.25%."),
        ("4", "a score of 4.39"),
        ("39", "a score of 4.39"),
        ("LOL", "a lollipop"),
        ("0.11-0.18", "from 0.11 on, 0.18 at most"),
        ("half", ""),
    ],
)
def test_not_stated(fact: str, text: str):
    """A part of a figure or of a word is another figure, another word."""
    assert not states_fact([fact], text)


def test_any_spelling_will_do():
    """Of several spellings one is enough."""
    assert states_fact(["twenty times", "20x"], "with 20x fewer")
