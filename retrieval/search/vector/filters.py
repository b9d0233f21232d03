"""Filters as Chroma has them, and what they are held against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retrieval.paper import Paper
from retrieval.search.filters import Filters, folded_categories, whole, with_parents


def filterable(paper: Paper) -> Mapping[str, Any]:
    """Return what filters need; None takes away what an earlier version of the paper had.

    Chroma refuses empty lists.
    """
    return {
        "source": paper.source,
        "year": paper.year,
        "categories": with_parents(paper.categories) or None,
    }


def conditions(filters: Filters) -> dict[str, Any] | None:
    """Return filters as Chroma has them, but for authors; None where nothing is asked."""
    conditions: list[dict[str, Any]] = []
    if filters.year_from is not None:
        conditions.append({"year": {"$gte": filters.year_from}})
    if filters.year_to is not None:
        conditions.append({"year": {"$lte": filters.year_to}})
    if filters.sources:
        conditions.append({"source": {"$in": list(map(whole, filters.sources))}})
    if categories := folded_categories(filters.categories):
        conditions.append(_any([{"categories": {"$contains": c}} for c in categories]))
    return _all(conditions) if conditions else None


def _all(conditions: list[dict[str, Any]]) -> dict[str, Any]:
    return conditions[0] if len(conditions) == 1 else {"$and": conditions}


def _any(conditions: list[dict[str, Any]]) -> dict[str, Any]:
    return conditions[0] if len(conditions) == 1 else {"$or": conditions}
