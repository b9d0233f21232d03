"""The forms of answers, read from what models write."""

from __future__ import annotations

import pytest

from bot.answering.written_forms import split_verdict, strip_markup


@pytest.mark.parametrize(
    ("text", "verdict", "rest"),
    [
        ("Yes.", "yes", ""),
        ("**No**, it needs labels.", "no", "It needs labels."),
        ("Not stated.", None, ""),
        ("Yes: it is lossless.", "yes", "It is lossless."),
        ("No paper does this.", None, "No paper does this."),
        ("Yes and no.", None, "Yes and no."),
        ("Nothing is said of it.", None, "Nothing is said of it."),
    ],
)
def test_a_verdict_is_cut_off(text: str, verdict: str | None, rest: str):
    """Only where a stop ends it."""
    assert split_verdict(text) == (verdict, rest)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("*Attention* is **all** you ***need***.", "Attention is all you need."),
        ("_UniAP_ calls `fit` once.", "UniAP calls fit once."),
        ("**Yes**, it is *lossless*.", "Yes, it is lossless."),
        ("2*3*4 is 24, and a * b * c is not.", "2*3*4 is 24, and a * b * c is not."),
        ("top_k and min_p differ at p* < 0.05.", "top_k and min_p differ at p* < 0.05."),
    ],
)
def test_marks_of_emphasis_are_not_shown(text: str, plain: str):
    """But formulas and names keep theirs."""
    assert strip_markup(text) == plain
