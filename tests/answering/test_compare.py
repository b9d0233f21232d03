"""Papers side by side, each cell cited or not stated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.answering.compare import CannotCompare, Compare
from bot.answering.fields import (
    BIOMEDICINE_ASPECTS,
    COMMON_ASPECTS,
    COMPUTING_ASPECTS,
    Field,
)
from bot.answering.language_model import (
    NOT_STATED,
    AspectsTask,
    CellTask,
    ModelUnavailable,
    Usage,
)
from bot.grounding.citations import WrittenSentence
from bot.grounding.sentence import Excerpt, Sentence
from retrieval.errors import PaperNotFound
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


class CitingCheck(FakeCheck):
    """Finds the source itself, as there is only one."""

    def __call__(self, written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        return super().__call__(replace(written, numbers=(1,)), sources)


async def test_a_row_an_aspect_and_a_cell_a_paper():
    """In the order in which they were given."""
    made = await Compare(
        PAPERS,
        build_quoting_model("They sleep. [1]"),
        build_quoting_model(),
        check=FakeCheck(),
    )(["On dogs", "On cats"])

    assert made.papers == (DOGS, CATS)
    assert [aspect.name for aspect in made.aspects] == list(COMPUTING_ASPECTS)
    assert all(
        [cell.paper_id for cell in aspect.cells] == [DOGS.paper_id, CATS.paper_id]
        for aspect in made.aspects
    )


@pytest.mark.parametrize(
    ("fields", "aspects"),
    [
        (("biomedicine", "biomedicine"), BIOMEDICINE_ASPECTS),
        (("computing", "computing"), COMPUTING_ASPECTS),
        (("computing", "biomedicine"), COMMON_ASPECTS),
        (("unclear", "unclear"), COMMON_ASPECTS),
    ],
)
async def test_the_usual_aspects_are_those_of_the_papers_field(
    fields: tuple[Field, Field], aspects: tuple[str, ...]
):
    """A trial has no data set, and a network no population."""
    by_paper = dict(zip((CATS.paper_id, DOGS.paper_id), fields, strict=True))
    quoting = build_quoting_model("They sleep. [1]")

    made = await Compare(
        PAPERS,
        quoting,
        quoting,
        check=FakeCheck(),
        find_field=lambda paper: by_paper[paper.paper_id],
    )(BOTH)

    assert tuple(aspect.name for aspect in made.aspects) == aspects


async def test_each_cell_is_asked_of_its_own_paper():
    """So that none can be cited for another."""
    model = FakeModel(("They sleep [1].",))

    await Compare(
        PAPERS,
        model,
        build_quoting_model(),
        check=FakeCheck(),
    )(BOTH, aspects=["Sleep", " Sleep "])

    assert model.tasks == [CellTask(Excerpt(1, CATS), "Sleep"), CellTask(Excerpt(1, DOGS), "Sleep")]


async def test_all_cells_of_a_paper_are_written_in_one_call():
    """Each checked for itself; what fails or is null is a quote, and nothing is asked for again."""
    cats = '{"Sleep": "Cats sleep 16 hours.", "Hunt": "They hunt 99 mice."}'
    model = FakeModel((cats, Usage(50, 20)), ('Here: {"Sleep": null, "Hunt": "Dogs bark."}',))

    made = await Compare(
        PAPERS,
        model,
        build_quoting_model("They hunt. [1]"),
        check=CitingCheck(),
    )(BOTH, aspects=["Sleep", "Hunt"])

    assert model.tasks == [
        AspectsTask(Excerpt(1, CATS), ("Sleep", "Hunt")),
        AspectsTask(Excerpt(1, DOGS), ("Sleep", "Hunt")),
    ]
    assert [[cell.text for cell in aspect.cells] for aspect in made.aspects] == [
        ["Cats sleep 16 hours.", "They hunt."],
        ["They hunt.", "Dogs bark."],
    ]
    assert (made.mode, made.usage) == ("model", Usage(50, 20))


async def test_a_model_that_writes_no_json_is_asked_for_each_cell():
    """Its reply is not shown."""
    model = FakeModel(("No idea.",), ("No idea.",), ("They sleep [1].",))

    made = await Compare(
        PAPERS,
        model,
        build_quoting_model(),
        check=FakeCheck(),
    )(BOTH, aspects=["Sleep", "Hunt"])

    assert [type(task) for task in model.tasks] == [AspectsTask] * 2 + [CellTask] * 4
    assert {c.text for aspect in made.aspects for c in aspect.cells} == {"They sleep."}


@pytest.mark.parametrize(
    ("quoted", "text", "stated"),
    [
        (NOT_STATED, NOT_STATED, False),
        ("", NOT_STATED, False),
        ("They sleep. [1]", "They sleep.", True),
    ],
)
async def test_a_model_without_a_cell_gives_way_to_quotes(quoted: str, text: str, stated: bool):
    """Where it says that nothing is stated, and where nothing that it wrote is supported."""
    model = FakeModel((f"{NOT_STATED}",), ("Dogs sleep 99 hours [1].",))

    made = await Compare(
        PAPERS,
        model,
        build_quoting_model(quoted),
        check=FakeCheck(),
    )(BOTH, aspects=["Sleep"])

    assert [(c.text, c.stated) for c in made.aspects[0].cells] == [(text, stated)] * 2
    assert (made.mode, made.notice) == ("model", "")


async def test_a_fragment_is_no_cell():
    """A quote says more."""
    cats = '{"Sleep": "Sleep duration", "Hunt": "They hunt at dawn."}'
    model = FakeModel((cats,), ('{"Sleep": "Dogs sleep.", "Hunt": null}',))

    made = await Compare(
        PAPERS,
        model,
        build_quoting_model("They rest. [1]"),
        check=CitingCheck(),
    )(BOTH, aspects=["Sleep", "Hunt"])

    assert [[cell.text for cell in aspect.cells] for aspect in made.aspects] == [
        ["They rest.", "Dogs sleep."],
        ["They hunt at dawn.", "They rest."],
    ]


async def test_a_small_model_writes_no_cells():
    """They are quotes, and said to be."""
    model = FakeModel(("They sleep [1].",))

    made = await Compare(
        PAPERS,
        model,
        build_quoting_model("They rest. [1]"),
        check=FakeCheck(),
        is_small=lambda name: name == model.name,
    )(BOTH, aspects=["Sleep"])

    assert [cell.text for cell in made.aspects[0].cells] == ["They rest."] * 2
    assert (made.mode, made.notice, model.tasks) == ("extractive", "", [])


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("They do the unsaid [1].", "They sleep [1].", "They sleep."),
        ("They rest [1]. They do the unsaid [1].", "Unsaid [1].", "They rest."),
    ],
)
async def test_a_cell_that_strays_is_made_again(first: str, second: str, shown: str):
    """Once; what is supported of the first stays where the second has nothing."""
    model = FakeModel((first,), (first,), (second,))

    made = await Compare(
        PAPERS,
        model,
        build_quoting_model("They hunt. [1]"),
        check=FakeCheck(),
    )(BOTH, aspects=["Sleep"])

    assert [cell.text for cell in made.aspects[0].cells] == [shown] * 2
    assert (made.mode, len(model.tasks)) == ("model", 4)


async def test_a_cell_keeps_what_is_supported_with_its_evidence():
    """And nothing else."""
    model = FakeModel(
        ("They sleep 16 hours [1]. They hunt [1]. And 99 more [1].", Usage(10, 2)),
        ("They bark [1].",),
    )

    made = await Compare(
        PAPERS,
        model,
        build_quoting_model(),
        check=FakeCheck(),
        clock=build_ticking_clock(),
    )(BOTH, aspects=["Sleep"])

    cats, dogs = made.aspects[0].cells
    assert (cats.text, cats.stated) == ("They sleep 16 hours. They hunt.", True)
    assert [e.text for e in cats.evidence] == ["Cats sleep 16 hours a day.", "They hunt at dawn."]
    assert dogs.text == "They bark."
    assert (made.mode, made.model, made.notice) == ("model", "test-model", "")
    assert made.usage == Usage(10, 2)
    assert (made.took.search, made.took.model, made.took.total) == (500, 500, 1000)


async def test_a_model_that_is_down_gives_way_to_quotes_everywhere():
    """The table is the quoting one's then."""
    model = FakeModel((ModelUnavailable("The server is down."),))

    made = await Compare(
        PAPERS,
        model,
        build_quoting_model("They sleep. [1]"),
        check=FakeCheck(),
    )(BOTH, aspects=["Sleep"])

    assert [cell.text for cell in made.aspects[0].cells] == ["They sleep."] * 2
    assert (made.mode, made.model) == ("extractive", "extractive")
    assert made.notice.startswith("The server is down.")


