"""Keep searches, selections and comparisons of papers under the short tokens of custom ids."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast, get_args

from bot.answering.answer import Aspect, Cell, Comparison
from bot.answering.language_model import Mode
from bot.answering.search import SortOrder
from bot.discord_bot.services import Services, save_state
from retrieval.paper import Evidence, Paper
from retrieval.search.query import Filters

_SEARCH = "search"
_SELECTION = "chosen"
_COMPARISON = "compared"


@dataclass(frozen=True, slots=True)
class Query:
    """A search: its text, sort order and filters."""

    text: str
    sort: SortOrder = "relevance"
    filters: Filters = Filters()


async def save_query(services: Services, query: Query) -> str:
    """Save a query; return its token."""
    payload = {"text": query.text, "sort": query.sort, **asdict(query.filters)}
    return await save_state(services, _SEARCH, payload)


async def load_query(services: Services, token: str) -> Query | None:
    """Return the query of a token, None if it has expired."""
    found = await asyncio.to_thread(services.stores.component_state.load, _SEARCH, token)
    if found is None:
        return None
    sort = found.get("sort")
    return Query(
        str(found["text"]),
        cast(SortOrder, sort) if sort in get_args(SortOrder) else "relevance",
        Filters(
            found.get("year_from"),
            found.get("year_to"),
            tuple(found.get("categories", ())),
            tuple(found.get("authors", ())),
            tuple(found.get("sources", ())),
        ),
    )


async def save_selection(services: Services, paper_ids: Sequence[str]) -> str:
    """Save which papers somebody selected; return their token."""
    return await save_state(services, _SELECTION, {"papers": list(paper_ids)})


async def load_selection(services: Services, token: str) -> list[Paper]:
    """Return the selected papers that are still in the library."""

    def load() -> list[Paper]:
        found = services.stores.component_state.load(_SELECTION, token) or {}
        ids = [str(paper_id) for paper_id in found.get("papers", ())]
        return list(services.application.catalog.get_many(ids).values())

    return await asyncio.to_thread(load)


async def save_comparison(services: Services, comparison: Comparison) -> str:
    """Save what a comparison says, and its evidence; return its token."""
    payload = {
        "papers": [paper.paper_id for paper in comparison.papers],
        "aspects": [asdict(aspect) for aspect in comparison.aspects],
        "mode": comparison.mode,
    }
    return await save_state(services, _COMPARISON, payload)


async def load_comparison(services: Services, token: str) -> Comparison | None:
    """Return a comparison without what it cost; None if it or one of its papers is gone."""

    def load() -> Comparison | None:
        found = services.stores.component_state.load(_COMPARISON, token)
        if found is None:
            return None
        papers = services.application.catalog.get_many([str(each) for each in found["papers"]])
        if len(papers) < len(found["papers"]):
            return None
        aspects = tuple(
            Aspect(aspect["name"], tuple(_load_cell(cell) for cell in aspect["cells"]))
            for aspect in found["aspects"]
        )
        compared = tuple(papers[str(each)].for_reading() for each in found["papers"])
        return Comparison(compared, aspects, cast(Mode, found["mode"]), "")

    return await asyncio.to_thread(load)


def _load_cell(found: Mapping[str, Any]) -> Cell:
    evidence = tuple(Evidence(**span) for span in found["evidence"])
    stated = found.get("stated", found.get("status") == "stated")  # saved before 0.3
    return Cell(found["paper_id"], found["text"], evidence, stated)
