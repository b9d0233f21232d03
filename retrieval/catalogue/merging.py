"""Make one paper of two accounts of the same work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from retrieval.catalogue.identity import Rank, rank
from retrieval.paper import Paper

STARTER = "starter"
"""The source of the short summaries written for the demo: any other account is better."""

_EMPTY: tuple[Any, ...] = (None, "", (), [], {})


def merged(record: Paper, newcomer: Paper) -> Paper:
    """Return `record` as it should be once `newcomer`, another account of its work, is known.

    The newcomer's fields win where it is not older, the record's elsewhere, and an empty field
    never wins. The id is the better one, the record's among equals. `published` is the earlier
    of both, `updated` the later: so the outcome is as new as the newer account, whichever came
    first. Equal to `record`: there is nothing new. `merged(merged(r, n), n) == merged(r, n)`.

    A starter's account, dates included, only fills gaps beside another source's.
    """
    winner, other = (newcomer, record) if _wins(newcomer, record) else (record, newcomer)
    published, updated = _dates(record, newcomer)
    ids = sorted((record.paper_id, newcomer.paper_id), key=rank, reverse=True)
    lesser_doi = ids[1] if rank(ids[1]) == Rank.DOI else ""
    return replace(
        record,
        paper_id=ids[0],
        title=winner.title or other.title,
        abstract=winner.abstract or other.abstract,
        authors=winner.authors or other.authors,
        published=published,
        updated=updated,
        categories=winner.categories or other.categories,
        source=winner.source or (other.source if other.source != STARTER else ""),
        url=winner.url or other.url,
        doi=winner.doi or other.doi or (lesser_doi if lesser_doi != ids[0] else ""),
        extra=_extra(winner.extra, other.extra),
    )


def _wins(newcomer: Paper, record: Paper) -> bool:
    if (newcomer.source == STARTER) != (record.source == STARTER):
        return record.source == STARTER
    new, old = _dated(newcomer), _dated(record)
    return new is None or old is None or new >= old


def _dated(paper: Paper) -> date | None:
    return paper.updated or paper.published


def _dates(one: Paper, other: Paper) -> tuple[date | None, date | None]:
    """Return when the work was first published, and last updated where that differs."""
    if (one.source == STARTER) != (other.source == STARTER):
        better, starter = (other, one) if one.source == STARTER else (one, other)
        known = better if _dated(better) else starter
        return known.published, known.updated
    published = min(filter(None, (one.published, other.published)), default=None)
    latest = max(filter(None, (_dated(one), _dated(other))), default=None)
    revised = one.updated or other.updated or latest != published
    return published, latest if revised else None


def _extra(winner: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
    gaps = {k: v for k, v in other.items() if v not in _EMPTY and winner.get(k) in _EMPTY}
    return {**other, **winner, **gaps} if other else winner
