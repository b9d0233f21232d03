"""Ask every question, and measure each answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.answering.language_model import Usage
from bot.answering.options import AnswerOptions
from bot.evaluation.outcome import Outcome, build_outcome
from bot.evaluation.questions import EvaluationQuestion
from retrieval.errors import PaperNotFound
from retrieval.paper import Paper

if TYPE_CHECKING:
    from bot.answering.ask import Ask
    from bot.grounding.checker import ClaimChecker
    from retrieval.library.catalog.catalog import Catalog


class UnknownPapers(ValueError):
    """Questions name papers that the library does not have; the message says which."""


Cost = Callable[[str, Usage], float | None]
"""Tells what a model's tokens cost, in US dollars; None where its price is not known."""

Known = Mapping[str, frozenset[str]]
"""The ids of the papers that answer, by question."""


def known_papers(asked: Sequence[EvaluationQuestion], catalog: Catalog) -> Known:
    """Return the ids of the papers that the questions name; raise `UnknownPapers`."""
    found: dict[str, frozenset[str]] = {}
    missing: list[str] = []
    for one in asked:
        ids = set()
        for reference in one.papers:
            try:
                ids.add(catalog.find(reference).paper_id)
            except PaperNotFound:
                missing.append(f"line {one.line}: “{reference:.100}”")
        found[one.question] = frozenset(ids)
    if missing:
        more = f", and {len(missing) - 3:,} more" if len(missing) > 3 else ""
        raise UnknownPapers(f"not in the library: {'; '.join(missing[:3])}{more}")
    return found


async def evaluate_answers(
    asked: Sequence[EvaluationQuestion],
    known: Known,
    ask: Ask,
    check: ClaimChecker,
    *,
    model: str,
    cost: Cost,
    on_progress: Callable[[int], None] = lambda done: None,
) -> tuple[Outcome, ...]:
    """Ask the questions one after another, so that their times are those of a single user.

    `model` names the model that writes; `on_progress` gets the number of questions done.
    """

    def supports(text: str, papers: Sequence[Paper]) -> bool:
        return check.judge(text, papers).label == "supported"

    outcomes = []
    for done, one in enumerate(asked, 1):
        answer = await ask(one.question, options=AnswerOptions(model=model))
        outcomes.append(
            await asyncio.to_thread(
                build_outcome,
                one,
                answer,
                known[one.question],
                supports,
                model=model,
                cost=cost(model, answer.usage),
            )
        )
        on_progress(done)
    return tuple(outcomes)
