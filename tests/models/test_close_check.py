"""A sentence that says no more than one sentence of the abstract passes; any freer one fails."""

from __future__ import annotations

import pytest

from bot.grounding.citations import WrittenSentence
from bot.models.close_check import TOO_FREE, check_closely
from retrieval.paper import Paper
from tests.fakes.sentence_check import FakeCheck

PAPER = Paper(
    "2401.00001",
    "LaneNet: From Single Prompts to Separate Pathways",
    "Prompt tuning has to select a prompt for each image. LaneNet keeps a separate pathway for "
    "each task, so that task-specific features do not interfere. This lowers the error by more "
    "than 12.5%. Many pathways with quadratic attention would be expensive, so LaneNet condenses "
    "the tokens. In a haystack of images, the model must locate one sub-image.",
)
QUESTION = "How does LaneNet avoid choosing a prompt?"


def _check(text: str, question: str = QUESTION) -> tuple[bool, str, str]:
    """Return whether a sentence passes, why not, and its evidence."""
    check = check_closely(FakeCheck(), question, lambda sentence: sentence.startswith("This "))
    found = check(WrittenSentence(text, (1,)), {1: PAPER})
    return found.supported, found.reason, "".join(span.text for span in found.evidence)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("LaneNet keeps a separate pathway for each task.", "LaneNet keeps"),
        ("LaneNet avoids choosing a prompt: it has separate pathways for each task.", "LaneNet k"),
        ("This lowers the error by more than 12.5%.", "This lowers"),
        ("LaneNet lowers the error by more than 12.5% for each task.", "This lowers"),
    ],
)
def test_a_sentence_in_other_words(text: str, evidence: str):
    """One that refers back is read with the sentence before it; it becomes the evidence."""
    supported, reason, source = _check(text)

    assert (supported, reason) == (True, "")
    assert source.startswith(evidence)


@pytest.mark.parametrize(
    "text",
    [
        "LaneNet keeps a separate pathway for each task, so quadratic attention is expensive.",
        "LaneNet lowers the error by more than 12.5% with single prompts.",
        "LaneNet lowers the error by 12.5%.",
        "A separate pathway for each task, which condenses the tokens, lowers the error.",
        "LaneNet keeps a separate pathway for image-specific features of each task.",
        "LaneNet keeps a separate pathway for each task and manually inspects it.",
        "The model guides the search for one image within the haystack.",
        "MultipLane keeps a separate pathway for each task.",
        "LaneNet lowers the cost of each prompt.",
    ],
)
def test_what_is_joined_or_added(text: str):
    """From another sentence, the title, or nowhere."""
    assert _check(text)[:2] == (False, TOO_FREE)


def test_other_languages_are_left_to_the_check():
    """Their words are not those of the abstract."""
    assert _check("LaneNet hält für jede Aufgabe einen eigenen Weg frei und wählt nichts aus.")[0]
