"""Show the hits of a search page by page; what was searched for is kept under a token."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast, get_args

from bot.answering.search import Sort
from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services
from retrieval.search.query import Filters

PAGE = 5
DEEPEST = 50
"""Hits that can be paged through: who has not found it by then needs other words."""

_KIND = "search"


@dataclass(frozen=True, slots=True)
class Query:
    """What was searched for, and how."""

    text: str
    sort: Sort = "relevance"
    filters: Filters = Filters()


async def remember(services: Services, query: Query) -> str:
    """Keep a query; return its token."""
    payload = {"text": query.text, "sort": query.sort, **asdict(query.filters)}
    remembered = services.stores.remembered
    return await asyncio.to_thread(remembered.save, _KIND, payload, services.now())


async def recall(services: Services, token: str) -> Query | None:
    """Return the query of a token."""
    found = await asyncio.to_thread(services.stores.remembered.load, _KIND, token)
    return None if found is None else _query(found)


async def page(
    services: Services, t: Translations, query: Query, token: str, number: int
) -> OutgoingMessage:
    """Return page `number`, counted from 1; the last one where there are fewer."""
    found = await services.application.search(
        query.text, filters=query.filters, sort=query.sort, limit=DEEPEST
    )
    pages = max(1, -(-len(found.hits) // PAGE))
    number = min(max(number, 1), pages)
    first = (number - 1) * PAGE
    return render.hits(
        t,
        query.text,
        found.hits[first : first + PAGE],
        token=token,
        page=number,
        pages=pages,
        filters=query.filters,
        first=first + 1,
    )


def _query(found: Mapping[str, Any]) -> Query:
    sort = found.get("sort")
    return Query(
        str(found["text"]),
        cast(Sort, sort) if sort in get_args(Sort) else "relevance",
        Filters(
            found.get("year_from"),
            found.get("year_to"),
            tuple(found.get("categories", ())),
            tuple(found.get("authors", ())),
            tuple(found.get("sources", ())),
        ),
    )
