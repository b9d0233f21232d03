"""How likely each sentence is the answer to a question."""

from __future__ import annotations

import pytest

from bot.llm.extractive.own_work import score_sentences
from bot.llm.extractive.ranking import Asked, Form, Signals, find_form, measure_sentences, score
from bot.questions.kind import QuestionKind

SENTENCES = (
    "Counting bees by hand is slow, since hives are crowded.",
    "We present BeeNet, a network for hives.",
    "It is trained on video by masking frames.",
    "BeeNet counts 93% of the bees on the HiveCam data set.",
    "Code is available at https://example.org/bees.",
)


def _best(question: str, kind: QuestionKind) -> int:
    """Return the place of the best sentence where the models find all alike."""
    own = score_sentences("Counting bees", SENTENCES)
    signals = [Signals(0, 0, 0, 0)] * len(SENTENCES)
    measured = measure_sentences(Asked.read(question, kind), SENTENCES, own, signals)
    return max(range(len(SENTENCES)), key=lambda i: score(measured[i]))


@pytest.mark.parametrize(
    ("question", "kind", "best"),
    [
        ("What percentage of bees does BeeNet count?", "fact", 3),
        ("Which data set was BeeNet tested on?", "fact", 3),
        ("What is BeeNet?", "definition", 1),
        ("How is BeeNet trained?", "explanation", 2),
        ("Why is counting bees hard?", "explanation", 0),
    ],
)
def test_what_is_asked_decides(question: str, kind: QuestionKind, best: int):
    """A figure, a data set, a means, a reason."""
    assert _best(question, kind) == best


@pytest.mark.parametrize(
    ("question", "kind", "form"),
    [
        ("How does it count?", "explanation", "how"),
        ("How come it is slow?", "explanation", "why"),
        ("How does BeeNet do on wasps?", "explanation", "fact"),
        ("Is it fast?", "yes_no", "fact"),
        ("What is it?", "definition", "definition"),
    ],
)
def test_forms(question: str, kind: QuestionKind, form: Form):
    """How well something does is asked for as a fact is."""
    assert find_form(question, kind) == form
