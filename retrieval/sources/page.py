"""Read papers from a saved Hugging Face Papers page, as text or as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.errors import SourceError
from retrieval.paper import Paper, identify
from retrieval.sources.page_html import read_html
from retrieval.sources.records import Record, Rejected

SOURCE = "huggingface-page"

_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_FURNITURE = re.compile(
    rf"""new|subscribe|get\ trending\ papers\ in\ your\ email.*|by\s?ak(?:\s.*)?|(?:daily\ )?papers
    |(?:published\ on\ |on\ )?(?:{_MONTHS})[a-z]*\.?\s\d{{1,2}}(?:,\s\d{{4}})?
    |\d{{4}}-\d{{2}}-\d{{2}}
    |upvote|submitted\ by.*|view\ (?:all|more|pdf|arxiv\ page).*|·?\s?\d+\ authors?|hugging\ face
    |[\W\d]+[km]?|log\ in|sign\ up|previous|next|search|trending.{{0,12}}|https?://\S+""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_TITLE = 300
_SHORTEST_ABSTRACT = 200
_SHORTEST_SENTENCE = 80


def read(text: str) -> Iterator[Record | Rejected]:
    """Yield the papers of a page: pairs of lines in text, articles or embedded JSON in HTML.

    Raises SourceError where the page shows no paper.
    """
    markup = text.lstrip("\ufeff \t\r\n").startswith("<")
    papers = 0
    for result in read_html(text, SOURCE) if markup else _read_text(text):
        papers += isinstance(result, Record)
        yield result
    if not papers:
        raise SourceError(
            "This page shows no papers. Save a page of huggingface.co/papers as HTML, or as text "
            "with each paper's title on one line and its abstract on the next."
        )


def _read_text(text: str) -> Iterator[Record | Rejected]:
    """Pair each title line with the abstract line after it, past the page's own lines."""
    title = ""
    title_line = 0
    for number, line in enumerate(text.replace("\x00", "").splitlines(), start=1):
        line = line.strip().lstrip("\ufeff")
        if not line or _FURNITURE.fullmatch(line[: _LONGEST_TITLE + 1]):
            continue
        if title and _is_abstract(line):
            paper = Paper(identify(title), title, line, source=SOURCE)
            yield Record(paper, title_line)
            title = ""
        elif len(line) > _LONGEST_TITLE:
            yield Rejected(number, "This abstract has no title line before it.")
        else:
            if title:
                yield Rejected(title_line, "No abstract follows this line.")
            title, title_line = line, number
    if title:
        yield Rejected(title_line, "No abstract follows this line: the page ends here.")


def _is_abstract(line: str) -> bool:
    finished = len(line) >= _SHORTEST_SENTENCE and line.endswith((".", "!", "?"))
    return len(line) >= _SHORTEST_ABSTRACT or finished
