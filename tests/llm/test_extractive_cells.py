"""What is quoted in a comparison's cells, without a language model."""

from __future__ import annotations

import pytest

from bot.answering.language_model import NOT_STATED, CellTask
from bot.grounding.sentence import Excerpt
from bot.llm.extractive.model import Extractive
from bot.llm.extractive.rows import divide_into_rows
from retrieval.paper import Paper
from tests.fakes.embedder import FakeEmbedder

HEAR = Paper(
    "2611.00001",
    "WhaleNet: Hearing whales",
    "Whales matter for the sea. However, existing detectors propose large networks and fail in "
    "noise. We propose WhaleNet, a small network that hears whales. WhaleNet replaces the filter "
    "bank by learned wavelets. On the PodCast data set, WhaleNet reaches an accuracy of 93 %.",
)
OF_RIVALS = Paper(
    "2611.00002",
    "Sonar for shallow water",
    "Earlier work introduces an array of 40 hydrophones and reaches 99 %. This paper studies a "
    "single hydrophone.",
)


async def quoted(paper: Paper, aspect: str) -> list[str]:
    """Return the lines of one cell."""
    model = Extractive(FakeEmbedder(), lambda word: 1.0)
    task = CellTask(Excerpt(1, paper), aspect)
    return "".join([chunk.text async for chunk in model.write(task)]).splitlines()


@pytest.mark.parametrize(
    ("aspect", "expected"),
    [
        ("Problem", ["Existing detectors propose large networks and fail in noise. [1]"]),
        (
            " method ",
            [
                "We propose WhaleNet, a small network that hears whales. [1]",
                "WhaleNet replaces the filter bank by learned wavelets. [1]",
            ],
        ),
        ("Data", ["The PodCast data set [1]"]),
        ("Results", ["On the PodCast data set, WhaleNet reaches an accuracy of 93 %. [1]"]),
        ("Limitations", [NOT_STATED]),
    ],
)
async def test_a_cell_quotes_the_papers_own_work(aspect: str, expected: list[str]):
    """Without the "However, " before it; a method in two sentences where the second adds to it."""
    assert await quoted(HEAR, aspect) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "On seven river benchmarks, it beats the state of the art by 4%.",
            ["Seven river benchmarks"],
        ),
        ("The network learns to hear from AudioSet and VoxCeleb.", ["AudioSet and VoxCeleb"]),
        ("On several networks, the loss improves accuracy by 4%.", []),
    ],
)
def test_what_a_result_holds_on_is_data_where_nothing_else_is(told: str, expected: list[str]):
    """Or a known set of data that a sentence names; but no models."""
    sentences = ["Rivers are loud.", "We propose a loss.", told]
    unlikely = [-9.0] * len(sentences)
    odds = {
        "problem": [2.0, -9.0, -9.0],
        "method": [-9.0, 2.0, -9.0],
        "data": [-9.0, -9.0, -3.0],
        "results": [-9.0, -9.0, 2.0],
        "limitations": unlikely,
    }

    rows = divide_into_rows(sentences, odds)

    assert [text for _, text in rows.get("data", [])] == expected


async def test_what_rivals_did_is_neither_method_nor_result():
    """Even where no other sentence has a figure."""
    assert await quoted(OF_RIVALS, "Method") == ["This paper studies a single hydrophone. [1]"]
    assert not any("99 %" in line for line in await quoted(OF_RIVALS, "Results"))


@pytest.mark.parametrize(
    "sentence",
    [
        "A limitation is that WhaleNet needs quiet water.",
        "We leave dolphins for future work.",
        "WhaleNet still needs more research.",
    ],
)
async def test_limitations_are_the_authors_own(sentence: str):
    """What others could not do is none."""
    paper = Paper("1", HEAR.title, f"{HEAR.abstract} {sentence}")

    assert await quoted(paper, "Limitations") == [f"{sentence} [1]"]


async def test_a_cell_is_empty_where_unsure():
    """A sentence that may state it is not quoted, and not denied either."""
    paper = Paper("1", "Seals", "We propose seals. Voices come from a corpus.")

    assert await quoted(paper, "Problem") == []
    assert await quoted(Paper("1", "Seals", "We propose seals."), "Data") == [NOT_STATED]


async def test_an_aspect_of_ones_own_is_found_by_its_words():
    """Or not at all."""
    assert await quoted(HEAR, "learned wavelets") == [
        "WhaleNet replaces the filter bank by learned wavelets. [1]"
    ]
    assert await quoted(HEAR, "carbon footprint") == []
    assert await quoted(Paper("1", "Bare", ""), "carbon footprint") == [NOT_STATED]
