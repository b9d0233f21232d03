"""Figures that a claim has and an abstract does not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grounding.figures import find_unstated_figures

_ABSTRACT = (
    "Our method reaches 84.25% accuracy on SciBank, while BarParse reaches 82.1%.",
    "It trains on 1,024 sentences in 3.5 hours and runs 4.2x faster.",
)


def _find_reasons(claim: str, sources: Sequence[str]) -> list[str]:
    return [found.reason for found in find_unstated_figures(claim, sources)]


@pytest.mark.parametrize(
    ("abstract", "claim"),
    [
        ("It is 0.269m⁰.⁹²⁸ for m > 12.", "It is 0.269 m^0.928."),
        ("It is found 2x faster.", "It is faster by a factor of 2."),
        ("It is in 67.3 versus 44.7 and 46.7%.", "It is in 67.3 % against 44.7 %."),
        ("The pooled RR was 1.22, 95% CI 1.07-1.39.", "The pooled relative risk was 1.22."),
        ("The parser reaches 84.25% accuracy.", "Its accuracy is about 84 %."),
        ("The parser reaches 84.25% accuracy.", "Its accuracy is over 80 %."),
        ("The parser reaches an F1 of 0.84.", "It has an F1 of 84 %."),
        ("It was trained on 1,024 images.", "It was trained on 1024 images."),
        ("It was trained on 1,234,567 images.", "It was trained on 1 234 567 images."),
        ("The model has 1.5M weights.", "The model has 1.5 million weights."),
        ("62% of the users liked it.", "More than half of the users liked it."),
        ("It is 4.2x faster.", "It is 4.2 times faster."),
        ("It doubles the speed.", "Its speed is twofold."),
        ("It halves the cost.", "It cuts the cost by half."),
        ("It is two orders of magnitude faster.", "It is 100 times faster."),
        ("We test on three data sets.", "It was tested on three benchmarks."),
        ("A two-stage pipeline is used.", "The pipeline has two stages."),
        ("A single model does both tasks.", "One model does the two tasks."),
        ("It took 90 minutes.", "It took 1.5 hours."),
        ("Patients were seen for 24 months.", "Patients were seen for two years."),
        ("A frame takes 0.25 s.", "A frame takes 250 ms."),
        ("The gain is 3 percentage points.", "The gain is 3 points."),
        ("It is phosphorylated at serine-177.", "It is phosphorylated at serine 177."),
        ("It acts on β2-receptors.", "It acts on beta 2 receptors."),
        ("10(6) cells were given.", "They gave 10⁶ cells, that is 10^6."),
        ("1\u2009000 mice lived.", "1,000 mice lived."),
        ("It takes 3–5 ms a frame.", "It takes 3 to 5 ms a frame."),
        ("The rate is 10^-3.", "The rate is 0.001."),
        ("There are 1.5 × 10⁶ cells.", "There are 1.5 million cells."),
        ("Scores are 0.81 ± 0.02.", "The score is 0.81."),
        ("Twenty-five languages are covered.", "It covers 25 languages."),
        ("BRCA1 is a gene of women aged 16-24 years.", "BRCA 1 matters in those aged 16 to 24."),
        ("The mean is 80.0; it is 68.1 without.", "It falls from 80.0 to 68.1, by 11.9 points."),
        ("The share is 80%, or 68.5% without.", "It falls from 80% to 68.5%, by 11.5 points."),
        ("It is a language model.", "GPT-4, F1, ResNet50 and version 2.1.3 are names."),
    ],
)
def test_a_stated_figure_in_other_words_is_none(abstract: str, claim: str) -> None:
    """Spelling, unit, rounding and count words do not matter."""
    assert find_unstated_figures(claim, ["A Title", abstract]) == []


@pytest.mark.parametrize(
    ("abstract", "claim"),
    [
        ("The parser reaches 84.25% accuracy.", "Its accuracy is 84.52 %."),
        ("The parser reaches 84.25% accuracy.", "Its accuracy is about 90 %."),
        ("The parser reaches 84.25% accuracy.", "Its accuracy is less than 80 %."),
        ("At least 1.42x is gained.", "At least 1.78x is gained."),
        ("It was trained on 1,024 images.", "It was trained on 1,042 images."),
        ("The model has 1.5M weights.", "The model has 1.5 billion weights."),
        ("It is 4.2x faster.", "It is 4.2% faster."),
        ("It is twice as fast.", "It is three times as fast."),
        ("We test on three data sets.", "It was tested on four benchmarks."),
        ("We test on SQuAD, NQ and TriviaQA.", "It was tested on five data sets."),
        ("Models are used.", "Two models are used."),
        ("It took 3.5 hours.", "It took 3.5 minutes."),
        ("A frame takes 0.25 s.", "A frame takes 25 ms."),
        ("We tested 16 million people.", "It took 16 million years."),
        ("The gains are 2% and 3%.", "The gains add up to 5%."),
        ("It takes 3–5 ms a frame.", "It takes 3–7 ms a frame."),
        ("It is one order of magnitude faster.", "It is 100 times faster."),
        ("The mean is 80.0; it is 68.1 without.", "It falls from 80.0 to 68.1, by 12.9 points."),
        ("The share is 80%, or 68.5% without.", "It falls from 80% to 68.5%, by 11.5%."),
        ("There were 40 crows.", "There were 40 crows and 20 nests."),
    ],
)
def test_another_figure_is_unstated(abstract: str, claim: str) -> None:
    """Changed, or of another unit."""
    assert len(find_unstated_figures(claim, ["A Title", abstract])) == 1


@pytest.mark.parametrize(
    ("claim", "unstated"),
    [
        ("It reaches 84.5 %.", ["84.5 %"]),
        ("It trains in 3.5 minutes.", ["3.5 minutes"]),
        ("It has three layers, three.", ["three"]),
        ("It trains on 5 sentences in 7 hours.", ["5", "7 hours"]),
        ("It has many layers.", []),
    ],
)
def test_an_objection_says_what_is_missing(claim: str, unstated: list[str]) -> None:
    """Each figure as the claim has it, once."""
    assert _find_reasons(claim, _ABSTRACT) == [
        f"the abstract does not say {figure}" for figure in unstated
    ]


@pytest.mark.parametrize(
    ("claim", "in_digits", "is_certain"),
    [
        ("It reaches 84.35 %.", True, True),
        ("It trains for 84.25 hours.", True, False),
        ("It trains for 12 hours.", True, False),
        ("It has three layers.", False, False),
    ],
)
def test_three_digits_that_are_nowhere_are_certainly_wrong(
    claim: str, in_digits: bool, is_certain: bool
) -> None:
    """Shorter figures, and those with another unit, are less sure; words are least."""
    (found,) = find_unstated_figures(claim, _ABSTRACT)

    assert (found.in_digits, found.is_certain) == (in_digits, is_certain)


@pytest.mark.parametrize(
    "claim",
    [
        "FooNet erreicht auf SciBank eine Genauigkeit von 84,25 % und ist nicht langsam.",
        "FooNetはSciBankで84.25%の精度を達成し、BarParseを上回る。",
        "FooNet 在 SciBank 上的准确率为 84.25%。",
    ],
)
def test_a_figure_is_read_in_any_language(claim: str) -> None:
    """Decimal commas are read."""
    assert find_unstated_figures(claim, _ABSTRACT) == []


def test_too_many_figures_are_not_checked() -> None:
    """A table is objected to at once, but for one that the abstract has."""
    table = " ".join(f"{number}.5" for number in range(70))

    assert _find_reasons(table, ["No."]) == ["it has more figures than can be checked"]
    assert find_unstated_figures(table, [f"See {table}"]) == []


_PIECES = st.sampled_from(
    """84.25% 1e-3 9e999 10^99 from 3 to 5 not without GPT-4 , and respectively one-third twice ²
    ½ 1,0,0 .. million trillion orders of magnitude ranked −7 0 0.0 ١٢ ５０％ 一万 1万 ¿ dozens or x
    × ( ) é 10⁶ about over + and a half ms years""".split()
)
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=14).map(" ".join))


@given(_TEXTS, _TEXTS, st.text(max_size=20))
def test_nothing_raises(claim: str, abstract: str, title: str) -> None:
    """Whatever stands in a claim, an abstract or a title; and a text states its own figures."""
    assert all(_find_reasons(claim, [title, abstract]))
    assert find_unstated_figures(claim, [title, claim]) == []
