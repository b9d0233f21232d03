"""Limit the size of every field of a paper from any source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from retrieval.paper import Paper, title_hash

MAX_TITLE_CHARS: Final = 1_000
MAX_ABSTRACT_CHARS: Final = 20_000
MAX_AUTHORS: Final = 5_000
"""The papers of the largest collaborations have some 5,000 (https://arxiv.org/abs/1503.07589)."""
MAX_AUTHOR_CHARS: Final = 300
MAX_CATEGORIES: Final = 200
MAX_CATEGORY_CHARS: Final = 200
MAX_ID_CHARS: Final = 500
"""Longer ids and DOIs are dropped, since a truncated one would name another paper."""
MAX_LINK_CHARS: Final = 2_000
MAX_SOURCE_CHARS: Final = 100
MAX_EXTRA_FIELDS: Final = 100
MAX_EXTRA_NAME_CHARS: Final = 100
MAX_EXTRA_CHARS: Final = 20_000
"""Of one field of `extra`: longer texts are truncated, other values longer as JSON dropped."""
MAX_PASSAGES: Final = 10_000
"""Of the text of a whole paper; ids of stored passages count by it."""
MAX_REASON_CHARS: Final = 300
"""Of the reason why a record was rejected, which may quote the record."""

BOUNDED_FIELDS: Final = (
    "paper_id",
    "title",
    "abstract",
    "authors",
    "categories",
    "source",
    "url",
    "doi",
    "extra",
)

_ELLIPSIS = "…"


def truncate_paper(paper: Paper) -> tuple[Paper, tuple[str, ...]]:
    """Return a paper within the limits, and the names of the truncated fields.

    A paper within the limits is returned itself. Takes linear time. Truncated texts end in "…";
    values without meaning in part, such as links, are dropped.
    """
    within: dict[str, Any] = {
        "paper_id": paper.paper_id if len(paper.paper_id) <= MAX_ID_CHARS else None,
        "title": truncate_text(paper.title, MAX_TITLE_CHARS),
        "abstract": truncate_text(paper.abstract, MAX_ABSTRACT_CHARS),
        "authors": _truncate_each(paper.authors, MAX_AUTHORS, MAX_AUTHOR_CHARS),
        "categories": _truncate_each(paper.categories, MAX_CATEGORIES, MAX_CATEGORY_CHARS),
        "source": truncate_text(paper.source, MAX_SOURCE_CHARS),
        "url": paper.url if len(paper.url) <= MAX_LINK_CHARS else "",
        "doi": paper.doi if len(paper.doi) <= MAX_ID_CHARS else "",
        "extra": _truncate_extra(paper.extra),
    }
    if within["paper_id"] is None:
        within["paper_id"] = title_hash(within["title"])
    cut = {name: within[name] for name in BOUNDED_FIELDS if within[name] != getattr(paper, name)}
    return (replace(paper, **cut), tuple(cut)) if cut else (paper, ())


def truncate_text(text: str, limit: int) -> str:
    """Return a text, or its beginning and "…", at most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + _ELLIPSIS


def _truncate_each(texts: tuple[str, ...], max_texts: int, max_chars: int) -> tuple[str, ...]:
    return tuple(truncate_text(text, max_chars) for text in texts[:max_texts])


def _truncate_extra(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for name, value in islice(extra.items(), MAX_EXTRA_FIELDS):
        if len(name) > MAX_EXTRA_NAME_CHARS:
            continue
        if isinstance(value, str):
            found[name] = truncate_text(value, MAX_EXTRA_CHARS)
        elif _count_json_chars(value) <= MAX_EXTRA_CHARS:
            found[name] = value
    return found if found != extra else extra


def _count_json_chars(value: object) -> float:
    """Return the length of a value as JSON; infinity if it is nested too deeply."""
    if value is None or isinstance(value, bool | int | float):
        return 0
    try:
        return len(json.dumps(value, ensure_ascii=False, default=str))
    except (RecursionError, ValueError):
        return float("inf")
