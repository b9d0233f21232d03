"""What models are asked for, by the kind of a question and the style of a summary."""

from __future__ import annotations

import pytest

from bot.answering.language_model import SUMMARY_STYLES, AnswerTask, SummaryTask
from bot.grounding.sentence import Excerpt
from bot.models.answer_forms import describe_form
from bot.questions.kinds import QuestionKind
from tests.models.samples import ONE

EXCERPTS = (Excerpt(1, ONE),)


@pytest.mark.parametrize("kind", ["list", "overview"])
def test_a_list_opens_with_what_sums_it_up(kind: QuestionKind):
    """Then it has a line for each paper that fits."""
    asked, form = describe_form(AnswerTask("Which sleep?", EXCERPTS, kind=kind), brief=False)

    assert asked == "Which sleep?"
    assert form.index("sum up") < form.index('begins with "- "') < form.index("leave them out")


@pytest.mark.parametrize("brief", [True, False])
@pytest.mark.parametrize("style", sorted(SUMMARY_STYLES.keys() - {"abstract"}))
def test_each_style_of_a_summary_has_its_form(style: str, brief: bool):
    """No two are alike; the abstract itself is quoted."""
    others = SUMMARY_STYLES.keys() - {style, "abstract"}
    form = describe_form(SummaryTask(EXCERPTS[:1], style), brief=brief)[1]

    assert form not in [describe_form(SummaryTask(EXCERPTS[:1], o), brief=brief)[1] for o in others]
