"""Read papers sentence by sentence: their abstracts, and the passages found for a question."""

from __future__ import annotations

from functools import lru_cache

from retrieval.full_text.document import CELL_SEPARATOR
from retrieval.full_text.headings import CAPTION
from retrieval.paper import Evidence, Paper
from retrieval.passage import Passage
from retrieval.text import patterns as re
from retrieval.text.labels import split_abstract
from retrieval.text.sentence_roles import (
    LIMITATION,
    ClassifiedSentence,
    Role,
    classify_abstract,
)
from retrieval.text.sentences import Span, split_sentences

_ROLES = [
    (role, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for role, words in (
        (Role.LIMITATION, "limitation|threats? to validity|caveat"),
        (
            Role.OTHER,
            "acknowledg|references?$|statistic|funding|ethic|conflicts? of|competing|availability|"
            "authors?’? contribution|supplement",
        ),
        (Role.METHOD, "methods?(?: and [a-z ]+)?(?: ›|$)|materials? and|methodology"),
        (Role.RESULT, "result|finding|evaluat|discussion|conclu|analys|ablation|outcome"),
        (
            Role.METHOD,
            "method|approach|model|experiment|implement|train|setup|setting|data|proced|patient|"
            "participant|subject|animal|sampl|algorithm|architecture|corpus|overview",
        ),
        (Role.RELATED, "related|prior|previous|literature"),
        (Role.BACKGROUND, "introduction|background|preliminar|motivation|problem"),
    )
]
"""Words of the headings above a text; the first that are found say what it does."""
_IN_BODY = re.compile(r"(?:[2-9]|[1-9]\d|I[IVX]|[VX][IVX]*)\.?\s")
"""A numbered section that is no introduction: its heading may name the method itself."""
_IN_APPENDIX = re.compile(r"(?i:appendi|supplement)|[A-HJ-UWYZ](?:\.\d+)*[.:]?\s(?![a-z])")
_CLOSING = re.compile(r"\b(?:discussion|conclu|future work|summary(?:$| and))", re.IGNORECASE)
_LEFT_OPEN = re.compile(
    r"\b(?:limitations?|future (?:work|stud|direction)|in (?:the )?future|(?:further|additional) "
    r"(?:stud|explor|investigat|work|research)|did not (?:investigate|examine|consider|address|"
    r"assess|measure|include)|may not (?:generali|apply|hold)|may have (?:had an? (?:effect|impact|"
    r"influence)|affected|biased|prevented)|(?:was|were) not possible|cannot be answered|"
    r"remains? (?:to be|open|unclear|unknown))",
    re.IGNORECASE,
)
"""Phrases for what the authors leave open, where they look back on their work."""


_MAX_CAPTION_CHARS, _MAX_HEAD_CHARS, _MAX_ROW_CHARS = 110, 100, 160
"""How much of each is quoted of a table."""


def split_paper(paper: Paper, most: int | None = None) -> list[Span]:
    """Return the sentences of `paper.text` in order; a table is one, as its rows need its head.

    Of the abstract there are at most `most`, the first.
    """
    spans = split_abstract(paper.abstract)[:most]
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
    within = (passage for passage in paper.passages for _ in _split_passage(passage))
    return [
        *known,
        *(
            ClassifiedSentence(
                span, find_role(one.section, span.text), one.kind, section=one.section
            )
            for span, one in zip(later, within, strict=True)
        ),
    ]


def find_role(section: str, text: str) -> Role:
    """Return what a text does in its paper, by the headings above it.

    In a discussion or conclusion, its words may say that it states a limitation.
    """
    role = _find_section_role(section)
    if role is Role.RESULT and is_closing(section):
        says = LIMITATION.search(text) or _LEFT_OPEN.search(text)
        return Role.LIMITATION if says else role
    return role


def is_closing(section: str) -> bool:
    """Tell whether a section is one in which authors look back: a discussion or conclusion."""
    return _CLOSING.search(section) is not None


@lru_cache(maxsize=1_024)
def _find_section_role(section: str) -> Role:
    if _IN_APPENDIX.match(section):
        return Role.OTHER
    unknown = Role.METHOD if _IN_BODY.match(section) else Role.OTHER
    return next((role for role, words in _ROLES if words.search(section)), unknown)


def cite(paper: Paper, span: Span) -> Evidence:
    """Return a sentence of `paper.text` as evidence, with its section and page."""
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
                passage.find_formulas(span.start - at, span.end - at),
            )
        at += len(passage.text) + 1
    return Evidence(paper.paper_id, span.text, span.start, span.end)


def split_table(sentence: str) -> tuple[list[str], list[str]]:
    """Return what begins a table, and its rows; no rows for any other sentence of `split_paper`.

    It begins with its caption's first sentence, if it has one, and its head. Of each line only so
    much is returned as is quoted; “…” marks what is cut.
    """
    lines = [line for line in sentence.split("\n") if line.strip()]
    if len(lines) < 2:
        return [sentence], []
    has_caption = CELL_SEPARATOR not in lines[0] or CAPTION.match(lines[0])
    caption, rows = (lines[:1], lines[1:]) if has_caption else ([], lines)
    begin = [_cut(split_sentences(one)[0].text, _MAX_CAPTION_CHARS) for one in caption]
    if len(rows) > 1:
        begin.append(_cut(rows.pop(0), _MAX_HEAD_CHARS))
    return begin, [_cut(row, _MAX_ROW_CHARS) for row in rows]


def _cut(text: str, most: int) -> str:
    """Return the beginning of a text, up to the end of a word."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]}…"


def _split_passage(passage: Passage) -> list[Span]:
    if passage.kind == "table":
        return [Span(passage.text, 0, len(passage.text))]
    return split_sentences(passage.text)
