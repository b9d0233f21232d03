"""What a question asks for, what is found for it, and the interfaces of planners and writers.

`Ask` knows nothing else of who plans and who writes: quotes (`bot.quotes`) or a language model
(`bot.models`).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.answerability.missing_detail import MissingDetail
from bot.answering.answer import DraftDiscarded, ItemsFollow
from bot.answering.generate import GeneratedText
from bot.answering.language_model import Turn, Usage
from bot.answering.lead import Lead
from bot.grounding.sentence import Excerpt, Sentence
from bot.questions.kind import QuestionKind
from retrieval.paper import Paper
from retrieval.search.query import Filters
from retrieval.search.results import Hit, SearchResult


@dataclass(frozen=True, slots=True)
class DirectReply:
    """A reply without any sentence of an abstract: a lead, and the papers it speaks of."""

    lead: Lead
    papers: tuple[Paper, ...] = ()
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """What a question asks for, and of which papers.

    `asked` is the question in English, complete without its conversation: it is searched for and
    answered. `papers`, cleaned for reading, are those that it names, describes or goes on about;
    the answer is about them, whatever else is found. `topic` is that of a list or an overview,
    `aspects` are what a comparison is about, `rivals` what one paper is compared with and its own
    abstract may speak of, `missing` is a paper that the question compares and the library does not
    have. `style` is that of a summary. `filters` are those of the caller, with the years and
    authors that the question names. `reply` is set where no abstract is needed. `usage` is that of
    planning.
    """

    asked: str
    kind: QuestionKind = "fact"
    papers: tuple[Paper, ...] = ()
    topic: str = ""
    aspects: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    missing: str = ""
    style: str = "tldr"
    filters: Filters = field(default_factory=Filters)
    reply: DirectReply | None = None
    usage: Usage = field(default_factory=Usage)


class Planner(Protocol):
    """Reads questions."""

    async def plan(self, question: str, filters: Filters, history: Sequence[Turn]) -> Plan:
        """Return what a question asks for; raises nothing that a plain plan can stand in for."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not answered: a line for it, a detail that no abstract states, or neither.

    `nearest` are the papers to show instead.
    """

    lead: Lead | None = None
    missing: MissingDetail | None = None
    nearest: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The papers that an answer may cite, numbered from 1, best first; or why there is no answer.

    `lead` stands above the answer; `perhaps` are papers to name beside it.
    """

    excerpts: tuple[Excerpt, ...] = ()
    refusal: Refusal | None = None
    lead: Lead | None = None
    perhaps: tuple[Hit, ...] = ()


class Writer(Protocol):
    """Chooses the papers to answer from, and writes checked sentences from them."""

    @property
    def name(self) -> str:
        """The name of who writes, as shown to people."""

    def select(self, plan: Plan, found: SearchResult, confidence: float, cutoff: float) -> Evidence:
        """Return what to answer from; blocks.

        `confidence`, from 0 to 1, is how sure the search is that the library has an answer; below
        `cutoff` questions are far from it.
        """

    def write(
        self, plan: Plan, evidence: Evidence, history: Sequence[Turn], language: str
    ) -> AsyncGenerator[Sentence | DraftDiscarded | ItemsFollow | GeneratedText, None]:
        """Yield each sentence once it is checked, then the whole text, the last piece."""


@dataclass(frozen=True, slots=True)
class Assistant:
    """Who plans and who writes."""

    planner: Planner
    writer: Writer