async def test_one_cell_that_fails_is_told_of_and_the_rest_are_the_models():
    """A notice, and the model's name still."""
    model = FakeModel((ModelUnavailable("The server is down."),), ("They bark [1].",))

    made = await Compare(
        PAPERS,
        model,
        build_quoting_model("They sleep. [1]"),
        check=FakeCheck(),
    )(BOTH, aspects=["Sleep"])

    assert [cell.text for cell in made.aspects[0].cells] == ["They sleep.", "They bark."]
    assert (made.mode, made.model) == ("model", "test-model")
    assert made.notice.startswith("The server is down.")


@pytest.mark.parametrize("references", [[], ["On cats"], ["On cats", "2401.00001"]])
async def test_fewer_than_two_different_papers_cannot_be_compared(references: list[str]):
    """The same by two names is one."""
    with pytest.raises(CannotCompare, match="2 to 5 different papers"):
        await Compare(
            PAPERS,
            build_quoting_model(),
            build_quoting_model(),
            check=FakeCheck(),
        )(references)


async def test_more_than_five_papers_cannot_be_compared():
    """No screen is that wide."""
    six = [Paper(f"t-{i}", f"Paper {i}", "It says so.") for i in range(6)]

    with pytest.raises(CannotCompare, match="2 to 5 different papers, not 6"):
        await Compare(
            FakePapers(*six),
            build_quoting_model(),
            build_quoting_model(),
            check=FakeCheck(),
        )([p.title for p in six])


async def test_aspects_have_their_limits():
    """Up to ten, none of them blank."""
    compare = Compare(
        PAPERS,
        build_quoting_model(),
        build_quoting_model(),
        check=FakeCheck(),
    )

    with pytest.raises(CannotCompare, match="1 to 10 aspects; there are 0"):
        await compare(BOTH, aspects=[" "])
    with pytest.raises(CannotCompare, match="there are 11"):
        await compare(BOTH, aspects=[f"Aspect {i}" for i in range(11)])


async def test_an_unknown_paper_is_an_error():
    """It comes through."""
    with pytest.raises(PaperNotFound, match="On fish"):
        await Compare(
            PAPERS,
            build_quoting_model(),
            build_quoting_model(),
            check=FakeCheck(),
        )(["On cats", "On fish"])
