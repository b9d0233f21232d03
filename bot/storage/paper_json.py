"""Write papers and the evidence from them as JSON objects, and read them back."""

from __future__ import annotations

from typing import Any

from bot.storage import fields
from bot.storage.fields import JSON
from retrieval.paper import Evidence, Paper


def write_paper(paper: Paper) -> dict[str, Any]:
    """Return a paper's JSON object; what is empty is left out."""
    document = {
        "paper_id": paper.paper_id,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": list(paper.authors),
        "published": paper.published.isoformat() if paper.published else None,
        "updated": paper.updated.isoformat() if paper.updated else None,
        "categories": list(paper.categories),
        "source": paper.source,
        "url": paper.url,
        "doi": paper.doi,
        "extra": dict(paper.extra),
    }
    return {name: value for name, value in document.items() if value}


def read_paper(document: JSON) -> Paper:
    """Return the paper of a JSON object."""
    return Paper(
        fields.text(document, "paper_id"),
        fields.text(document, "title"),
        fields.text(document, "abstract"),
        fields.texts(document, "authors"),
        fields.day(document, "published"),
        fields.day(document, "updated"),
        fields.texts(document, "categories"),
        fields.text(document, "source"),
        fields.text(document, "url"),
        fields.text(document, "doi"),
        fields.part(document, "extra"),
    )


def write_evidence(evidence: Evidence) -> dict[str, Any]:
    """Return the JSON object of a span."""
    return {
        "paper_id": evidence.paper_id,
        "text": evidence.text,
        "start": evidence.start,
        "end": evidence.end,
    }


def read_evidence(document: JSON) -> Evidence:
    """Return the span of a JSON object."""
    return Evidence(
        fields.text(document, "paper_id"),
        fields.text(document, "text"),
        fields.whole(document, "start"),
        fields.whole(document, "end"),
    )
