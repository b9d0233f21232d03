"""Quote papers side by side: under each aspect, a quote of each paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.generate import GeneratedText
from bot.answering.lead import Heading
from bot.answering.options import EXTRACTIVE
from bot.grounding.sentence import Sentence

if TYPE_CHECKING:
    from bot.answering.assistant import Plan
    from bot.answering.compare import Compare


async def quote_comparison(compare: Compare, plan: Plan, language: str) -> GeneratedText:
    """Compare by what is asked, or by the usual aspects: a heading, then a sentence a paper.

    Rows that all papers state are shown, or, without any, those that one states.
    """
    ids = [paper.paper_id for paper in plan.papers]
    question = "" if plan.in_general else plan.asked
    comparison = await compare(ids, question=question, language=language, model=EXTRACTIVE)
    rows = [row for row in comparison.aspects if any(cell.stated for cell in row.cells)]
    common = [row for row in rows if all(cell.stated for cell in row.cells)]
    numbers = {paper.paper_id: n for n, paper in enumerate(comparison.papers, 1)}
    sentences: list[Sentence] = []
    headings: list[Heading] = []
    for row in common or rows:
        headings.append(Heading(len(sentences), row.name))
        sentences += [
            Sentence(cell.text, (numbers[cell.paper_id],), evidence=cell.evidence)
            for cell in row.cells
        ]
    return GeneratedText(
        tuple(sentences), comparison.mode, comparison.model, headings=tuple(headings)
    )
