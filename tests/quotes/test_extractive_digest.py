"""What is quoted in a digest, without a language model."""

from __future__ import annotations

import pytest

from bot.answering.language_model import SummaryTask, Task
from bot.grounding.sentence import Excerpt
from bot.quotes.model import Extractive
from retrieval.paper import Paper
from tests.fakes.embedder import FakeEmbedder
from tests.models.samples import read_lines

NETS = Paper(
    "2611.00001",
    "Nets for whales",
    "Whales are hard to hear, and noise is a challenge. However, earlier nets fail at sea. "
    "We propose a small net that hears whales. It is trained on 40 songs. "
    "Our net improves accuracy by 12 % and outperforms all others.",
)
SONAR = Paper(
    "2611.00002",
    "Sonar",
    "Sonar has achieved remarkable results of 99 %. This paper introduces a sonar for shallow "
    "water. Experiments demonstrate a gain of 3 dB [4].",
)
BARE = Paper("2611.00003", "No abstract", "")


async def quoted(task: Task) -> list[str]:
    """Return the lines that are quoted for a task."""
    model = Extractive(FakeEmbedder())
    return await read_lines(model, task)


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (NETS, ["We propose a small net that hears whales. [1]"]),
        (SONAR, ["This paper introduces a sonar for shallow water. [1]"]),
        (BARE, []),
        (Paper("1", "t", "One sentence."), ["One sentence. [1]"]),
        (Paper("1", "t", f"We {'very ' * 200}much propose. They do."), ["They do. [1]"]),
        (Paper("1", "t", "very " * 200), []),
    ],
)
async def test_the_finding_is_what_is_new(paper: Paper, expected: list[str]):
    """Not what was hard, what others did or how well it went; no sentence too long to be read."""
    assert await quoted(SummaryTask((Excerpt(1, paper),), "finding")) == expected


async def test_the_headline_is_of_results():
    """Of two papers, each cited by its number; what others reached is no result of theirs."""
    excerpts = (Excerpt(1, BARE), Excerpt(2, NETS), Excerpt(5, SONAR), Excerpt(6, NETS))

    assert await quoted(SummaryTask(excerpts, "headline")) == [
        "Our net improves accuracy by 12 % and outperforms all others. [2]",
        "Experiments demonstrate a gain of 3 dB [4]. [5]",
    ]
