"""Questions that ask two things."""

from __future__ import annotations

import pytest

from bot.questions.parts import split_parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("what is BeeNet and how does it work?", ("what is BeeNet?", "how does it work?")),
        ("How big is it, what's it called?", ("How big is it?", "what's it called?")),
        ("best score on spam, and with which model", ("best score on spam?", "with which model")),
        (
            "how does it count? does it need a camera?",
            ("how does it count?", "does it need a camera?"),
        ),
    ],
)
def test_two_questions_are_told_apart(question: str, parts: tuple[str, str]):
    """At the word that asks the second."""
    assert split_parts(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "how do bees and wasps differ?",
        "BeeNet, what is it good for?",
        "what is the model that counts bees, which was shown in 2020?",
        "who does what and why?",
        "does it run on a phone?",
        "If the hive is noisy, how many bees does it miss?",
        "When bees swarm, what does the counter do?",
        "Sorry for the basic question, but what is a swarm?",
        "By how much, on average, does it beat WaspNet?",
    ],
)
def test_one_question_stays_whole(question: str):
    """With a topic before it, a clause in it, or too few words for a second."""
    assert split_parts(question) == (question,)
