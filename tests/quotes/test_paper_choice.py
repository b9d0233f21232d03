"""Which papers a question is about."""

from __future__ import annotations

import pytest

from bot.grounding.cross_encoder import Judgment
from bot.quotes.compared_papers import find_compared, names_paper
from retrieval.paper import Paper

BEES = Paper("p1", "BeeNet: counting bees at the entrance of a hive", "")
WASPS = Paper("p2", "WaspNet: a recurrent network that hears wasps", "")
FLOODS = Paper("p3", "Forecasting floods from river gauges", "")


def _find(text: str) -> list[Paper]:
    """Return all papers, those first that share a word of their titles with the text."""
    words = set(text.lower().split())
    return sorted((BEES, WASPS, FLOODS), key=lambda p: not words & set(p.title.lower().split()))


@pytest.mark.parametrize(
    ("phrase", "paper", "named"),
    [
        ("BeeNet", BEES, True),
        ("beenet", BEES, True),
        ("the paper on forecasting floods", FLOODS, True),
        ("BeeNet", WASPS, False),
        ("trains", FLOODS, False),
    ],
)
def test_a_phrase_names_a_paper(phrase: str, paper: Paper, named: bool):
    """By the name in its title, or by most of its words."""
    assert names_paper(phrase, paper) is named


def _read(premise: str, claim: str) -> Judgment:
    """Judge that a premise fits if it has half of the claim's words."""
    words = set(claim.lower().strip(".").split()) - {"the", "paper", "fits:", "a", "of", "that"}
    fits = 2 * len(words & set(premise.lower().strip(".").split())) >= len(words)
    return Judgment(0.9, 0.0, 0.1) if fits else Judgment(0.05, 0.0, 0.95)


def test_two_papers_without_names_are_found_by_what_fits_them():
    """Wherever the question passes from one to the other; but only if it speaks of papers."""
    question = "what sets {}hearing wasps by a recurrent network apart from forecasting floods?"

    compared = find_compared(question.format("the paper on "), _find, _read)

    assert compared.papers == (WASPS, FLOODS)
    assert find_compared(question.format(""), _find, _read).papers == ()


DRUGS = Paper(
    "p7",
    "Metformin and risk of cancer",
    "Metformin is given to many patients with diabetes. We introduce a registry of its users.",
)
SULFONYLUREA = Paper("p8", "Heart failure under sulfonylurea", "Sulfonylurea may cause failure.")


@pytest.mark.parametrize(
    "question",
    [
        "Does metformin work better than sulfonylurea?",
        "metformin vs sulfonylurea in diabetes",
        "what is the difference between metformin and sulfonylurea?",
        "compare Metformin with Sulfonylurea",
        "is metformin or sulfonylurea safer for the heart?",
    ],
)
def test_two_drugs_are_not_two_papers(question: str):
    """That each have one in their titles; where papers are meant, the question says so."""

    def find(text: str) -> list[Paper]:
        return [DRUGS, SULFONYLUREA][:: 1 if "metformin" in text.lower() else -1]

    compared = find_compared(question, find, _read)
    papers = find_compared("compare the papers on metformin and on sulfonylurea", find, _read)

    assert len(compared.papers) < 2
    assert not compared.missing
    assert papers.papers == (DRUGS, SULFONYLUREA)


def test_what_is_compared_with_the_paper_in_question():
    """Where the question names but one, the paper in question is the other."""
    compared = find_compared("compared with BeeNet?", _find, _read, before=[FLOODS])

    assert compared.papers == (FLOODS, BEES)


@pytest.mark.parametrize(
    ("question", "before"),
    [("BeeNet vs AntNet", []), ("compared with AntNet?", [BEES]), ("AntNet or MothNet?", [])],
)
def test_nothing_is_compared_with_a_paper_that_is_missing(question: str, before: list[Paper]):
    """Another would be a guess."""
    compared = find_compared(question, _find, _read, before)

    assert compared.missing == "AntNet"
    assert len(compared.papers) < 2


def test_a_paper_is_found_by_a_name_that_only_its_abstract_has():
    """Wherever that has it, as long as no other paper does."""
    owls = Paper("p6", "Learning to hear mice", "On snow we compare ears with OwlNet-2.")

    def find(text: str) -> list[Paper]:
        return [*_find(text), owls]

    assert find_compared("OwlNet-2 vs BeeNet", find, _read).papers == (BEES, owls)


RIVALS = Paper(
    "p6",
    "OwlNet: hearing owls at night",
    "We present OwlNet, a network that hears owls. OwlNet is faster than HawkNet, which needs a "
    "GPU. OwlNet-A beats OwlNet-B by 2%.",
)


@pytest.mark.parametrize(
    ("question", "rivals"),
    [
        ("OwlNet vs HawkNet", ("HawkNet",)),
        ("How does OwlNet differ from earlier methods?", ("earlier methods",)),
        ("Compare OwlNet-A and OwlNet-B", ("OwlNet-A", "OwlNet-B")),
    ],
)
def test_what_one_abstract_compares_is_not_a_second_paper(question: str, rivals: tuple[str, ...]):
    """It is a rival of the paper, by name or as one of those before it; or a variant of it."""

    def find(text: str) -> list[Paper]:
        return [RIVALS, *_find(text)]

    compared = find_compared(question, find, _read)

    assert (compared.papers, compared.rivals, compared.missing) == ((RIVALS,), rivals, "")
