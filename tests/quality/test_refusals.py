"""A detail that no abstract states is told to be missing, and no model is called for it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.application import Application
from retrieval.paper import normalize_title
from tests.quality.questions import Asked, answers, questions, share

_GOAL = 0.55


def _refused(application: Application, asked: Sequence[Asked]) -> list[bool]:
    """Return whether each question is refused, be it as far or for a detail."""
    return [answer.refusal_reason is not None for answer in answers(application, asked)]


@pytest.mark.parametrize("name", ["detail_a", "detail_b"])
def test_a_question_whose_detail_is_not_stated_is_refused(
    seed: Application, name: str, most: int | None, record_property
):
    """For more than half; of others it is said that they may not be stated."""
    refused = _refused(seed, questions(name, most=most))

    record_property(f"{name}_refused", share(refused))
    assert share(refused) >= _GOAL


def test_in_our_own_summaries_too(
    starter_application: Application, most: int | None, record_property
):
    """Shorter texts, and more that they leave out."""
    refused = _refused(starter_application, questions("detail_a", most=most))

    record_property("detail_refused", share(refused))
    assert share(refused) >= _GOAL


def test_the_paper_that_comes_closest_is_the_one_asked_about(seed: Application, most: int | None):
    """For nine in ten: its name is in the question, or it fits best."""
    asked = questions("detail_a", most=most)
    named = [
        normalize_title(answer.missing.closest.title) == normalize_title(one.title)
        for one, answer in zip(asked, answers(seed, asked), strict=True)
        if answer.missing is not None
    ]

    assert share(named) >= 0.9


@pytest.mark.parametrize(
    "name",
    [
        *("answerable_a", "answerable_b", "answerable_c"),
        *("figure_a", "figure_b", "figure_c", "known_item_b", "known_item_c"),
    ],
)
def test_what_the_abstracts_answer_is_not_refused(
    seed: Application, name: str, most: int | None, record_property
):
    """Neither as far nor for a detail: at most one in four of any set, some of them oblique."""
    refused = _refused(seed, questions(name, most=most))

    record_property(f"{name}_refused", share(refused))
    assert share(refused) <= 0.25
