"""Words that stand in the place of their opposite."""

from __future__ import annotations

import pytest

from tests.grounding.rules.abstract import judged

_EXCHANGED = [
    (
        "Short training makes the parser easier to prune.",
        "Short training makes it harder to prune.",
    ),
    ("Longer prompts raise the error rate.", "Longer prompts bring a lower error rate."),
    ("The gate opens when the input is long.", "The gate closes when the input is long."),
    ("Shallow layers encode the word order.", "Word order is encoded by the deep layers."),
    ("The sampler rejects noisy labels early.", "The sampler accepts noisy labels early."),
]
_NOT_EXCHANGED = [
    ("Longer prompts raise the error rate.", "With longer prompts the error rate is higher."),
    ("It has a lower error than BarParse.", "It has a higher accuracy than BarParse."),
    ("Shallow layers encode the word order.", "Word order is encoded by layers that are not deep."),
    ("The gate opens when the input is long.", "A long input opens the gate."),
    ("Parsing the deep trees is slow, parsing flat ones fast.", "Flat trees are parsed fast."),
]


def _kinds(sentence: str, abstract: str) -> set[str]:
    return {o.kind for o in judged(sentence, abstract, "Some Paper") if o.weight >= 0.2}


@pytest.mark.parametrize(("abstract", "sentence"), _EXCHANGED)
def test_a_word_in_the_place_of_its_opposite_is_noticed(abstract: str, sentence: str):
    """Of whatever scale."""
    assert "exchange" in _kinds(sentence, abstract)


@pytest.mark.parametrize(("abstract", "sentence"), _NOT_EXCHANGED)
def test_the_same_end_of_a_scale_is_no_exchange(abstract: str, sentence: str):
    """Lower error is as good as higher accuracy; a word denied is its opposite."""
    assert "exchange" not in _kinds(sentence, abstract)
