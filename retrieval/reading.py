"""Read papers sentence by sentence: their abstracts, and the passages found for a question."""

from __future__ import annotations

from retrieval.paper import Evidence, Paper
from retrieval.passage import Passage
from retrieval.text import patterns as re
from retrieval.text.labels import split_abstract
from retrieval.text.sentence_roles import ClassifiedSentence, Role, classify_abstract
from retrieval.text.sentences import Span, split_sentences

_ROLES = [
    (role, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for role, words in (
        (Role.LIMITATION, "limitation|threats? to validity|caveat"),
        (Role.RESULT, "result|finding|evaluation|discussion|conclusion|analys|ablation"),
        (Role.METHOD, "method|approach|model|experiment|implement|train|setup|setting|data|proced"),
        (Role.BACKGROUND, "introduction|background|related|prior|previous|preliminar"),
    )
]


def split_paper(paper: Paper) -> list[Span]:
    """Return the sentences of `paper.text` in order; a table is one, as its rows need its head."""
    spans = split_abstract(paper.abstract)
    at = len(paper.abstract) + 1
    for passage in paper.passages:
        spans.extend(
            Span(span.text, at + span.start, at + span.end) for span in _split_passage(passage)
        )
        at += len(passage.text) + 1
    return spans


def classify_paper(paper: Paper) -> list[ClassifiedSentence]:
    """Return the sentences of a paper with their roles, those of passages by their sections."""
    known = classify_abstract(paper.abstract)
    later = split_paper(paper)[len(known) :]
    roles = (
        _find_role(passage.section) for passage in paper.passages for _ in _split_passage(passage)
    )
    return [*known, *map(ClassifiedSentence, later, roles)]


def cite(paper: Paper, span: Span) -> Evidence:
    """Return a sentence of `paper.text` as evidence, with the section and page it stands on."""
    at = len(paper.abstract) + 1
    for passage in paper.passages:
        if span.start < at:
            break
        if span.start < at + len(passage.text):
            return Evidence(
                paper.paper_id,
                span.text,
                span.start,
                span.end,
                passage.section,
                passage.printed_page,
                passage.number,
                passage.page,
            )
        at += len(passage.text) + 1
    return Evidence(paper.paper_id, span.text, span.start, span.end)


def _split_passage(passage: Passage) -> list[Span]:
    if passage.kind == "table":
        return [Span(passage.text, 0, len(passage.text))]
    return split_sentences(passage.text)


def _find_role(section: str) -> Role:
    return next((role for role, words in _ROLES if words.search(section)), Role.OTHER)
