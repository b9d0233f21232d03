"""What is quoted in a summary, without a language model."""

from __future__ import annotations

import pytest

from bot.answering.language_model import SUMMARY_STYLES, SummaryTask
from bot.grounding.sentence import Excerpt
from bot.quotes.model import Extractive
from retrieval.paper import Paper
from tests.fakes.embedder import FakeEmbedder
from tests.models.samples import read_lines

PROBLEM = "However, existing detectors are large and fail in noise."
WHAT = "We propose WhaleNet, a small network that hears whales."
HOW = "WhaleNet replaces the filter bank by learned wavelets."
LEANING = "These losses keep the DCT and the FFT coefficients of all 64 bands sparse."
DATA = "We train on 40 hours of songs from the PodCast data set."
RESULT = "WhaleNet outperforms all others by 12 % and is four times faster."
ABSTRACT = f"Can whales be heard? Whales live in the sea. {PROBLEM} {WHAT} {HOW} {DATA} {RESULT}"


async def quoted(style: str, abstract: str = ABSTRACT) -> list[str]:
    """Return the sentences of a summary without their marks."""
    model = Extractive(FakeEmbedder())
    task = SummaryTask((Excerpt(1, Paper("1", "WhaleNet: Hearing whales", abstract)),), style)
    return [line.removesuffix(" [1]") for line in await read_lines(model, task)]


@pytest.mark.parametrize("style", [style for style in SUMMARY_STYLES if style != "abstract"])
async def test_a_summary_begins_with_what_the_paper_is(style: str):
    """Not with background, and never with a question."""
    found = await quoted(style)

    assert found[0] == WHAT
    assert not any("?" in sentence or "live in the sea" in sentence for sentence in found)


async def test_the_styles_differ():
    """In what they tell and at which length."""
    assert await quoted("tldr") == [WHAT, HOW, RESULT]
    assert await quoted("key-points") == [WHAT, PROBLEM, HOW, DATA, RESULT]
    assert " ".join(await quoted("abstract")) == ABSTRACT


@pytest.mark.parametrize("style", ["tldr", "key-points"])
async def test_no_sentence_leans_on_a_missing_one(style: str):
    """Without the losses, "these losses" are none."""
    found = await quoted(style, ABSTRACT.replace(DATA, LEANING).replace(HOW, "It is small."))

    assert LEANING not in found or found[found.index(LEANING) - 1] == "It is small."
