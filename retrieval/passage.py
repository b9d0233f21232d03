"""Passages of whole papers: a few sentences or a table, and where they are printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

PassageKind = Literal["text", "caption", "table", "footnote"]

UNREAD_FORMULA = "[formula]"
"""Stands in a text for a displayed formula that cannot be written on one line."""

MAX_FORMULA_CHARS = 2_000
"""Of a formula's LaTeX or MathML; of a longer one only the text is kept."""

SECTION_SEPARATOR = " › "
"""Between the headings of a section and of those it is in."""


class Box(NamedTuple):
    """A rectangle on a page, in points (1/72 inch) from the lower left corner of the page as shown.

    `page` counts from 0.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """A part of a passage that is printed on one line: `text[start:end]` is printed in `box`."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Formula:
    """A displayed formula: `text[start:end]` is how it reads, `source` its LaTeX or MathML."""

    start: int
    end: int
    source: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One to three sentences of a paper, or some rows of a table under its caption.

    `section` are the headings above it, outermost first, joined by `SECTION_SEPARATOR`. `parts` say
    where each line of each sentence is printed, and `label` is the printed number of the page that
    it begins on, both empty where the source has no pages. `number` counts the passages of a text
    from 0. `formulas` are those displayed in it of which the source is known; PDFs have none.
    `score` says how near it comes to the question that it was read for, higher for nearer.
    """

    kind: PassageKind
    text: str
    section: str = ""
    parts: tuple[PrintedPart, ...] = ()
    label: str = ""
    number: int = 0
    formulas: tuple[Formula, ...] = ()
    score: float = field(default=0.0, compare=False)

    @property
    def page(self) -> int | None:
        """The page that it begins on, from 0, if the source has pages."""
        return self.parts[0].box.page if self.parts else None

    @property
    def printed_page(self) -> str:
        """The number of the page as a reader counts: as printed, or from 1; empty without pages."""
        return self.label or ("" if self.page is None else str(self.page + 1))

    def find_boxes(self, start: int, end: int) -> list[Box]:
        """Return where the lines of `text[start:end]` are printed."""
        return [part.box for part in self.parts if part.start < end and part.end > start]

    def find_formulas(self, start: int, end: int) -> tuple[str, ...]:
        """Return the sources of the formulas in `text[start:end]`."""
        return tuple(one.source for one in self.formulas if one.start < end and one.end > start)


@dataclass(frozen=True, slots=True)
class WholeText:
    """The text of a whole paper: its web address and number of pages, where it has them.

    `is_read`: all of it was read for a question, or else the passages that come near that.
    """

    url: str = ""
    pages: int = 0
    is_read: bool = False
