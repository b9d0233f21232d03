"""Take papers into the library and out of it, one change at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.discord_bot.services import Services
from retrieval.paper import Paper
from retrieval.provenance import Provenance, TurnedAway
from retrieval.sources.records import Harvested, Record, Rejected


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of what was given: counts, the papers as the library has them, the rest.

    `cut` has the records of which something was longer than may be; `turned_away` is what of the
    papers was not taken, as the library knows better.
    """

    added: int
    updated: int
    unchanged: int
    papers: tuple[Paper, ...]
    rejected: tuple[Rejected, ...]
    cut: tuple[Record, ...] = ()
    turned_away: tuple[TurnedAway, ...] = ()


class Intake:
    """Changes the library. Its indexes bear one change at a time; the others wait.

    Every intake over the same services waits for every other.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    async def add(self, records: Iterable[Harvested], provenance: Provenance) -> Taken:
        """Take records in, which came by `provenance`, and index them.

        Raises SourceError and what the indexes raise.
        What is slow to give records should have given them before: all others wait meanwhile.
        """
        async with self._services.changing:
            return await asyncio.to_thread(self._add, records, provenance)

    async def remove(self, ids: Sequence[str]) -> int:
        """Remove papers, from the indexes too; return how many there were."""
        async with self._services.changing:
            return await asyncio.to_thread(self._remove, ids)

    def _add(self, records: Iterable[Harvested], provenance: Provenance) -> Taken:
        application = self._services.application
        ids: dict[str, None] = {}
        report = application.ingest(_noted(records, ids), provenance)
        ids |= dict.fromkeys(told.paper_id for told in report.turned_away)
        papers = application.catalogue.get_many(list(ids)).values()
        # The same work twice, or one that the library knew by another id, is one paper.
        different = {paper.paper_id: paper.for_reading() for paper in papers}
        return Taken(
            report.added,
            report.updated,
            report.unchanged,
            tuple(different.values()),
            tuple(report.rejected),
            tuple(report.cut),
            tuple(report.turned_away),
        )

    def _remove(self, ids: Sequence[str]) -> int:
        application = self._services.application
        removed = application.catalogue.remove(ids, self._services.now())
        application.settle()
        return removed


def _noted(records: Iterable[Harvested], ids: dict[str, None]) -> Iterator[Harvested]:
    """Yield the records, and note the ids of their papers."""
    for record in records:
        if isinstance(record, Record):
            ids[record.paper.paper_id] = None
        yield record
