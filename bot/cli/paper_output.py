"""Print search results, lists of papers and single papers, or write them as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich.console import Console

from bot.cli.json_output import JSON
from bot.cli.terminal import (
    byline,
    format_authors,
    link,
    plain,
    print_labeled,
    print_text,
    title_and_year,
)
from retrieval.paper import WITHDRAWN_REASON, Paper
from retrieval.provenance import Origin, Provenance
from retrieval.search.results import Hit

if TYPE_CHECKING:
    from bot.answering.answer import SearchPage
    from retrieval.paper import Paper
    from retrieval.provenance import Origin
    from retrieval.search.results import Hit


_ORIGINS: Final = {
    Provenance.SERVICE: "fetched from the service itself",
    Provenance.OPERATOR: "imported by whoever runs this installation",
    Provenance.MEMBER: "uploaded by a member of a server",
    Provenance.UNKNOWN: "recorded before provenance was kept",
}


def print_hits(console: Console, found: Sequence[Hit], first: int = 1) -> None:
    """Print hits with their numbers from `first` on: title, year, authors, snippet, link."""
    size = len(str(first + len(found) - 1))
    for number, hit in enumerate(found, start=first):
        if number > first:
            console.print()
        lines = [title_and_year(hit.paper), byline(hit.paper), plain(hit.snippet), link(hit.paper)]
        print_labeled(console, f"{number:>{size}}.", lines)


def print_nothing_found(console: Console, *, filtered: bool) -> None:
    """Print that a search found nothing, and what may help."""
    advice = "Try other words, or fewer filters." if filtered else "Try other words."
    print_text(console, plain(f"Nothing found. {advice}", "yellow"))


def print_papers(console: Console, papers: Sequence[Paper], first: int, total: int) -> None:
    """Print a page of the library."""
    if not papers:
        print_text(console, plain("No papers here.", "yellow"))
        return
    size = len(str(first + len(papers) - 1))
    for number, paper in enumerate(papers, start=first):
        lines = [title_and_year(paper), byline(paper, paper.paper_id)]
        print_labeled(console, f"{number:>{size}}.", lines)
    console.print()
    last = first + len(papers) - 1
    print_text(console, plain(f"{first:,}–{last:,} of {total:,} papers.", "dim"))


def print_card(console: Console, paper: Paper, origin: Origin) -> None:
    """Print one paper with its abstract, and how it came in."""
    print_text(console, title_and_year(paper))
    if paper.authors:
        print_text(console, plain(", ".join(paper.authors)))
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
        "provenance": _format_origin(origin),
    }
    for name, value in facts.items():
        if value:
            print_labeled(console, f"{name:<10}", [plain(value)])
    if paper.abstract:
        console.print()
        print_text(console, plain(paper.abstract))


def _format_origin(origin: Origin) -> str:
    uploaded = ", ".join(origin.uploaded)
    told = _ORIGINS[origin.provenance]
    return f"{told}; from a member's upload: {uploaded}" if uploaded else told


def describe_paper(paper: Paper) -> str:
    """Return title, first authors and id, to name a paper in a sentence."""
    by = f" ({format_authors(paper.authors)})" if paper.authors else ""
    return f"“{paper.title}”{by}, {paper.paper_id}"


def search_to_json(page: SearchPage) -> JSON:
    """Return a page of hits, best first."""
    return {
        "query": page.query,
        "results": [hit_to_json(hit) for hit in page.hits],
        "took_ms": {stage: round(ms, 1) for stage, ms in page.took_ms.items()},
    }


def paper_to_json(shown: Paper) -> JSON:
    """Return what a list says of a paper."""
    return {
        "paper_id": shown.paper_id,
        "title": shown.title,
        "year": shown.year,
        "authors": list(shown.authors),
        "categories": list(shown.categories),
        "source": shown.source,
        "url": shown.link,
        "doi": shown.doi,
    }


def whole_paper_to_json(shown: Paper, origin: Origin) -> JSON:
    """Return everything of a paper that people read, and how it came in."""
    return {
        **paper_to_json(shown),
        "abstract": shown.abstract,
        "published": shown.published.isoformat() if shown.published else None,
        "updated": shown.updated.isoformat() if shown.updated else None,
        "provenance": origin.provenance.value,
        "uploaded": list(origin.uploaded),
    }


def hit_to_json(hit: Hit) -> JSON:
    """Return a search result with its scores."""
    return {
        "paper_id": hit.paper.paper_id,
        "title": hit.paper.title,
        "year": hit.paper.year,
        "authors": list(hit.paper.authors),
        "categories": list(hit.paper.categories),
        "url": hit.paper.link,
        "score": round(hit.score, 4),
        "lexical": round(hit.lexical, 4),
        "dense": round(hit.dense, 4),
        "snippet": hit.snippet,
    }
