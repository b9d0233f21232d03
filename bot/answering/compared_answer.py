"""Tell a comparison as an answer to a question: rows, and a line on top that sums it up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answerability.names import has_name
from bot.answering.answer import Answer, Aspect, Cell, Citation, Comparison
from bot.answering.contrast import join_differences
from bot.answering.figures import asks_degree, rank_figures
from bot.answering.lead import Heading, Lead, LeadKey
from bot.answering.options import EXTRACTIVE
from bot.answering.suggestions import name_paper
from bot.grounding.evidence_spans import find_cited_evidence
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper
from retrieval.text.sentences import split_sentences

_MAX_WITHIN = 2  # sentences on each of two things in one paper
_MAX_NAME_CHARS = 40
_ASKS_SHARED = re.compile(r"\b(?:common|shared?|shares|similar\w*|alike|same)\b", re.IGNORECASE)
_ROWS_FIRST = ("Method", "Results")
"""Rows of a comparison that keep a sentence which others have too."""


def answer_from_comparison(
    blank: Answer, comparison: Comparison, *, only_asked: bool = False
) -> Answer:
    """Return a comparison as an answer: under each aspect, what each paper states.

    With `only_asked`, the aspects are those that the question asks for, and the line above ranks
    figures; else it says what sets the papers apart and what they share.
    """
    aspects = _merge_same(comparison.aspects) if only_asked else comparison.aspects
    comparison = replace(comparison, aspects=aspects)
    numbers = {paper.paper_id: n for n, paper in enumerate(comparison.papers, 1)}
    sentences: list[Sentence] = []
    headings: list[Heading] = []
    rows: dict[tuple[str, str], str] = {}  # the row in which a text says most
    for name in (*_ROWS_FIRST, *(aspect.name for aspect in comparison.aspects)):
        for aspect in comparison.aspects:
            for cell in aspect.cells if aspect.name == name else ():
                rows.setdefault((cell.paper_id, cell.text), name)
    for aspect in comparison.aspects:
        if not any(cell.stated for cell in aspect.cells):
            continue
        told = [
            cell
            for cell in aspect.cells
            if not cell.stated or rows[cell.paper_id, cell.text] == aspect.name
        ]
        if any(cell.stated for cell in told):
            headings.append(Heading(len(sentences), aspect.name))
            sentences += [
                Sentence(cell.text, (numbers[cell.paper_id],), evidence=cell.evidence)
                for cell in told
            ]
    evidence: Mapping[str, list[Evidence]] = {paper_id: [] for paper_id in numbers}
    for aspect in comparison.aspects:
        for cell in aspect.cells:
            evidence[cell.paper_id] += cell.evidence
    lead = (_rank if only_asked else _contrast)(comparison, blank.question)
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
        lead=lead if sentences else None,
        headings=tuple(headings),
        fallback=comparison.fallback,
        nearest=() if sentences else blank.nearest,
    )


def answer_within(blank: Answer, paper: Paper, names: Sequence[str]) -> Answer | None:
    """Return what one paper says of things with names that it compares; None if it lacks one."""
    texts = [span.text for span in split_sentences(paper.abstract)]
    having = [[text for text in texts if has_name(text, name)][:_MAX_WITHIN] for name in names]
    if not all(having):
        return None
    chosen = {text for of_one in having for text in of_one}
    sentences = tuple(Sentence(text, (1,)) for text in texts if text in chosen)
    citation = Citation(1, paper, find_cited_evidence(sentences, 1, paper))
    return replace(
        blank,
        answered=True,
        mode="extractive",
        model=EXTRACTIVE,
        sentences=sentences,
        citations=(citation,),
        nearest=(),
    )


def _merge_same(aspects: Sequence[Aspect]) -> tuple[Aspect, ...]:
    """Return rows of which those are one that have the same words for a paper."""
    merged: list[Aspect] = []
    for row in aspects:
        same = next(
            (
                place
                for place, other in enumerate(merged)
                if any(
                    a.stated and a.text == b.text
                    for a, b in zip(row.cells, other.cells, strict=True)
                )
            ),
            None,
        )
        if same is None:
            merged.append(row)
            continue
        other = merged[same]
        cells = tuple(_join(a, b) for a, b in zip(other.cells, row.cells, strict=True))
        merged[same] = Aspect(f"{other.name}, {row.name[:1].lower()}{row.name[1:]}", cells)
    return tuple(merged)


def _join(cell: Cell, other: Cell) -> Cell:
    if not other.stated or other.text in cell.text:
        return cell
    if not cell.stated or cell.text in other.text:
        return other
    return replace(
        cell, text=f"{cell.text} {other.text}", evidence=(*cell.evidence, *other.evidence)
    )


def _contrast(comparison: Comparison, question: str) -> Lead | None:
    """Return a line on what sets the papers apart, and on what they have in common."""
    shared = ", ".join(term.text for term in comparison.shared)
    difference = join_differences(comparison.differences)
    if not (shared or difference):
        return None
    key: LeadKey = "shared" if _ASKS_SHARED.search(question) else "contrast"
    return Lead(key, value=shared, difference=difference)


def _rank(comparison: Comparison, question: str) -> Lead | None:
    """Return which paper states the higher or lower figure, if a question asks that."""
    if not asks_degree(question):
        return None
    columns = [
        " ".join(row.cells[n].text for row in comparison.aspects if row.cells[n].stated)
        for n in range(len(comparison.papers))
    ]
    ranking = rank_figures(question, columns)
    if ranking is None:
        return Lead("not-ranked")
    name = name_paper(comparison.papers[ranking.first])
    marks = [f"[{place + 1}]" for place in (ranking.first, 1 - ranking.first)]
    more, less = (ranking.figures[place].text for place in (ranking.first, 1 - ranking.first))
    is_short = len(name) <= _MAX_NAME_CHARS
    value = f"{more} {marks[0]}" if is_short else more
    return Lead(
        ranking.order,
        title=name if is_short else marks[0],
        value=f"{value} against {less} {marks[1]} on {ranking.figures[0].setting}",
    )
