"""Keep searches, selections and comparisons of papers under the short tokens of custom ids."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from pydantic import TypeAdapter

from bot.answering.answer import Aspect, Comparison
from bot.answering.search import SortOrder
from bot.discord_bot.services import Services, save_state
from retrieval.paper import Paper
from retrieval.passage import WholeText
from retrieval.search.query import Filters

_SEARCH = "search"
_SELECTION = "chosen"
_COMPARISON = "compared"

_ASPECTS: Final = TypeAdapter(tuple[Aspect, ...])
_FILTERS: Final = TypeAdapter(Filters)


@dataclass(frozen=True, slots=True)
class Query:
    """A search: its text, sort order and filters."""

    text: str
    sort: SortOrder
    filters: Filters


async def save_query(services: Services, query: Query) -> str:
    """Save a query; return its token."""
    payload = {"text": query.text, "sort": query.sort, **asdict(query.filters)}
    return await save_state(services, _SEARCH, payload)


async def load_query(services: Services, token: str) -> Query | None:
    """Return the query of a token, None if it has expired."""
    found = await asyncio.to_thread(services.stores.component_state.load, _SEARCH, token)
    if found is None:
        return None
    filters = replace(_FILTERS.validate_python(found), place=None)
    return Query(found["text"], found["sort"], filters)


async def save_selection(services: Services, papers: Sequence[Paper]) -> str:
    """Save which papers somebody selected; return their token."""
    return await save_state(services, _SELECTION, {"papers": [p.paper_id for p in papers]})


async def load_selection(services: Services, token: str) -> list[Paper]:
    """Return the selected papers that are still in the library."""

    def load() -> list[Paper]:
        found = services.stores.component_state.load(_SELECTION, token) or {}
        return list(services.application.catalog.get_many(found.get("papers", ())).values())

    return await asyncio.to_thread(load)


async def save_comparison(services: Services, comparison: Comparison) -> str:
    """Save what a comparison says, and its evidence; return its token."""
    payload = {
        "papers": [paper.paper_id for paper in comparison.papers],
        "whole": {p.paper_id: asdict(p.whole) for p in comparison.papers if p.whole},
        "aspects": _ASPECTS.dump_python(comparison.aspects, mode="json"),
        "mode": comparison.mode,
    }
    return await save_state(services, _COMPARISON, payload)


async def load_comparison(services: Services, token: str) -> Comparison | None:
    """Return a comparison without what it cost; None if it or one of its papers is gone."""

    def load() -> Comparison | None:
        found = services.stores.component_state.load(_COMPARISON, token)
        if found is None:
            return None
        papers = services.application.catalog.get_many(found["papers"])
        if len(papers) < len(found["papers"]):
            return None
        for cell in (cell for aspect in found["aspects"] for cell in aspect["cells"]):
            cell.setdefault("stated", cell.get("status") == "stated")  # saved before 0.3
        whole = {one: WholeText(**text) for one, text in found.get("whole", {}).items()}
        compared = tuple(
            replace(papers[paper_id].for_reading(), whole=whole.get(paper_id))
            for paper_id in found["papers"]
        )
        aspects = _ASPECTS.validate_python(found["aspects"])
        return Comparison(compared, aspects, found["mode"], "")

    return await asyncio.to_thread(load)
