"""Papers side by side, each cell cited or not stated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.answering.answer import Comparison
from bot.answering.compare import CannotCompare, Compare
from bot.answering.language_model import (
    NOT_STATED,
    CompareTask,
    Usage,
)
from bot.answering.research_fields import (
    BIOMEDICINE_ASPECTS,
    COMMON_ASPECTS,
    COMPUTING_ASPECTS,
    WHOLE_ASPECTS,
    Field,
)
from bot.answering.table import TableWriter
from bot.grounding.citations import WrittenSentence
from bot.grounding.sentence import Excerpt, Sentence
from retrieval.paper import Paper
from tests.fakes.answering import (
    BIRDS,
    CATS,
    DOGS,
    FakeModel,
    FakePapers,
    build_quoting_model,
    build_ticking_clock,
)
from tests.fakes.sentence_check import FakeCheck

PAPERS = FakePapers(CATS, DOGS, BIRDS)
BOTH = ["On cats", "On dogs"]


class UnsureCheck(FakeCheck):
    """Is not sure of sentences with “perhaps”."""

    def __call__(self, written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        found = super().__call__(written, sources)
        return replace(found, borderline="perhaps" in found.text)


def fill_in(table: Mapping[str, Mapping[str, str | None]]) -> str:
    """Return a table as a model writes it."""
    return json.dumps(table)


def quote(aspect: str, text: str) -> FakeModel:
    """Return a model that quotes a sentence of both papers on an aspect."""
    return build_quoting_model(json.dumps({aspect: {"1": [text], "2": [text]}}))


@pytest.mark.parametrize(
    ("fields", "whole", "aspects"),
    [
        (("biomedicine", "biomedicine"), (CATS, DOGS), BIOMEDICINE_ASPECTS),
        (("computing", "computing"), (), COMPUTING_ASPECTS),
        (("computing", "biomedicine"), (), COMMON_ASPECTS),
        (("unclear", "unclear"), (CATS,), COMMON_ASPECTS),
        (("unclear", "computing"), (CATS, DOGS), WHOLE_ASPECTS),
    ],
)
async def test_the_usual_aspects_are_those_of_the_papers_field(
    fields: tuple[Field, Field], whole: tuple[Paper, ...], aspects: tuple[str, ...]
):
    """A trial has no data set, a network no population, and each whole paper some method."""
    by_paper = dict(zip((CATS.paper_id, DOGS.paper_id), fields, strict=True))
    quoting = build_quoting_model()

    made = await Compare(
        FakePapers(CATS, DOGS, whole=whole),
        quoting,
        TableWriter(quoting, FakeCheck()),
        find_field=lambda paper: by_paper[paper.paper_id],
    )(BOTH)

    assert tuple(aspect.name for aspect in made.aspects) == aspects


async def test_all_cells_are_written_in_one_call():
    """Each checked against its own paper; what fails is a quote, and null is not stated."""
    table = fill_in(
        {
            "Sleep": {"1": "Cats sleep 16 hours.", "2": None},
            "Hunt": {"1": "They hunt 99 mice.", "2": "Dogs bark. They do the unsaid."},
        }
    )
    model = FakeModel((f"Here: {table}", Usage(50, 20)))

    made = await Compare(
        PAPERS,
        model,
        TableWriter(quote("Hunt", "They hunt."), FakeCheck()),
        clock=build_ticking_clock(),
    )(BOTH, aspects=["Sleep", " Hunt ", "Sleep"], question="Which sleeps more?")

    assert model.tasks == [
        CompareTask(
            (Excerpt(1, CATS), Excerpt(2, DOGS)), ("Sleep", "Hunt"), question="Which sleeps more?"
        )
    ]
    assert [[cell.text for cell in aspect.cells] for aspect in made.aspects] == [
        ["Cats sleep 16 hours.", NOT_STATED],
        ["They hunt.", "Dogs bark."],
    ]
    (sleep, unstated), _ = (aspect.cells for aspect in made.aspects)
    assert [span.text for span in sleep.evidence] == ["Cats sleep 16 hours a day."]
    assert not unstated.stated
    assert (made.mode, made.model, made.notice) == ("model", "test-model", "")
    assert made.usage == Usage(50, 20)
    assert (made.took.search, made.took.model, made.took.total) == (500, 500, 1000)


@pytest.mark.parametrize(
    "reply",
    [
        "No idea.",
        '["Sleep"]',
        '{"Sleep": "They sleep."}',
        '{"Sleep": {"3": "They sleep."}}',
        '{"Sleep": {"1": "They do the unsaid.", "2": ["They sleep."]}}',
    ],
)
async def test_a_reply_without_a_cell_that_stands_gives_way_to_quotes(reply: str):
    """It is neither shown nor asked for again, and the table says why."""
    model = FakeModel((reply,))

    made = await Compare(PAPERS, model, TableWriter(quote("Sleep", "They rest."), FakeCheck()))(
        BOTH, aspects=["Sleep"]
    )

    assert [cell.text for cell in made.aspects[0].cells] == ["They rest."] * 2
    assert (made.mode, len(model.tasks)) == ("extractive", 1)
    assert made.fallback is not None
    assert made.fallback.reason == "strayed"


async def compare_judged(model: FakeModel) -> Comparison:
    """Compare how both papers sleep, with the model as the judge of its cells."""
    compare = Compare(
        PAPERS,
        model,
        TableWriter(quote("Sleep", "They rest."), UnsureCheck(), find_judge=lambda writer: writer),
    )
    return await compare(BOTH, aspects=["Sleep"])


async def test_with_a_judge_all_cells_are_judged_in_one_call():
    """All that are no quotes."""
    model = FakeModel(
        (fill_in({"Sleep": {"1": "They perhaps sleep.", "2": "They perhaps bark."}}), Usage(9, 1)),
        ("1: supported\n2: not stated", Usage(3, 1)),
    )

    made = await compare_judged(model)

    assert [cell.text for cell in made.aspects[0].cells] == ["They perhaps sleep.", "They rest."]
    assert made.usage == Usage(12, 2)


async def test_a_small_model_writes_no_cells():
    """They are quotes, and said to be."""
    model = FakeModel(("They sleep [1].",))

    made = await Compare(
        PAPERS,
        model,
        TableWriter(
            quote("Sleep", "They rest."), FakeCheck(), is_small=lambda name: name == model.name
        ),
    )(BOTH, aspects=["Sleep"])

    assert [cell.text for cell in made.aspects[0].cells] == ["They rest."] * 2
    assert (made.mode, made.notice, model.tasks) == ("extractive", "", [])


@pytest.mark.parametrize("references", [[], ["On cats"], ["On cats", "2401.00001"]])
async def test_fewer_than_two_different_papers_cannot_be_compared(references: list[str]):
    """The same by two names is one."""
    with pytest.raises(CannotCompare, match="2 to 5 different papers"):
        await Compare(
            PAPERS, build_quoting_model(), TableWriter(build_quoting_model(), FakeCheck())
        )(references)


async def test_aspects_have_their_limits():
    """Up to ten, none of them blank."""
    compare = Compare(
        PAPERS, build_quoting_model(), TableWriter(build_quoting_model(), FakeCheck())
    )

    with pytest.raises(CannotCompare, match="1 to 10 aspects; there are 0"):
        await compare(BOTH, aspects=[" "])
    with pytest.raises(CannotCompare, match="there are 11"):
        await compare(BOTH, aspects=[f"Aspect {i}" for i in range(11)])
