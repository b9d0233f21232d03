"""Receipts record how an answer came about, so that it can be inspected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answering.answer import Answer
from bot.answering.options import AnswerOptions
from bot.grounding.sentence import Sentence
from bot.records.server_settings import ServerSettings
from retrieval.paper import Paper
from retrieval.search.query import Filters


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """What answered: Footnote's version, the embedder's id, the number of papers, the model."""

    version: str
    embedder: str
    papers: int
    model: str = ""


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """What a question was asked with: its filters, its options, and what it follows.

    `parent_id` is the receipt of the previous question in the same conversation, whose text is
    stored only there, so that it can be erased.
    """

    filters: Filters = Filters()
    options: AnswerOptions = AnswerOptions()
    parent_id: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where in Discord a question was asked, and by whom; all None in a terminal."""

    guild_id: int | None = None
    channel_id: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """How an answer came about.

    The id is that of its turn, if there is one. `answer` has no abstracts and passages, which are
    in the library. `cost` is in US dollars, None if the model's price is unknown.
    """

    receipt_id: str
    made_at: datetime
    answer: Answer
    build: BuildInfo
    request: AnswerRequest = AnswerRequest()
    scope: Scope = Scope()
    cost: float | None = None

    @property
    def question(self) -> str:
        """The question, as it was asked."""
        return self.answer.question

    @property
    def numbered_papers(self) -> Mapping[int, Paper]:
        """The papers that the sentences may cite, by number; only their ids and titles are kept."""
        return {
            found.number: Paper(found.paper_id, found.title, "")
            for found in self.answer.retrieved
            if found.number is not None
        }


def build_receipt(
    answer: Answer,
    *,
    receipt_id: str,
    made_at: datetime,
    build: BuildInfo,
    request: AnswerRequest = AnswerRequest(),
    scope: Scope = Scope(),
) -> Receipt:
    """Return the receipt of an answer."""
    return Receipt(
        receipt_id,
        made_at,
        _strip_papers(answer),
        build,
        request,
        scope,
        answer.usage.dollars,
    )


def strip_receipt_fields(answer: Answer) -> Answer:
    """Return an answer without the fields that only its receipt may keep, for a limited time."""
    # The number of withheld sentences is shown below the answer, but not their texts.
    discarded = tuple(
        replace(each, sentence=Sentence("", supported=False)) for each in answer.discarded
    )
    return replace(answer, retrieved=(), prompt=None, discarded=discarded)


def retention_days(settings: ServerSettings, max_days: int) -> int:
    """Return how many days a server's receipts are kept: its own choice, at most `max_days`."""
    return max_days if settings.receipt_days is None else min(settings.receipt_days, max_days)


def _strip_papers(answer: Answer) -> Answer:
    missing = answer.missing
    if missing is not None:
        missing = replace(missing, closest=_strip_abstract(missing.closest))
    nearest = tuple(
        replace(hit, paper=_strip_abstract(hit.paper), snippet="", packed=b"")
        for hit in answer.nearest
    )
    return replace(answer, citations=(), nearest=nearest, missing=missing)


def _strip_abstract(paper: Paper) -> Paper:
    return replace(paper, abstract="", extra={})
