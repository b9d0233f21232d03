"""Whole papers summed up and compared: each part from its sections, with their places."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.compare import Compare
from bot.answering.language_model import (
    NOT_FOUND,
    NOT_STATED,
    NOT_STATED_IN_PAPER,
    PromptUsed,
    SummaryTask,
)
from bot.answering.sections import UnknownSection
from bot.answering.table import TableWriter
from bot.grounding.checker import ClaimChecker
from bot.grounding.cross_encoder import CrossEncoder
from bot.quotes.model import Extractive
from retrieval.paper import Paper
from retrieval.passage import Passage, WholeText
from retrieval.reading import find_role
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.text.sentence_roles import Role
from tests.fakes.answering import (
    BIRDS,
    CATS,
    FakeModel,
    FakePapers,
    build_quoting_model,
    build_summarize,
)
from tests.fakes.sentence_check import FakeCheck
from tests.fakes.small_library import small_library
from tests.retrieval.papers import NOW

WHALES = Paper(
    "2611.00001",
    "WhaleNet: Hearing whales in noise",
    "Existing detectors of whales fail in noise. We propose WhaleNet, a small network that hears "
    "whales. WhaleNet detects more whales than earlier networks.",
    categories=("cs.SD",),
)
SECTIONS = [
    ("1 Introduction", "Whales are heard by networks that need quiet water."),
    ("2 WhaleNet", "WhaleNet replaces the filter bank of a network by learned wavelets."),
    ("3 Experiments › 3.1 Data", "We train the network on 900 hours of the PodCast data set."),
    ("3 Experiments › 3.2 Results", "WhaleNet reaches an accuracy of 93.5 % on whales in noise."),
    ("4 Conclusion", "WhaleNet makes whales heard."),
    ("Limitations", "We tested WhaleNet in one sea only, and on no dolphins at all."),
    ("A Training", "WhaleNet reaches an accuracy of 12.5 % on whales before it is trained."),
]
PASSAGES = [
    Passage("text", text, section, label=str(40 + n), number=n)
    for n, (section, text) in enumerate(SECTIONS)
]


class WholePapers(FakePapers):
    """Papers of which WHALES is there whole."""

    def list_passages(self, paper_id: str) -> Mapping[str, Passage]:
        known = PASSAGES if paper_id == WHALES.paper_id else []
        return {str(one.number): one for one in known}

    def describe(self, paper_id: str) -> WholeText | None:
        return WholeText("", 9) if self.list_passages(paper_id) else None


async def test_quotes_of_a_whole_paper_are_from_the_sections_that_state_them(tmp_path: Path):
    """Under headings, with the sections that they stand in; an appendix is not read."""
    with small_library(tmp_path, [WHALES]) as library:
        library.catalog.full_texts.add(WHALES.paper_id, PASSAGES, NOW, source="pmc")
        library.indexing.drain()
        quoting = Extractive(BgeSmall())
        check, read_sections = ClaimChecker(CrossEncoder()), library.search.read_sections
        summarize = build_summarize(
            library.catalog, quoting, quoting, check, read_sections=read_sections
        )
        made = await summarize(WHALES.paper_id)
        limits = await summarize(WHALES.paper_id, section="limitations")

    starts = [heading.before for heading in made.headings] + [len(made.sentences)]
    parts = {
        heading.text: {
            span.section for s in made.sentences[heading.before : end] for span in s.evidence
        }
        for heading, end in zip(made.headings, starts[1:], strict=True)
    }
    assert made.style == "structured"
    assert "2 WhaleNet" in parts["Method"]
    assert "3 Experiments › 3.2 Results" in parts["Results"]
    assert parts["Limitations"] == {"Limitations"}
    assert "A Training" not in str(parts)
    assert [s.text for s in limits.sentences] == [PASSAGES[5].text]
    assert {(e.section, e.page) for e in limits.citation.evidence} == {("Limitations", "45")}


def test_a_paper_without_the_usual_sections_is_read_nonetheless(tmp_path: Path):
    """Its abstract too, if its record has none, and each section's first passage before others."""
    texts = {
        "Abstract": ["This guide explains how WhaleNet is built, and shows it on recordings."],
        "Gates": [
            f"Gate {n} opens when a call of a whale is {n} decibels loud." for n in range(40)
        ],
    }
    found = [(section, f"{text} {text}") for section, many in texts.items() for text in many]
    passages = [Passage("text", text, part, number=n) for n, (part, text) in enumerate(found)]
    guide = Paper("2611.00002", "A guide to WhaleNet", "")
    with small_library(tmp_path, [guide]) as library:
        library.catalog.full_texts.add(guide.paper_id, passages, NOW, source="upload")
        library.indexing.drain()
        asked = {"What problem does the paper address?": {Role.BACKGROUND}}
        read = [library.search.read_sections(asked, guide, times) for times in (1, 2)]
        nearest = [library.search.read("Which gate?", guide, limit=most) for most in (40, 41)]

    assert [len(paper.passages) for paper in read] == [6, 11]
    assert [one.number for one in read[0].passages][:2] == [0, 1]
    assert [bool(one.whole and one.whole.is_read) for one in nearest] == [False, True]


