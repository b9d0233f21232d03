"""The rules bear whatever they are given."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.grounding.rules.run import run_rules
from retrieval.text.sentences import split_sentences

_PIECES = st.sampled_from(
    """84.25% 1e-3 9e999 10^99 from 3 to 5 not without GPT-4 , and respectively one-third twice ²
    ½ 1,0,0 .. A beats B than −7 0 0.0 ١٢ ５０％ 一万 1万 ¿ neither nor or x × ( ) é""".split()
)
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=14).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(_TEXTS, _TEXTS, st.text(max_size=20))
def test_nothing_raises(text: str, abstract: str, title: str):
    """Whatever stands in a sentence, an abstract or a title."""
    spans = split_sentences(abstract)
    near = range(len(spans))

    found, agreement = run_rules(text, spans, near, title)

    assert all(0 < o.weight <= 1 for o in found)
    assert math.isfinite(agreement)


@pytest.mark.parametrize("figure", ["9" * 500, "1." + "9" * 400, "1e99999", "10^{999}", "9" * 39])
def test_figures_beyond_reason_are_borne(figure: str):
    """They are read or passed over, and never overflow."""
    spans = split_sentences(f"There are {figure} of them, and {figure}% more.")

    assert run_rules(spans[0].text, spans, [0], "")[0] == []


@pytest.mark.parametrize("piece", ["A", "1 ", "a, ", "not a ", "A beats B than ", "ABC ", "a-to-"])
def test_long_texts_are_read_in_part(piece: str):
    """Nobody makes the check stand still: what is too long to be a sentence is cut."""
    spans = split_sentences(piece * 1_500)

    assert isinstance(run_rules(piece * 500, spans, range(min(3, len(spans))), "A")[0], list)
