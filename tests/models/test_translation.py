"""Questions in other languages are translated for a plain planner."""

from __future__ import annotations

import pytest

from bot.answering.language_model import ModelUnavailable, RewriteTask, Usage
from bot.models.translation import TranslatingPlanner, to_english
from retrieval.search.query import Filters
from tests.fakes.answering import FakeModel, PlainPlanner

GERMAN = "Wie viele Bilder braucht das Modell für 20 Tierarten?"


async def test_a_model_says_a_question_in_english():
    """The library is searched in English; a question that is English costs nothing."""
    model = FakeModel(["How many images does the model need for 20 species?", Usage(9, 3)])

    asked, usage = await to_english(GERMAN, model)

    assert asked == "How many images does the model need for 20 species?"
    assert usage == Usage(9, 3)
    assert model.tasks == [RewriteTask(GERMAN)]
    assert await to_english("How much faster?", model) == ("How much faster?", Usage())


@pytest.mark.parametrize(
    "script",
    [
        [ModelUnavailable("down")],
        [""],
        ["How many images does the model need for 30 species?"],
        ["How many images for 20 species? See https://evil.example"],
        [GERMAN],
        ["20 " + "species " * 200],
    ],
)
async def test_a_bad_translation_is_not_searched_for(script: list):
    """The question stays as it was asked."""
    asked, _ = await to_english(GERMAN, FakeModel(script))

    assert asked == GERMAN


async def test_the_translation_is_planned():
    """And what it cost is counted."""
    model = FakeModel(["How many images does the model need for 20 species?", Usage(9, 3)])
    plan = await TranslatingPlanner(PlainPlanner(), model).plan(GERMAN, Filters(), ())

    assert plan.asked == "How many images does the model need for 20 species?"
    assert plan.usage == Usage(9, 3)
