"""What a question asks for, what is found for it, and the interfaces of planners and writers.

`Ask` knows nothing else of who plans and who writes: quotes (`bot.quotes`) or a language model
(`bot.models`).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.answering.answer import MissingDetail
from bot.answering.generate import GeneratedText
from bot.answering.language_model import AnswerTask, SummaryTask, TextTask, Turn, Usage
from bot.answering.lead import Lead
from bot.grounding.sentence import Excerpt, Sentence
from bot.questions.kinds import QuestionKind
from retrieval.paper import Paper
from retrieval.search.query import Filters

if TYPE_CHECKING:
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

    `asked` is the question in English, complete without its conversation: it is answered, and
    searched for unless `searched` is. `papers`, cleaned for reading, are those that it names,
    describes or goes on about; the answer is about them, whatever else is found. `topic` is that of
    a list or an overview. `aspects` are what a comparison is about, unless it is `in_general`;
    `rivals` are what one paper is compared with, and its own abstract may speak of; `missing` is a
    paper that the question compares and the library does not have. `style` is that of a summary.
    `filters` are those of the caller, with the years and authors that the question names. `reply`
    is set where no abstract is needed. `usage` is that of planning.
    """

    asked: str
    kind: QuestionKind = "fact"
    searched: str = ""
    papers: tuple[Paper, ...] = ()
    topic: str = ""
    aspects: tuple[str, ...] = ()
    in_general: bool = False
    rivals: tuple[str, ...] = ()
    missing: str = ""
    style: str = "tldr"
    filters: Filters = field(default_factory=Filters)
    reply: DirectReply | None = None
    usage: Usage = field(default_factory=Usage)

    @property
    def sought(self) -> str:
        """What to search for."""
        return self.topic or self.searched or self.asked


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

    `is_near`: what the papers state comes near the question, and may not answer it.
    """

    excerpts: tuple[Excerpt, ...] = ()
    refusal: Refusal | None = None
    is_near: bool = False


def number_papers(papers: Iterable[Paper]) -> tuple[Excerpt, ...]:
    """Return papers as excerpts, numbered from 1."""
    return tuple(Excerpt(n, paper) for n, paper in enumerate(papers, 1))


def build_task(plan: Plan, evidence: Evidence, history: Sequence[Turn], language: str) -> TextTask:
    """Return the task of writing what a plan asks for."""
    if plan.kind == "summary" and evidence.excerpts:
        return SummaryTask(evidence.excerpts[:1], plan.style, language)
    return AnswerTask(
        plan.asked, evidence.excerpts, tuple(history), language, kind=plan.kind, rivals=plan.rivals
    )


class Writer(Protocol):
    """Chooses the papers to answer from, and writes checked sentences from them."""

    def select(self, plan: Plan, found: SearchResult, confidence: float, cutoff: float) -> Evidence:
        """Return what to answer from; blocks.

        `confidence`, from 0 to 1, is how sure the search is that the library has an answer; below
        `cutoff` questions are far from it.
        """

    def write(
        self, plan: Plan, evidence: Evidence, history: Sequence[Turn], language: str
    ) -> AsyncGenerator[Sentence | GeneratedText, None]:
        """Yield each sentence to show, then the whole text, which has more than was shown.

        A text with a `fallback` and no sentences has failed: another writer has to write.
        """


@dataclass(frozen=True, slots=True)
class Assistant:
    """Who plans and who writes, and how many passages of a whole paper the writer is given.

    `find_most` returns how many more to read, of all papers in question together, where those leave
    the question open; 0 to read no more.
    """

    planner: Planner
    writer: Writer
    passages: int = 7
    find_most: Callable[[], int] = lambda: 0
