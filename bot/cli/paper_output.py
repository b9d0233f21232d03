"""Print search results, lists of papers and single papers, or convert them to JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich.console import Console

from bot.cli.json_output import JSON
from bot.cli.terminal import (
    format_authors,
    format_byline,
    format_link,
    format_title,
    print_labeled,
    print_text,
    safe_text,
)
from retrieval.paper import WITHDRAWN_REASON, Paper
from retrieval.provenance import Provenance
from retrieval.search.results import Hit

if TYPE_CHECKING:
    from bot.answering.answer import SearchPage


EMPTY_LIBRARY: Final = (
    "The library is empty. For the papers that come with Footnote: footnote ingest starter"
)
_PROVENANCES: Final = {
    Provenance.SERVICE: "fetched from the service itself",
    Provenance.OPERATOR: "imported by the operator of this installation",
    Provenance.STARTER: "came with Footnote; the abstract is a short account written for it",
    Provenance.MEMBER: "uploaded by a member of a server",
    Provenance.UNKNOWN: "unknown: recorded by an old version",
}


def print_hits(console: Console, hits: Sequence[Hit], first: int = 1) -> None:
    """Print hits, numbered from `first`: title, year, authors, snippet and link."""
    size = len(str(first + len(hits) - 1))
    for number, hit in enumerate(hits, start=first):
        if number > first:
            console.print()
        lines = [
            format_title(hit.paper),
            format_byline(hit.paper),
            safe_text(hit.snippet),
            format_link(hit.paper),
        ]
        print_labeled(console, f"{number:>{size}}.", lines)


def print_nothing_found(console: Console, *, papers: int, filtered: bool = False) -> None:
    """Print that a search of so many papers found nothing, and what to try."""
    advice = "Try other words, or fewer filters." if filtered else "Try other words."
    print_text(console, f"Nothing found. {advice}" if papers else EMPTY_LIBRARY, "yellow")


def print_papers(console: Console, papers: Sequence[Paper], first: int, total: int) -> None:
    """Print a page of the library."""
    if not papers:
        print_text(console, "No papers here." if total else EMPTY_LIBRARY, "yellow")
        return
    size = len(str(first + len(papers) - 1))
    for number, paper in enumerate(papers, start=first):
        lines = [format_title(paper), format_byline(paper, paper.paper_id)]
        print_labeled(console, f"{number:>{size}}.", lines)
    console.print()
    last = first + len(papers) - 1
    print_text(console, f"{first:,}–{last:,} of {total:,} papers.", "dim")


def print_paper(console: Console, paper: Paper, provenance: Provenance) -> None:
    """Print one paper with its abstract and provenance."""
    print_text(console, format_title(paper))
    if paper.authors:
        print_text(console, ", ".join(paper.authors))
    console.print()
    dated = [
        f"published {paper.published_on}" if paper.published else "",
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
        "provenance": _PROVENANCES[provenance],
        "seen in": paper.place,
    }
    for name, value in facts.items():
        if value:
            print_labeled(console, f"{name:<10}", [safe_text(value)])
    if paper.abstract:
        console.print()
        print_text(console, paper.abstract)


def describe_paper(paper: Paper) -> str:
    """Return title, first authors and id, for a sentence about the paper."""
    by = f" ({format_authors(paper.authors)})" if paper.authors else ""
    uploaded = ", uploaded by a member" if paper.is_upload else ""
    return f"“{paper.title}”{by}, {paper.paper_id}{uploaded}"


def search_to_json(page: SearchPage) -> JSON:
    """Return a page of hits, best first."""
    return {
        "query": page.query,
        "results": [hit_to_json(hit) for hit in page.hits],
        "took_ms": {stage: round(ms, 1) for stage, ms in page.took_ms.items()},
    }


def paper_to_json(paper: Paper) -> JSON:
    """Return the fields of a paper in a list."""
    return {
        "paper_id": paper.paper_id,
        "title": paper.title,
        "year": paper.year,
        "authors": list(paper.authors),
        "categories": list(paper.categories),
        "source": paper.source,
        "url": paper.link,
        "doi": paper.doi,
        "uploaded": paper.is_upload,
        "abstract_by": abstract_by(paper),
    }


def abstract_by(paper: Paper) -> str:
    """Return whose words the abstract is in: "footnote", or those that the "source" gives."""
    return "footnote" if paper.described_by_footnote else "source"


def whole_paper_to_json(paper: Paper, provenance: Provenance) -> JSON:
    """Return every field of a paper that people read, and its provenance."""
    return {
        **paper_to_json(paper),
        "abstract": paper.abstract,
        "published": paper.published.isoformat() if paper.published else None,
        "updated": paper.updated.isoformat() if paper.updated else None,
        "provenance": provenance.value,
        "place": paper.place,
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
        "uploaded": hit.paper.is_upload,
        "score": round(hit.score, 4),
        "lexical": round(hit.lexical, 4),
        "dense": round(hit.dense, 4),
        "snippet": hit.snippet,
    }
