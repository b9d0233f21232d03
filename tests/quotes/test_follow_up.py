"""Questions that follow those before them."""

from __future__ import annotations

import pytest

from bot.quotes.follow_up import needs_history, points_back

ASKED = "How much faster is it?"


@pytest.mark.parametrize(
    "question",
    [
        ASKED,
        "And on ImageNet with large images?",
        "What about the data?",
        "Does this model transfer to other kinds of pictures?",
        "Why?",
    ],
)
def test_some_questions_lean_on_those_before(question: str):
    """They point back, or say too little alone."""
    assert needs_history(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which networks run quickly on mobile phones?",
        "How does RepViT compare with MobileNet on ImageNet?",
    ],
)
def test_others_stand_alone(question: str):
    """They are searched as they are."""
    assert not needs_history(question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("does it need many labels?", True),
        ("What do the authors conclude?", True),
        ("and the paper on bird song?", False),
        ("What about RepViT?", False),
    ],
)
def test_a_described_paper_may_be_another(question: str, expected: bool):
    """“The paper on bird song” is not “the paper”."""
    assert points_back(question) is expected
