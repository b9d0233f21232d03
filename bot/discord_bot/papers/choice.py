"""Keep the papers that somebody chose, under a token that their buttons bear."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.discord_bot.paper_refs import find_papers
from bot.discord_bot.services import Services
from retrieval.paper import Paper

_KIND = "chosen"


async def remember(services: Services, paper_ids: Sequence[str]) -> str:
    """Keep a choice; return its token."""
    payload = {"papers": list(paper_ids)}
    remembered = services.stores.remembered
    return await asyncio.to_thread(remembered.save, _KIND, payload, services.now())


async def recall(services: Services, token: str) -> list[Paper]:
    """Return the papers of a choice that are still in the library."""
    return await asyncio.to_thread(_recall, services, token)


async def present(services: Services, references: Sequence[str]) -> list[Paper]:
    """Return the papers of ids or keys that are still in the library."""
    return await asyncio.to_thread(
        find_papers, references, services.application.catalog, services.stores.remembered
    )


def _recall(services: Services, token: str) -> list[Paper]:
    found = services.stores.remembered.load(_KIND, token) or {}
    ids = [str(paper_id) for paper_id in found.get("papers", ())]
    return list(services.application.catalog.get_many(ids).values())
