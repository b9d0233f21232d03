"""Write the filters of a search as a JSON object, and read them back."""

from __future__ import annotations

from typing import Any

from bot.storage import fields
from bot.storage.fields import JSON
from retrieval.search.filters import Filters


def write_filters(filters: Filters) -> dict[str, Any]:
    """Return the JSON object of filters."""
    return {
        "year_from": filters.year_from,
        "year_to": filters.year_to,
        "categories": list(filters.categories),
        "authors": list(filters.authors),
        "sources": list(filters.sources),
    }


def read_filters(document: JSON) -> Filters:
    """Return the filters of a JSON object."""
    return Filters(
        fields.year(document, "year_from"),
        fields.year(document, "year_to"),
        fields.texts(document, "categories"),
        fields.texts(document, "authors"),
        fields.texts(document, "sources"),
    )
