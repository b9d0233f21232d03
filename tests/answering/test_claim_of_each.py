"""What holds of each of the papers compared."""

from __future__ import annotations

from bot.answering.claim_of_each import judge_each, say_figures, say_of_each
from bot.grounding.cross_encoder import Judgment
from retrieval.paper import Paper
from tests.fakes.answering import read_nothing

WHALES = Paper("1", "WhaleNet: hearing whales", "WhaleNet hears. It is trained on real seas.")
SEALS = Paper("2", "SealNet: hearing seals", "SealNet is tested in a simulator. It hears.")


def read_places(premise: str, claim: str) -> Judgment:
    """Judge by the words of the premise."""
    if "real" in premise:
        return Judgment(0.9, 0.0, 0.1)
    if "simulator" in premise:
        return Judgment(0.0, 0.9, 0.1)
    return Judgment(0.1, 0.1, 0.8)


def test_a_claim_is_judged_of_each_paper():
    """By the sentence that decides."""
    judged = judge_each("{} uses real data.", [WHALES, SEALS], read_places)

    assert [(one.verdict, one.sentence) for one in judged] == [
        ("yes", "It is trained on real seas."),
        ("no", "SealNet is tested in a simulator."),
    ]
    assert say_of_each(judged).text == "WhaleNet: yes [1]; SealNet: no [2]."


def test_what_no_sentence_decides_is_not_stated():
    """Neither yes nor no."""
    (judged,) = judge_each("{} is small.", [WHALES], read_nothing)

    assert say_of_each([judged]).text == "WhaleNet: not stated [1]."


NAMES = ["small whalenet", "sealnet with masks"]


def test_figures_are_said_side_by_side():
    """Those beside the words of the question, of one unit, though not of one data set."""
    texts = [
        "It gains 2 % over others. The small model, WhaleNet-S, reaches 84.25 %, a large one 85 %.",
        "SealNet reaches 78.9 % accuracy, and 80.2 % with masks.",
    ]
    question = "which is more accurate, small whalenet or sealnet with masks?"

    lead = say_figures(question, [WHALES, SEALS], NAMES, texts)

    assert lead is not None
    assert lead.key == "figures"
    assert lead.value == "WhaleNet 84.25 % [1], SealNet 80.2 % [2]"


def test_without_figures_nothing_is_ranked():
    """Nor where the question asks for no more or less."""
    texts = ["WhaleNet hears.", "SealNet hears 2x as much."]
    lead = say_figures("which is faster?", [WHALES, SEALS], NAMES, texts)

    assert lead is not None
    assert lead.key == "not-ranked"
    assert say_figures("what do they do?", [WHALES, SEALS], NAMES, texts) is None
