"""What speaks against a sentence, all rules together."""

from __future__ import annotations

import pytest

from bot.grounding.rules.run import run_rules
from retrieval.text.sentences import split_sentences
from tests.grounding.rules.abstract import ABSTRACT, judged


@pytest.mark.parametrize("sentence", [s.text for s in split_sentences(ABSTRACT)])
def test_nothing_speaks_against_the_abstracts_own_sentences(sentence: str):
    """Whatever they deny, count or compare."""
    assert judged(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("FooNet is better than BarParse.", set()),
        ("The accuracy of FooNet on SciBank is about 84 %.", set()),
        ("FooNet reaches 85.25% accuracy on SciBank.", {"figure"}),
        ("Longer training reduces recall.", {"direction"}),
        ("Longer training improves precision.", {"negation", "direction"}),
        ("Dropout does not reduce overfitting.", {"negation", "direction"}),
        ("FooNet is trained on ImageNet-1K.", {"name"}),
    ],
)
def test_the_objection_is_of_the_right_kind(sentence: str, kinds: set[str]):
    """One of these at least where there should be one, none where there should be none."""
    found = {o.kind for o in judged(sentence)}

    assert found & kinds if kinds else not found


def test_heaviest_first():
    """So that the first is the reason."""
    weights = [o.weight for o in judged("FooNet does not reach 91.5% on COCO.")]

    assert weights == sorted(weights, reverse=True)
    assert len(weights) >= 2


def test_without_spans_figures_and_names_have_no_support():
    """An empty abstract says nothing."""
    found = {o.kind for o in run_rules("GPT-4 reaches 12%.", [], [], "A Title")[0]}

    assert found == {"figure", "name"}


@pytest.mark.parametrize(
    "sentence",
    [
        "FooNet erreicht auf SciBank eine Genauigkeit von 84,25 % und ist nicht langsam.",
        "FooNet atteint une précision de 84,25 % sur SciBank, et ce n'est pas moins que BarParse.",
        "FooNetはSciBankで84.25%の精度を達成し、BarParseを上回る。",
        "FooNet 在 SciBank 上的准确率为 84.25%。",
    ],
)
def test_other_languages_are_judged_by_figures_and_names_alone(sentence: str):
    """Decimal commas are read, nouns with capitals are none of our business."""
    assert judged(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "FooNet erreicht auf SciBank eine Genauigkeit von 85,25 % und ist nicht langsamer.",
        "FooNetはSciBankで85.25%の精度を達成する。",
    ],
)
def test_a_wrong_figure_is_wrong_in_any_language(sentence: str):
    """Figures are the same everywhere."""
    assert [o.kind for o in judged(sentence)] == ["figure"]
