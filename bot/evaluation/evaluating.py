"""Ask every question, and measure each answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from bot.answering.answer import Answer
from bot.answering.language_model import Usage
from bot.answering.options import AnswerOptions
from bot.evaluation.outcome import Outcome, outcome_of
from bot.evaluation.questions import Asked
from bot.grounding.verdict import Verdict
from retrieval.errors import PaperNotFound
from retrieval.paper import Paper


class Asking(Protocol):
    """Answers a question from the library."""

    async def __call__(self, question: str, *, options: AnswerOptions = ...) -> Answer:
        """Return the whole answer."""


class Judging(Protocol):
    """Decides whether papers say what a text says; blocks for some milliseconds."""

    def judge(self, text: str, papers: Sequence[Paper]) -> Verdict:
        """Return what the check finds."""


class Finding(Protocol):
    """Finds papers of the library; blocks."""

    def find(self, reference: str) -> Paper:
        """Return the paper of an id, link or title; raise `PaperNotFound`."""


class UnknownPapers(ValueError):
    """Questions name papers that the library does not have; the message says which."""


Cost = Callable[[str, Usage], float | None]
"""Tells what a model's tokens cost, in US dollars; None where its price is not known."""

Known = Mapping[str, frozenset[str]]
"""The ids of the papers that answer, by question."""


def known_papers(asked: Sequence[Asked], library: Finding) -> Known:
    """Return the ids of the papers that the questions name; raise `UnknownPapers`."""
    found: dict[str, frozenset[str]] = {}
    missing: list[str] = []
    for one in asked:
        ids = set()
        for reference in one.papers:
            try:
                ids.add(library.find(reference).paper_id)
            except PaperNotFound:
                missing.append(f"line {one.line}: “{reference:.100}”")
        found[one.question] = frozenset(ids)
    if missing:
        more = f", and {len(missing) - 3:,} more" if len(missing) > 3 else ""
        raise UnknownPapers(f"not in the library: {'; '.join(missing[:3])}{more}")
    return found


async def evaluate_answers(
    asked: Sequence[Asked],
    known: Known,
    ask: Asking,
    check: Judging,
    *,
    model: str,
    cost: Cost,
    told: Callable[[int], None] = lambda done: None,
) -> tuple[Outcome, ...]:
    """Ask the questions one after the other, so that their times are those of one person alone.

    `model` is the name of what is to write; `told` hears after each question how many are done.
    """

    def supports(text: str, papers: Sequence[Paper]) -> bool:
        return check.judge(text, papers).label == "supported"

    outcomes = []
    for done, one in enumerate(asked, 1):
        answer = await ask(one.question, options=AnswerOptions(model=model))
        outcomes.append(
            await asyncio.to_thread(
                outcome_of,
                one,
                answer,
                known[one.question],
                supports,
                model=model,
                cost=cost(model, answer.usage),
            )
        )
        told(done)
    return tuple(outcomes)
