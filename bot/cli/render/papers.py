"""Lay out hits, lists of papers, and one paper's card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console

from bot.cli.render.page import authors, byline, link, numbered, plain, show, titled
from retrieval.paper import WITHDRAWN_REASON, Paper
from retrieval.provenance import Origin, Provenance
from retrieval.search.results import Hit

_ORIGINS: Final = {
    Provenance.SERVICE: "fetched from the service itself",
    Provenance.OPERATOR: "imported by whoever runs this installation",
    Provenance.MEMBER: "uploaded by a member of a server",
    Provenance.UNKNOWN: "recorded before provenance was kept",
}


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


def card(console: Console, paper: Paper, origin: Origin) -> None:
    """Print one paper with its abstract, and how it came in."""
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
        "provenance": _provenance(origin),
    }
    for name, value in facts.items():
        if value:
            numbered(console, f"{name:<10}", [plain(value)])
    if paper.abstract:
        console.print()
        show(console, plain(paper.abstract))


def _provenance(origin: Origin) -> str:
    uploaded = ", ".join(origin.uploaded)
    told = _ORIGINS[origin.provenance]
    return f"{told}; from a member's upload: {uploaded}" if uploaded else told


def named(paper: Paper) -> str:
    """Return title, first authors and id, to name a paper in a sentence."""
    by = f" ({authors(paper.authors)})" if paper.authors else ""
    return f"“{paper.title}”{by}, {paper.paper_id}"
