"""Quote papers side by side: under each aspect, a quote of each paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.answer import Aspect, Comparison
from bot.answering.generate import GeneratedText
from bot.answering.lead import Heading, Lead
from bot.answering.options import EXTRACTIVE
from bot.grounding.sentence import Sentence

if TYPE_CHECKING:
    from bot.answering.compare import Compare
    from bot.answering.plan import Plan


async def quote_comparison(compare: Compare, plan: Plan, language: str) -> GeneratedText:
    """Compare by what is asked; by the question as a whole if no paper states that."""
    ids = [paper.paper_id for paper in plan.papers]
    question = "" if plan.in_general else plan.asked
    if plan.aspects:
        comparison = await compare(
            ids, aspects=plan.aspects, question=question, language=language, model=EXTRACTIVE
        )
        text = write_rows(comparison, comparison.aspects)
        if text.sentences:
            return text
    comparison = await compare(ids, question=question, language=language, model=EXTRACTIVE)
    common = tuple(row for row in comparison.aspects if all(cell.stated for cell in row.cells))
    lead = Lead("nearest") if plan.aspects else None
    return write_rows(comparison, common or comparison.aspects, lead)


def write_rows(
    comparison: Comparison, aspects: tuple[Aspect, ...], lead: Lead | None = None
) -> GeneratedText:
    """Return the rows that a paper states: a heading, then a sentence a paper."""
    numbers = {paper.paper_id: n for n, paper in enumerate(comparison.papers, 1)}
    sentences: list[Sentence] = []
    headings: list[Heading] = []
    for row in aspects:
        if not any(cell.stated for cell in row.cells):
            continue
        headings.append(Heading(len(sentences), row.name))
        for cell in row.cells:
            cited = (numbers[cell.paper_id],)
            sentences.append(Sentence(cell.text, cited, evidence=cell.evidence))
    return GeneratedText(
        tuple(sentences),
        comparison.mode,
        comparison.model,
        lead=lead if sentences else None,
        headings=tuple(headings),
    )
