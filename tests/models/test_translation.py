"""Questions in other languages are translated for a plain planner."""

from __future__ import annotations

import pytest

from bot.answering.language_model import ModelUnavailable, RewriteTask, Usage
from bot.answering.plan import Plan
from bot.models.translation import TranslatingPlanner
from retrieval.search.query import Filters
from tests.fakes.answering import FakeModel, PlainPlanner

GERMAN = "Wie viele Bilder braucht das Modell für 20 Tierarten?"


async def plan(question: str, model: FakeModel) -> Plan:
    """Return the plain plan of a question."""
    return await TranslatingPlanner(PlainPlanner(), model).plan(question, Filters(), ())


async def test_a_model_says_a_question_in_english():
    """The library is searched in English; a question that is English costs nothing."""
    model = FakeModel(["How many images does the model need for 20 species?", Usage(9, 3)])

    made = await plan(GERMAN, model)
    plain = await plan("How much faster?", model)

    assert made.asked == "How many images does the model need for 20 species?"
    assert made.usage == Usage(9, 3)
    assert model.tasks == [RewriteTask(GERMAN)]
    assert (plain.asked, plain.usage) == ("How much faster?", Usage())


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
    assert (await plan(GERMAN, FakeModel(script))).asked == GERMAN
