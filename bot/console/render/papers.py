"""Lay out hits, lists of papers, and one paper's card."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from bot.console.render.page import authors, byline, link, numbered, plain, show, titled
from retrieval.found import Hit
from retrieval.paper import WITHDRAWN_REASON, Paper


def hits(console: Console, found: Sequence[Hit], first: int = 1) -> None:
    """Print hits with their numbers from `first` on: title, year, authors, snippet, link."""
    size = len(str(first + len(found) - 1))
    for number, hit in enumerate(found, start=first):
        if number > first:
            console.print()
        lines = [titled(hit.paper), byline(hit.paper), plain(hit.snippet), link(hit.paper)]
        numbered(console, f"{number:>{size}}.", lines)


def nothing_found(console: Console, *, filtered: bool) -> None:
    """Print that a search found nothing, and what may help."""
    advice = "Try other words, or fewer filters." if filtered else "Try other words."
    show(console, plain(f"Nothing found. {advice}", "yellow"))


def listed(console: Console, papers: Sequence[Paper], first: int, total: int) -> None:
    """Print a page of the library."""
    if not papers:
        show(console, plain("No papers here.", "yellow"))
        return
    size = len(str(first + len(papers) - 1))
    for number, paper in enumerate(papers, start=first):
        lines = [titled(paper), byline(paper, paper.paper_id)]
        numbered(console, f"{number:>{size}}.", lines)
    console.print()
    last = first + len(papers) - 1
    show(console, plain(f"{first:,}–{last:,} of {total:,} papers.", "dim"))


def card(console: Console, paper: Paper) -> None:
    """Print one paper with its abstract."""
    show(console, titled(paper))
    if paper.authors:
        show(console, plain(", ".join(paper.authors)))
    console.print()
    dated = [
        f"published {paper.published}" if paper.published else "",
        f"updated {paper.updated}" if paper.updated and paper.updated != paper.published else "",
    ]
    reason = str(paper.extra.get(WITHDRAWN_REASON) or "yes")
    facts = {
        "withdrawn": reason if paper.withdrawn else "",
        "id": paper.paper_id,
        "link": paper.link,
        "DOI": paper.doi,
        "categories": ", ".join(paper.categories),
        "dates": ", ".join(filter(None, dated)),
        "source": paper.source,
    }
    for name, value in facts.items():
        if value:
            numbered(console, f"{name:<10}", [plain(value)])
    if paper.abstract:
        console.print()
        show(console, plain(paper.abstract))


def named(paper: Paper) -> str:
    """Return title, first authors and id, to name a paper in a sentence."""
    by = f" ({authors(paper.authors)})" if paper.authors else ""
    return f"“{paper.title}”{by}, {paper.paper_id}"
