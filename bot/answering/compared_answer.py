"""Tell a comparison as an answer to a question: rows, and a line on top that sums it up."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.answering.answer import Answer, Aspect, Cell, Citation, Comparison
from bot.answering.claim_of_each import Judged, say_figures, say_of_each
from bot.answering.contrast import join_differences, join_shared
from bot.answering.language_model import DETAIL
from bot.answering.lead import Heading, Lead, LeadKey
from bot.answering.options import EXTRACTIVE
from bot.grounding.content_words import find_stems
from bot.grounding.evidence_spans import find_cited_evidence
from bot.grounding.sentence import Sentence
from bot.questions.compared import METHOD, asks_difference
from retrieval.paper import Evidence, Paper
from retrieval.text.sentences import split_sentences

if TYPE_CHECKING:
    from bot.answering.compare import Compare
    from bot.answering.paper_choice import ComparedPapers

_ASKS_SHARED = re.compile(r"\b(?:common|shared?|shares|similar\w*|alike|same)\b", re.IGNORECASE)
_MIN_SAID = 0.8  # of a sentence's words


async def answer_comparison(
    compare: Compare,
    blank: Answer,
    compared: ComparedPapers,
    judged: Sequence[Judged],
    language: str,
    model: str | None,
) -> Answer:
    """Compare by what is asked, or by the usual aspects if nothing is, or none is stated.

    `judged` is what holds of each paper, if that is asked.
    """
    ids = [paper.paper_id for paper in compared.papers]
    question = "" if compared.in_general else blank.searched
    set_beside: Callable[..., Awaitable[Comparison]] = partial(
        compare, ids, question=question, language=language, model=model
    )
    if judged:
        more = None
        if asks_difference(blank.searched):
            more = answer_from_comparison(blank, await set_beside(), has_line=False)
        return answer_claim(blank, judged, more)
    asked = compared.asked if compared.surely_asked else ()
    comparison = await set_beside(aspects=asked or None)
    sure = _keep_sure(comparison) if asked else ()
    if sure and any(c.status == "not-found" for row in comparison.aspects for c in row.cells):
        rest = await set_beside()  # what no sentence surely states may be in its details
        comparison = replace(rest, aspects=(*sure, *_keep_common(rest)))
    answer = answer_from_comparison(
        blank, comparison, compared.phrases, only_asked=compared.surely_asked
    )
    if not asked or answer.answered:
        return answer
    cells = [cell for row in comparison.aspects for cell in row.cells]
    answer = answer_from_comparison(blank, await set_beside())
    if all(cell.status == "not-stated" for cell in cells):
        answer = replace(answer, lead=Lead("not-stated"))
    return answer


def answer_from_comparison(
    blank: Answer,
    comparison: Comparison,
    phrases: Sequence[str] = (),
    *,
    only_asked: bool = False,
    has_line: bool = True,
) -> Answer:
    """Return a comparison as an answer: under each aspect, what each paper states.

    With `only_asked`, the aspects are those that the question asks for, below a line on figures if
    it asks which has more, else on what sets the papers apart; `phrases` are what it calls the
    papers. Aspects of which it is unsure whether a paper states them are left out. Else
    the aspects are those that all papers state, and the line above says what sets the papers apart
    and what they share; a row of which a cell says just that is left out. Without `has_line`, there
    is none.
    """
    aspects = _keep_sure(comparison) if only_asked else _keep_common(comparison)
    numbers = {paper.paper_id: n for n, paper in enumerate(comparison.papers, 1)}
    said: dict[str, list[str]] = {paper_id: [] for paper_id in numbers}
    question = blank.searched or blank.question
    lead = _state_figures(question, comparison, phrases) if only_asked else None
    if has_line and lead is None:
        lead = _contrast(comparison, blank.question)
        for paper, clause in zip(comparison.papers, comparison.differences, strict=False):
            said[paper.paper_id].append(clause.text)
    rows = _tell_once(aspects, comparison, said)
    if lead is not None:
        rows = [row for row in rows if not _lacks_text(row)] or rows
    sentences: list[Sentence] = []
    headings: list[Heading] = []
    evidence: Mapping[str, list[Evidence]] = {paper_id: [] for paper_id in numbers}
    for row in rows:
        if not any(cell.stated and cell.text for cell in row.cells):
            continue
        headings.append(Heading(len(sentences), row.name))
        for cell in row.cells:
            if cell.stated and cell.text:
                evidence[cell.paper_id] += cell.evidence
            if cell.text and cell.status != "not-found":
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
        lead=lead if sentences else None,
        headings=tuple(headings),
        fallback=comparison.fallback,
        nearest=() if sentences else blank.nearest,
    )


def _state_figures(question: str, comparison: Comparison, phrases: Sequence[str]) -> Lead | None:
    texts = [
        " ".join(row.cells[n].text for row in comparison.aspects if row.cells[n].stated)
        for n in range(len(comparison.papers))
    ]
    called = phrases or [paper.title for paper in comparison.papers]
    return say_figures(question, comparison.papers, called, texts)


def answer_claim(blank: Answer, judged: Sequence[Judged], more: Answer | None = None) -> Answer:
    """Return what holds of each paper, with the sentence of each that decides or comes nearest.

    Below it stand the rows of `more`, if the question also asks how the papers differ.
    """
    deciding: list[Sentence] = []
    for number, one in enumerate(judged, 1):
        if one.sentence:
            said = Sentence(one.sentence, (number,))
            evidence = find_cited_evidence((said,), number, one.paper)
            deciding.append(replace(said, evidence=evidence))
    others = more.sentences if more is not None else ()
    sentences = (*deciding, *others)
    rows = more.headings if more is not None else ()
    return replace(
        blank,
        answered=True,
        mode="extractive",
        model=EXTRACTIVE,
        sentences=sentences,
        citations=tuple(
            Citation(number, one.paper, find_cited_evidence(sentences, number, one.paper))
            for number, one in enumerate(judged, 1)
        ),
        lead=say_of_each(judged),
        headings=tuple(Heading(row.before + len(deciding), row.text) for row in rows),
        nearest=(),
    )


def _tell_once(
    aspects: Sequence[Aspect], comparison: Comparison, said: Mapping[str, list[str]]
) -> list[Aspect]:
    """Return the rows without what has been `said` of each paper before.

    Where the method has been, another sentence on it takes its place.
    """
    rows = []
    for aspect in aspects:
        cells = tuple(_leave_out(cell, said[cell.paper_id]) for cell in aspect.cells)
        if aspect.name in {DETAIL, METHOD}:
            elsewhere = {
                cell.paper_id: [cell.text, *(c.text for c in others)]
                for cell, *others in zip(*(row.cells for row in aspects), strict=True)
            }
            cells = (
                tuple(
                    _say_more(cell, paper, own, [*said[cell.paper_id], *elsewhere[cell.paper_id]])
                    for cell, paper, own in zip(
                        cells, comparison.papers, comparison.own, strict=False
                    )
                )
                or cells
            )
        row = replace(aspect, cells=cells)
        rows.append(row)
        for cell in () if _lacks_text(row) else cells:
            said[cell.paper_id].append(cell.text if cell.stated else "")
    return rows


def _say_more(cell: Cell, paper: Paper, own: Sequence[str], said: Sequence[str]) -> Cell:
    """Return a cell of which all has been said with the next sentence on the own work, if any."""
    if not cell.stated or cell.text:
        return cell
    texts = [span.text for one in own for span in split_sentences(one)]
    more = next((one for one in texts if not any(_says(told, one) for told in said)), "")
    evidence = find_cited_evidence((Sentence(more, (1,)),), 1, paper) if more else ()
    return replace(cell, text=more, evidence=evidence)


def _lacks_text(row: Aspect) -> bool:
    """Tell whether all of a cell has been said before, so that the row is one-sided."""
    return any(cell.stated and not cell.text for cell in row.cells)


def _leave_out(cell: Cell, said: Sequence[str]) -> Cell:
    """Return a cell without the sentences that have been said; its text may be empty then."""
    if not cell.stated:
        return cell
    left = [s.text for s in split_sentences(cell.text) if not any(_says(t, s.text) for t in said)]
    return replace(cell, text=" ".join(left))


def _says(told: str, sentence: str) -> bool:
    """Tell whether a text has nearly all words of a sentence; a mere phrase may be repeated."""
    words = find_stems(sentence)
    is_whole = sentence.endswith((".", "!", "?"))
    return is_whole and len(words & find_stems(told)) >= _MIN_SAID * len(words)


def _keep_common(comparison: Comparison) -> tuple[Aspect, ...]:
    """Return the row on the question, else those in which every paper states something, or all."""
    if detail := tuple(row for row in comparison.aspects if row.name == DETAIL):
        return detail
    common = tuple(a for a in comparison.aspects if all(cell.stated for cell in a.cells))
    return common or comparison.aspects


def _keep_sure(comparison: Comparison) -> tuple[Aspect, ...]:
    """Return the rows that each paper states or surely does not, with those of one text merged."""
    sure = [row for row in comparison.aspects if all(c.status != "not-found" for c in row.cells)]
    return _merge_same(sure)


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
    shared = join_shared(comparison.shared)
    difference = join_differences(comparison.differences)
    if not (shared or difference):
        return None
    key: LeadKey = "shared" if _ASKS_SHARED.search(question) else "contrast"
    return Lead(key, value=shared, difference=difference)
