"""Name papers and their authors the same way everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_front import limits
from bot.discord_front.inert import address, inert, link, plain
from bot.discord_front.limits import units
from bot.discord_front.look.message import joined
from bot.discord_front.words import Words
from retrieval.paper import WITHDRAWN_REASON, Paper, arxiv_id

LONGEST_KEY = 80
_LONGEST_AUTHORS = 120


def title(paper: Paper) -> str:
    """Return the title without markup, the id where there is none."""
    return plain(paper.title) or plain(paper.paper_id) or "…"


def titled(paper: Paper, limit: int = 300) -> str:
    """Return the title as a link to the paper's own address."""
    return link(title(paper), paper, limit)


def first_author(words: Words, paper: Paper) -> str:
    """Return the first authors' family names, and that there are others."""
    return inert(signed(words, paper))


def signed(words: Words, paper: Paper, *more: str) -> str:
    """Return the first authors' family names and what else is given, without markup."""
    names = [limits.cut(_family(name), 60) for name in map(plain, paper.authors) if name]
    if len(names) > 2:
        by = words("look-and-others", first=names[0])
    elif len(names) == 2:
        by = words("look-two-authors", first=names[0], second=names[1])
    else:
        by = "".join(names)
    return joined(by, *more)


def authors(words: Words, names: Sequence[str], most: int = 3) -> str:
    """Return the first names in full, and how many more there are."""
    known = [inert(name, _LONGEST_AUTHORS // 2) for name in names if plain(name)]
    if len(known) <= most + 1:
        return ", ".join(known)
    return words("look-and-more", names=", ".join(known[:most]), more=len(known) - most)


def year(paper: Paper) -> str:
    """Return the year of publication, empty where it is not known."""
    return str(paper.year) if paper.year else ""


def byline(words: Words, paper: Paper, *more: str) -> str:
    """Return first author, year and categories, with dots between; first, if it is withdrawn."""
    mark = words("look-withdrawn") if paper.withdrawn else ""
    return joined(mark, first_author(words, paper), year(paper), categories(paper), *more)


def withdrawal(words: Words, paper: Paper) -> str:
    """Return that a paper is withdrawn, and why where that is known; empty where it is not."""
    if not paper.withdrawn:
        return ""
    reason = inert(str(paper.extra.get(WITHDRAWN_REASON) or ""), 300)
    return words("look-withdrawn-because", reason=reason) if reason else words("look-withdrawn")


def categories(paper: Paper, most: int = 3) -> str:
    """Return the first categories."""
    return ", ".join(inert(category, 40) for category in paper.categories[:most])


def identifier(paper: Paper) -> str:
    """Return how the paper is known elsewhere: its arXiv id or DOI."""
    if known := arxiv_id(paper.paper_id):
        return f"arXiv {inert(known)}"
    return f"DOI {inert(paper.doi, 100)}" if paper.doi else ""


def mark(number: int, paper: Paper | None) -> str:
    """Return `[n]`, as a link to the paper's own address where that is known."""
    url = address(paper) if paper else ""
    return f"[[{number}]]({url})" if url else f"[{number}]"


def key(paper: Paper) -> str:
    """Return the paper's id where a button can carry it, else nothing."""
    fits = 0 < units(paper.paper_id) <= LONGEST_KEY
    return paper.paper_id if fits and plain(paper.paper_id) == paper.paper_id else ""


def _family(name: str) -> str:
    """Return the family name: before a comma, else the last word."""
    before, comma, _ = name.partition(",")
    return before.strip() if comma and before.strip() else name.split()[-1]
