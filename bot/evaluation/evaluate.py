"""Ask every question, and measure each answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.language_model import Turn
from bot.answering.options import AnswerOptions
from bot.evaluation.outcome import Outcome, build_outcome
from bot.evaluation.questions import EvaluationQuestion
from bot.grounding.evidence_spans import find_verbatim
from retrieval.errors import PaperNotFound
from retrieval.paper import Paper
from retrieval.search.query import fold_words
from retrieval.text.sentences import split_sentences

if TYPE_CHECKING:
    from bot.answering.ask import Ask
    from bot.grounding.checker import ClaimChecker
    from retrieval.library.catalog.catalog import Catalog


class UnknownPapers(ValueError):
    """Questions name papers that are not in the library; the message lists them."""


def resolve_papers(
    questions: Sequence[EvaluationQuestion], catalog: Catalog
) -> tuple[EvaluationQuestion, ...]:
    """Return the questions with the ids of the papers that they name; raise `UnknownPapers`."""
    missing: list[str] = []

    def find(question: EvaluationQuestion, reference: str) -> str:
        try:
            return catalog.find(reference).paper_id
        except PaperNotFound:
            missing.append(f"line {question.line}: “{reference:.100}”")
            return reference

    resolved = tuple(
        replace(
            question,
            papers=tuple(find(question, paper) for paper in question.papers),
            may=tuple(find(question, paper) for paper in question.may),
            cells=tuple(replace(cell, paper=find(question, cell.paper)) for cell in question.cells),
        )
        for question in questions
    )
    if missing:
        more = f", and {len(missing) - 3:,} more" if len(missing) > 3 else ""
        raise UnknownPapers(f"not in the library: {'; '.join(missing[:3])}{more}")
    return resolved


async def evaluate_answers(
    questions: Sequence[EvaluationQuestion],
    ask: Ask,
    check: ClaimChecker,
    *,
    model: str,
    on_progress: Callable[[int], None] = lambda done: None,
) -> tuple[Outcome, ...]:
    """Ask the questions one after another, so that times are those of a single user.

    Their papers must be ids. A follow-up is asked after the question before it, which is not
    measured. `model` names the model to ask; `on_progress` gets the number of questions answered.
    """
    options = AnswerOptions(model=model)

    def supports(text: str, papers: Sequence[Paper]) -> bool:
        return _repeats(text, papers) or check.verify(text, papers).supported

    outcomes = []
    for done, question in enumerate(questions, 1):
        history = []
        if question.after:
            earlier = await ask(question.after, options=options)
            history.append(Turn(question.after, earlier.text, earlier.paper_ids))
        answer = await ask(question.question, history=history, options=options)
        outcomes.append(
            await asyncio.to_thread(build_outcome, question, answer, supports, model=model)
        )
        on_progress(done)
    return tuple(outcomes)


def _repeats(text: str, papers: Sequence[Paper]) -> bool:
    """Tell whether one of the papers has each sentence of a text word for word, or a part of it.

    A cell of a comparison may be a phrase ("ImageNet and COCO"), which is not a claim to check.
    """
    parts = [span.text for span in split_sentences(text)]
    return any(all(_has_words(paper, part) for part in parts) for paper in papers)


def _has_words(paper: Paper, part: str) -> bool:
    words = f" {' '.join(fold_words(part))} "
    known = f" {' '.join(fold_words(paper.abstract))} "
    return words in known or find_verbatim(part, paper) is not None
