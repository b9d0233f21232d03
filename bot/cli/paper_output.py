"""Print search results, lists of papers and single papers, or convert them to JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console

from bot.cli.terminal import (
    format_authors,
    format_byline,
    format_link,
    format_title,
    print_facts,
    print_labeled,
    print_list,
    print_text,
    safe_text,
)
from retrieval.paper import WITHDRAWN_REASON, Paper
from retrieval.provenance import Provenance
from retrieval.search.results import Hit

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
    print_list(
        console,
        (
            [
                format_title(hit.paper),
                format_byline(hit.paper),
                safe_text(hit.snippet),
                format_link(hit.paper),
            ]
            for hit in hits
        ),
        first,
    )


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
    print_facts(console, facts)
    if paper.abstract:
        console.print()
        print_text(console, paper.abstract)


def describe_paper(paper: Paper) -> str:
    """Return title, first authors and id, for a sentence about the paper."""
    by = f" ({format_authors(paper.authors)})" if paper.authors else ""
    uploaded = ", uploaded by a member" if paper.is_upload else ""
    return f"“{paper.title}”{by}, {paper.paper_id}{uploaded}"