async def test_a_model_sums_up_a_whole_paper_by_the_usual_aspects():
    """In one call; what it leaves out has no heading, and what fails is left to quotes."""

    def read(asked: Mapping[str, Collection[Role]], paper: Paper, times: int) -> Paper:
        return replace(paper, passages=tuple(PASSAGES))

    table = {
        "Method": {"1": "WhaleNet replaces the filter bank. [1: “replaces the filter bank”]"},
        "Limitations": {"1": "It was tested in one sea. [1: “one sea only”]"},
        "Problem": {"1": None},
    }
    model = FakeModel((json.dumps(table),))
    made = await build_summarize(
        WholePapers(WHALES), model, build_quoting_model(), FakeCheck(), read_sections=read
    )(WHALES.paper_id)

    assert [heading.text for heading in made.headings] == ["Method", "Limitations"]
    assert [s.text for s in made.sentences] == [
        "WhaleNet replaces the filter bank.",
        "It was tested in one sea.",
    ]
    assert made.mode == "model"


async def test_a_section_alone_is_read_where_one_is_asked_for():
    """By its heading, number, some words or how they begin, with all inside it and nothing else."""
    model = FakeModel((PromptUsed("answer", "", {1: [2]}), "- It trains on hours of data [1]."))
    summarize = build_summarize(
        WholePapers(WHALES, BIRDS), model, build_quoting_model(), FakeCheck()
    )
    for asked in ("Experiments", "3", "3 experiments", "exper"):
        made = await summarize(WHALES.paper_id, section=asked)
        assert made.section == "3 Experiments"
        (excerpt,) = [t for t in model.tasks if isinstance(t, SummaryTask)][-1].excerpts
        assert (excerpt.paper.abstract, excerpt.paper.passages) == ("", tuple(PASSAGES[2:4]))
        assert made.is_section_cut
    with pytest.raises(UnknownSection, match="It has: 1 Introduction; 2 WhaleNet"):
        await summarize(WHALES.paper_id, section="Ethics")
    with pytest.raises(UnknownSection, match="only the abstract"):
        await summarize(BIRDS.paper_id, section="Methods")


async def test_a_comparison_says_what_was_read_where_nothing_is_stated():
    """Passages or all of the paper where it is there whole, else its abstract."""

    def read(asked: Mapping[str, Collection[Role]], paper: Paper, times: int) -> Paper:
        whole = {WHALES.paper_id: WholeText(), BIRDS.paper_id: WholeText(is_read=True)}
        return replace(paper, whole=whole.get(paper.paper_id))

    quoting = build_quoting_model(json.dumps({"Cost": {"1": None, "2": None, "3": None}}))
    write_table = TableWriter(quoting, FakeCheck(), read_sections=read)
    made = await Compare(WholePapers(WHALES, CATS, BIRDS), quoting, write_table)(
        [WHALES.paper_id, CATS.paper_id, BIRDS.paper_id], aspects=["Cost"]
    )

    said = [NOT_FOUND, NOT_STATED, NOT_STATED_IN_PAPER]
    assert [cell.text for cell in made.aspects[0].cells] == said


@pytest.mark.parametrize(
    ("section", "role"),
    [
        ("1 Introduction", Role.BACKGROUND),
        ("2 Related Work", Role.RELATED),
        ("3 WhaleNet", Role.METHOD),
        ("MATERIALS AND METHODS › Animals", Role.METHOD),
        ("METHODS › Analysis of calls", Role.METHOD),
        ("METHODS › Statistical analysis", Role.OTHER),
        ("4 Experiments › 4.2 Results", Role.RESULT),
        ("DISCUSSION › Limitations of this study", Role.LIMITATION),
        ("6 Threats to Validity", Role.LIMITATION),
        ("B Further results", Role.OTHER),
        ("A study of the results", Role.RESULT),
        ("Acknowledgements", Role.OTHER),
        ("", Role.OTHER),
    ],
)
def test_headings_say_what_a_section_does(section: str, role: Role):
    """In papers of computing and of medicine; one that names its method is told by its number."""
    assert find_role(section, "We heard ten whales.") is role


def test_a_limit_may_stand_where_authors_look_back():
    """In a discussion, by its words, and nowhere else."""
    limit = "Future studies could compare other seas."
    assert find_role("DISCUSSION › Noise", limit) is Role.LIMITATION
    assert find_role("3 Results", limit) is Role.RESULT
