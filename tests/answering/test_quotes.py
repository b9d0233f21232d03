"""Quotes are what their abstracts say, letter for letter, but for cuts that an ellipsis marks."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.compare import Compare
from bot.answering.generate import AnswerGenerator
from bot.answering.language_model import (
    DETAIL,
    SUMMARY_STYLES,
    AnswerTask,
    SummaryTask,
    TextTask,
)
from bot.answering.research_fields import USUAL_ASPECTS
from bot.answering.table import TableWriter
from bot.grounding.checker import ClaimChecker
from bot.grounding.cross_encoder import Judgment
from bot.grounding.sentence import Excerpt, Sentence
from bot.quotes.model import Extractive
from retrieval.paper import Paper
from tests.fakes.answering import FakePapers
from tests.fakes.embedder import FakeEmbedder
from tests.fuzzing import fuzzed

PIECES = (
    "BACKGROUND Statins are used in many patients.",
    "OBJECTIVE To compare two doses.",
    "METHODS We enrolled 37 [33] ml/kg patients [12, 14].",
    "RESULTS However, mortality also fell by 3 % (95 % CI [1-5]).",
    "CONCLUSIONS: This dose is **better** [ 7 ].",
    "However, it also hums instead of singing.",
    "This method is called BeeNet.",
    "In Excerpt 2, bees sing.",
    "Key finding 1: bees hum (3).",
    "On ImageNet and COCO, the model outperforms others by 4%, e.g. on bees.",
    "Moreover, it is tested on the PodCast data set, where it wins.",
    "To this end, we propose BeeNet, see [1].",
    "1. They hum … and sing.",
    "The code is at https://example.org/bees(1).html, and free.",
    "A limitation is that [2] ice blocks it.",
    "- p53 fell  by a half",
    "Summary: bees hum.",
)
KINDS = ("fact", "yes_no", "explanation", "definition", "limitation", "list", "overview")
ABSTRACTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7, unique=True).map(" ".join)


def rate(question: str, texts: Sequence[str]) -> list[float]:
    """Rate texts at random, but always alike."""
    return [zlib.crc32(f"{question}{text}".encode()) % 9 - 4.0 for text in texts]


def read(premise: str, claim: str) -> Judgment:
    """Judge at random, but always alike."""
    chance = zlib.crc32(f"{premise}{claim}".encode()) % 10 / 10
    return Judgment(chance, (1 - chance) / 2, (1 - chance) / 2)


def nothing(premise: str, claim: str) -> Judgment:
    """Judge that nothing is said: quotes need no judgment."""
    return Judgment(0.0, 0.0, 1.0)


QUOTING = Extractive(FakeEmbedder(), rate, read)
GENERATE = AnswerGenerator(QUOTING, ClaimChecker(nothing))


async def write(task: TextTask) -> tuple[Sentence, ...]:
    """Return the sentences of a task."""
    return (await GENERATE(task, QUOTING)).sentences


def assert_verbatim(sentences: Sequence[Sentence], *papers: Paper) -> None:
    """Assert that each quote, but for marked cuts, is in the abstract that it cites."""
    for quote in sentences:
        assert quote.supported
        assert len(quote.citations) == 1
        abstract, at = papers[quote.citations[0] - 1].abstract, 0
        for part in quote.text.split("…"):
            assert part.strip() in abstract[at:], quote.text
            at = abstract.index(part.strip(), at)


@fuzzed
@given(ABSTRACTS, ABSTRACTS, st.sampled_from(KINDS), st.sampled_from(["Do bees hum?", "Why?"]))
async def test_any_answer_is_quoted_as_it_stands(one, two, kind, question):
    """Of one paper or of several."""
    papers = Paper("p1", "BeeNet: hearing bees", one), Paper("p2", "Statins", two)
    excerpts = tuple(Excerpt(number, paper) for number, paper in enumerate(papers, 1))

    assert_verbatim(await write(AnswerTask(question, excerpts, kind=kind)), *papers)
    assert_verbatim(await write(SummaryTask(excerpts, "headline")), *papers)


@fuzzed
@given(ABSTRACTS)
async def test_any_summary_or_finding_is_quoted_as_it_stands(abstract):
    """As in a digest."""
    paper = Paper("p1", "BeeNet: hearing bees", abstract)

    for style in (*SUMMARY_STYLES, "finding"):
        assert_verbatim(await write(SummaryTask((Excerpt(1, paper),), style)), paper)


@fuzzed
@given(ABSTRACTS, st.sampled_from([*USUAL_ASPECTS, DETAIL, "Dose"]))
async def test_any_cell_is_quoted_as_it_stands(abstract, aspect):
    """Each of its sentences, in the cells of both papers."""
    papers = Paper("p1", "BeeNet: hearing bees", abstract), Paper("p2", "Statins", PIECES[0])
    compare = Compare(FakePapers(*papers), QUOTING, TableWriter(QUOTING, ClaimChecker(nothing)))

    made = await compare(["p1", "p2"], aspects=[aspect], question="What dose?")

    for cell, paper in zip(made.aspects[0].cells, made.papers, strict=True):
        if cell.stated:
            assert cell.evidence
            assert all(span.text in paper.abstract for span in cell.evidence)


@pytest.mark.parametrize(
    ("abstract", "quote"),
    [
        ("The dose was 37 [33] ml/kg [4].", "The dose was 37 [33] ml/kg [4]."),
        ("RESULTS Of 42 mice, none died. CONCLUSIONS It works.", "Of 42 mice, none died."),
        ("Code is free at https://example.org/x.", "Code is free at …"),
    ],
)
async def test_a_quote_keeps_the_authors_brackets(abstract, quote):
    """And lacks only labels before it, and addresses, for which there is an ellipsis."""
    paper = Paper("p1", "Doses", abstract)
    sentences = await write(SummaryTask((Excerpt(1, paper),), "key-points"))

    assert quote in [sentence.text for sentence in sentences]
    assert_verbatim(sentences, paper)
