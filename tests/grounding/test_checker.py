"""The check of a sentence by an abstract, with the real model."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.grounding.checker import (
    NOT_SAID,
    NOTHING_SAID,
    ClaimChecker,
)
from bot.grounding.citations import WrittenSentence
from bot.grounding.cross_encoder import CrossEncoder, Judgment
from retrieval.paper import Paper
from retrieval.passage import Passage, WholeText

HIVES = Paper(
    "p-hives",
    "BeeNet: counting bees at the entrance of a hive",
    "Beekeepers judge the health of a colony by the traffic at its entrance. However, counting "
    "bees by hand is slow and tiring. We present BeeNet, a small convolutional network that "
    "counts the bees in video from a cheap camera. On three hives recorded over 40 days, BeeNet "
    "reaches an accuracy of 93.5%, while the motion detector used so far reaches 71.2%. BeeNet "
    "runs on a single-board computer without a GPU. The counts fall before a swarm leaves the "
    "hive.",
)
RIVERS = Paper(
    "p-rivers",
    "Forecasting floods from river gauges",
    "Floods are hard to forecast where gauges are sparse. We train a graph network on the gauges "
    "of 12 rivers. Its forecasts two days ahead have a smaller error than those of the "
    "hydrological model in use. The error grows in winter, when ice blocks the gauges.",
)


@pytest.fixture(scope="module")
def check() -> ClaimChecker:
    """Return the check as it is wired."""
    return ClaimChecker(CrossEncoder())


@pytest.mark.parametrize(
    "text",
    [
        "BeeNet runs on a single-board computer without a GPU.",
        "The authors present BeeNet, a small network that counts bees in camera video.",
        "BeeNet reaches an accuracy of 93.5% on three hives.",
        "The number of bees counted falls before a swarm leaves.",
    ],
)
def test_what_the_abstract_says_is_supported(check: ClaimChecker, text: str):
    """Word for word, without its lead, or in other words."""
    found = check.verify(text, [HIVES])

    assert (found.verdict, found.reason) == ("supported", "")
    assert found.evidence[0].text in HIVES.abstract


@pytest.mark.parametrize(
    "text",
    [
        "BeeNet reaches an accuracy of 95.3% on three hives.",
        "BeeNet does not count the bees in video from a cheap camera.",
        "The counts rise before a swarm leaves the hive.",
        "BeeNet counts bees and wasps at flowers in greenhouses by means of radar.",
        "Its forecasts two days ahead have a smaller error than those of the model in use.",
    ],
)
def test_what_it_does_not_say_is_not_supported(check: ClaimChecker, text: str):
    """A figure changed, a denial, a direction turned, a detail invented, another paper's."""
    found = check.verify(text, [HIVES])

    assert found.verdict != "supported"
    assert found.reason


def test_the_opposite_is_noticed_and_not_claimed(check: ClaimChecker):
    """A denial of what the abstract says: only a judge says that the abstract says otherwise."""
    found = check.verify("BeeNet does not run on a single-board computer.", [HIVES])

    assert (found.verdict, found.reason) == ("unsupported", NOT_SAID)
    assert "single-board" in found.evidence[0].text


def test_two_papers_together_support_what_neither_says_alone(check: ClaimChecker):
    """A sentence that joins two abstracts, and cites both."""
    text = "BeeNet counts bees in video, and the graph network is trained on gauges of 12 rivers."

    alone = [check.verify(text, [paper]).verdict for paper in (HIVES, RIVERS)]

    assert "supported" not in alone
    assert check.verify(text, [HIVES, RIVERS]).verdict == "supported"


@pytest.mark.parametrize("text", ["", "…", "Does BeeNet count bees?", "It is, and so are they."])
def test_what_says_nothing_is_unsupported(check: ClaimChecker, text: str):
    """Nothing can support a question or a sentence of small words."""
    found = check.verify(text, [HIVES])

    assert (found.verdict, found.reason) == ("unsupported", NOTHING_SAID)


@pytest.mark.parametrize(
    "text",
    [
        "BeeNet erreicht auf drei Bienenstöcken eine Genauigkeit von 93,5 %.",
        "BeeNet atteint une précision de 93,5 % sur les ruches.",
        "BeeNetは93.5%の精度に達する。",
        "BeeNet的准确率达到93.5%。",
    ],
)
def test_other_languages_are_judged_by_figures_and_names(check: ClaimChecker, text: str):
    """An answer in another language stays, and is doubtful; with a wrong figure it does not."""
    right = check.verify(text, [HIVES])
    wrong = check.verify(text.replace("93", "97"), [HIVES])

    assert (right.verdict, right.borderline) == ("supported", True)
    assert wrong.verdict == "unsupported"


def test_threads_share_a_check(check: ClaimChecker):
    """The same verdicts come from several threads at once as from one."""
    texts = ["BeeNet counts bees.", "BeeNet counts cars.", "The error grows in winter."] * 4

    def ruling(text: str) -> str:
        return check.verify(text, [HIVES, RIVERS]).verdict

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ruling, texts)) == [ruling(text) for text in texts]


def be_sure(premise: str, claim: str) -> Judgment:
    """Judge that all is supported."""
    return Judgment(0.999, 0.0, 0.001)


def test_no_probability_outweighs_a_figure_that_is_nowhere():
    """However sure the model is."""
    found = ClaimChecker(be_sure).verify(
        "BeeNet reaches an accuracy of 95.3% on three hives.", [HIVES]
    )

    assert found.verdict != "supported"
    assert found.score <= 0.2


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Three hives were filmed for 40 days at 6 frames a second.", True),
        ("Three hives were filmed for 40 days at 12 frames a second.", False),
        ("Twelve hives stood in the yard.", True),
        ("The camera of Figure 4 took 6 frames a second.", True),
    ],
)
def test_a_figure_from_elsewhere_in_a_paper_supports_nothing(text: str, supported: bool):
    """Where a sentence names the words that it rests on; those of the abstract count as well."""
    passages = "The camera took 6 frames a second.", "There were 12 hives in the yard (Figure 4)."
    whole = tuple(Passage("text", one, number=n) for n, one in enumerate(passages))
    paper = replace(HIVES, passages=whole, whole=WholeText())
    written = WrittenSentence(text, (1,), rests_on=((1, "took 6 frames a second"),))

    found = ClaimChecker(be_sure)(written, {1: paper})

    assert found.supported is supported
    assert found.reason == ("" if supported else "what it cites does not say 12")


def test_numbers_that_no_source_has_vanish(check: ClaimChecker):
    """The sentence as it is shown has the citations that exist, and the evidence."""
    written = WrittenSentence("BeeNet runs on a single-board computer without a GPU.", (1, 7))

    sentence = check(written, {1: HIVES})

    assert (sentence.citations, sentence.supported, sentence.score) == ((1,), True, 1.0)
    assert [e.paper_id for e in sentence.evidence] == ["p-hives"]
