"""Write papers as a Markdown reading list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from bot.export.escape import one_line
from retrieval.paper import Paper

# What CommonMark may read as markup inside a line; HTML is escaped with it.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#$])")


def write(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield an item of a list for each paper, with its abstract below."""
    for number, paper in enumerate(papers):
        yield ("\n" if number else "") + item(paper)


def item(paper: Paper) -> str:
    """Return title (a link where one is known), authors, year, categories, id and abstract."""
    shown = paper.for_reading()
    title = escape(shown.title)
    if address := _address(shown.link):
        title = f"[{title}]({address})"
    year = f" ({shown.year})" if shown.year else ""
    about = [escape(", ".join(shown.authors)), escape(", ".join(shown.categories))]
    lines = [f"- **{title}**{year}  ", "  " + " · ".join(filter(None, [*about, _id(shown)]))]
    if shown.abstract:
        lines += ["", "  > " + escape(shown.abstract)]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Return `text` on one line, shown by Markdown as it is."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def _id(paper: Paper) -> str:
    return "`" + one_line(paper.paper_id).replace("`", "'") + "`"


def _address(link: str) -> str:
    """Return a web address that Markdown takes as one; empty for any other scheme."""
    try:
        scheme = urlsplit(link).scheme
    except ValueError:
        return ""
    return quote(link, safe="/:?&=#%~_.,;+@!-") if scheme in {"http", "https"} else ""
