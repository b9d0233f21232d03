"""Tell a comparison as an answer to a question: under each aspect, a quote of each paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.answer import Answer, Aspect, Citation, Comparison
from bot.answering.lead import Heading, Lead
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence

if TYPE_CHECKING:
    from bot.answering.compare import Compare
    from bot.answering.paper_choice import ComparedPapers


async def answer_comparison(
    compare: Compare, blank: Answer, compared: ComparedPapers, language: str, model: str | None
) -> Answer:
    """Compare by what is asked; by the question as a whole if no paper states that."""
    ids = [paper.paper_id for paper in compared.papers]
    question = "" if compared.in_general else blank.searched
    asked = compared.asked if compared.surely_asked else ()
    if asked:
        comparison = await compare(
            ids, aspects=asked, question=question, language=language, model=model
        )
        answer = answer_from_comparison(blank, comparison, comparison.aspects)
        if answer.answered:
            return answer
    comparison = await compare(ids, question=question, language=language, model=model)
    common = tuple(row for row in comparison.aspects if all(cell.stated for cell in row.cells))
    answer = answer_from_comparison(blank, comparison, common or comparison.aspects)
    if asked and answer.answered:
        return replace(answer, lead=Lead("nearest"))
    return answer


def answer_from_comparison(
    blank: Answer, comparison: Comparison, aspects: tuple[Aspect, ...]
) -> Answer:
    """Return the rows that a paper states as an answer: a heading, then a sentence a paper."""
    numbers = {paper.paper_id: n for n, paper in enumerate(comparison.papers, 1)}
    sentences: list[Sentence] = []
    headings: list[Heading] = []
    evidence: Mapping[str, list[Evidence]] = {paper_id: [] for paper_id in numbers}
    for row in aspects:
        if not any(cell.stated for cell in row.cells):
            continue
        headings.append(Heading(len(sentences), row.name))
        for cell in row.cells:
            evidence[cell.paper_id] += cell.evidence
            cited = (numbers[cell.paper_id],)
            sentences.append(Sentence(cell.text, cited, evidence=cell.evidence))
    return replace(
        blank,
        answered=bool(sentences),
        mode=comparison.mode,
        model=comparison.model,
        sentences=tuple(sentences),
        citations=tuple(
            Citation(numbers[p.paper_id], p, tuple(evidence[p.paper_id])) for p in comparison.papers
        ),
        notice=f"{blank.notice} {comparison.notice}".strip(),
        usage=blank.usage + comparison.usage,
        lead=None,
        headings=tuple(headings),
        fallback=comparison.fallback,
        nearest=() if sentences else blank.nearest,
    )
