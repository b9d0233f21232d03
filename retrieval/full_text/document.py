"""What is read from a whole paper: blocks of text with their section and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from retrieval.passage import MAX_FORMULA_CHARS, Box, Formula
from retrieval.text import patterns as re

CELL_SEPARATOR = " | "
"""Between the cells of a table's row; rows are lines."""

MAX_PAGES = 300
"""Of one PDF, that are read: the first, of a book or thesis that has more."""

_ABSTRACT = re.compile(
    r"(?i)(?:abstract|summary|zusammenfassung|kurzfassung|résumé|摘要|要旨|要約|概要)[ .:—–-]*"
)

BlockKind = Literal["heading", "paragraph", "caption", "table", "footnote", "reference"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, caption, table or other piece of a paper, in reading order.

    `section` are the headings above it with their numbers, outermost first and joined by
    `SECTION_SEPARATOR` ("3 Experiments › 3.2 Training"); empty before the first.
    `boxes` has the place of each character of `text`; it is empty where the source has no pages.
    `formulas` are those displayed in it of which the source is known.
    """

    kind: BlockKind
    text: str
    section: str = ""
    boxes: Sequence[Box] = ()
    formulas: tuple[Formula, ...] = ()


def place_formulas(text: str, found: Iterable[tuple[str, str]]) -> tuple[Formula, ...]:
    """Return where formulas stand in a text, by how each reads there and its source, in order."""
    placed: list[Formula] = []
    for read, source in found:
        after = placed[-1].end if placed else 0
        start = f" {text} ".find(f" {read} ", after)  # not within a word, if it is a letter
        if start < 0:
            start = text.find(read, after)
        if read and source and start >= 0 and len(source) <= MAX_FORMULA_CHARS:
            placed.append(Formula(start, start + len(read), source))
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper.

    `identifiers` has an arXiv id or DOI where the paper names its own. `page_labels` are the
    printed numbers of its pages, by index; empty where it has none. `unread_pages` are those, by
    index, that are pictures without text, or damaged; `unread_tables` are the names of tables
    ("Table 2") of which only the caption could be read. `is_open`: it says that everybody may copy
    it.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    identifiers: tuple[str, ...] = ()
    page_labels: tuple[str, ...] = ()
    pages: int = 0
    unread_pages: tuple[int, ...] = ()
    unread_tables: tuple[str, ...] = ()
    is_open: bool = False

    def name_page(self, page: int) -> str:
        """Return the number of a page, by index, as a reader counts: as printed, or from 1."""
        label = self.page_labels[page] if self.page_labels else ""
        return label or str(page + 1)

    @property
    def abstract(self) -> str:
        """The paragraphs of the first section, if it is the abstract; a note may stand above."""
        texts = [block for block in self.blocks if block.kind == "paragraph" and block.section]
        first = texts[0].section if texts else ""
        if not _ABSTRACT.fullmatch(first):
            return ""
        return " ".join(block.text for block in texts if block.section == first)
