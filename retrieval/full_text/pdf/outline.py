"""Find where the headings are printed that a PDF's own outline names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import pypdfium2 as pdfium

from retrieval.full_text import headings
from retrieval.full_text.pdf.lines import Line
from retrieval.text import patterns as re

_MAX_ENTRIES = 1_000
_MAX_LINES = 4  # of one heading
_MIN_TITLE = 3  # letters and digits
_MIN_FOUND = 3  # headings: fewer say nothing of the others
_NUMBER = re.compile(r"(?:(?:Appendix )?[A-Z]|\d{1,2}|[IVX]{1,5})(?:\.\d{1,2})*[.:]? +")
_CHAPTER = re.compile(r"(?i)(?:chapter|part|appendix|kapitel|teil|anhang|chapitre|annexe) \w{1,4}")


class Entry(NamedTuple):
    """A title of an outline, and the page that it leads to, from 0."""

    title: str
    page: int


def read_outline(pdf: pdfium.PdfDocument) -> list[Entry]:
    """Return the entries of a PDF's outline that lead to a page; it may have none."""
    places = ((one.get_title(), one.get_dest()) for one in islice(pdf.get_toc(), _MAX_ENTRIES))
    found = ((title, dest.get_index()) for title, dest in places if dest is not None)
    return [Entry(title, page) for title, page in found if page is not None]


def find_printed(outline: Sequence[Entry], lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each heading that an outline names, as far as they are on its page.

    Return none if hardly any are: then it is no outline of sections.
    """
    pages: dict[int, list[tuple[Line, set[str]]]] = {}
    for line in lines if outline else ():
        pages.setdefault(line.page, []).append((line, _spell_both(line.text)))
    found = [
        max(places, key=_is_strong)
        for entry in outline
        if (places := list(_find_title(_spell_both(entry.title), pages.get(entry.page, ()))))
    ]
    return found if len(found) >= _MIN_FOUND else []


def _is_strong(lines: Sequence[Line]) -> tuple[bool, float]:
    return lines[-1].bold, lines[-1].size


def _find_title(wanted: set[str], lines: Sequence[tuple[Line, set[str]]]) -> Iterator[list[Line]]:
    """Yield the lines that are a title, with or without its number."""
    for start, (_, begins) in enumerate(lines):
        for begin in begins:
            text = begin
            for end in range(start + 1, start + 1 + _MAX_LINES):
                if text in wanted:
                    named = start > 0 and _CHAPTER.fullmatch(lines[start - 1][0].text)
                    yield [line for line, _ in lines[start - 1 if named else start : end]]
                if end == len(lines) or not any(title.startswith(text) for title in wanted):
                    break
                text += headings.spell(lines[end][0].text)


def _spell_both(title: str) -> set[str]:
    """Return the letters of a title with and without its number."""
    both = headings.spell(title), headings.spell(_NUMBER.sub("", title, count=1))
    return {text for text in both if len(text) >= _MIN_TITLE}
