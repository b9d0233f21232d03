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
    """Questions name papers that are not in the library; the message lists them."""


Cost = Callable[[str, Usage], float | None]
"""Returns what a model's tokens cost in US dollars; None if its price is unknown."""

KnownPapers = Mapping[str, frozenset[str]]
"""The ids of the papers that answer each question."""


def find_known_papers(questions: Sequence[EvaluationQuestion], catalog: Catalog) -> KnownPapers:
    """Return the ids of the papers that the questions name; raise `UnknownPapers`."""
    found: dict[str, frozenset[str]] = {}
    missing: list[str] = []
    for question in questions:
        ids = set()
        for reference in question.papers:
            try:
                ids.add(catalog.find(reference).paper_id)
            except PaperNotFound:
                missing.append(f"line {question.line}: “{reference:.100}”")
        found[question.question] = frozenset(ids)
    if missing:
        more = f", and {len(missing) - 3:,} more" if len(missing) > 3 else ""
        raise UnknownPapers(f"not in the library: {'; '.join(missing[:3])}{more}")
    return found


async def evaluate_answers(
    questions: Sequence[EvaluationQuestion],
    known: KnownPapers,
    ask: Ask,
    check: ClaimChecker,
    *,
    model: str,
    cost: Cost,
    on_progress: Callable[[int], None] = lambda done: None,
) -> tuple[Outcome, ...]:
    """Ask the questions one after another, so that times are those of a single user.

    `model` names the model to ask; `on_progress` gets the number of questions answered.
    """

    def supports(text: str, papers: Sequence[Paper]) -> bool:
        return check.verify(text, papers).label == "supported"

    outcomes = []
    for done, question in enumerate(questions, 1):
        answer = await ask(question.question, options=AnswerOptions(model=model))
        outcomes.append(
            await asyncio.to_thread(
                build_outcome,
                question,
                answer,
                known[question.question],
                supports,
                model=model,
                cost=cost(model, answer.usage),
            )
        )
        on_progress(done)
    return tuple(outcomes)
