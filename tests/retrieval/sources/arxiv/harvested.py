"""Sort what a harvest yields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.paper import Paper
from retrieval.sources.records import Checkpoint, Harvested, Record, Rejected


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a harvest yielded, by kind, in its order."""

    papers: tuple[Paper, ...]
    rejected: tuple[str, ...]
    checkpoints: tuple[Checkpoint, ...]

    @property
    def ids(self) -> list[str]:
        """The ids of the papers."""
        return [paper.paper_id for paper in self.papers]


def sort(harvest: Iterable[Harvested]) -> Sorted:
    """Run a harvest and sort it."""
    found = list(harvest)
    return Sorted(
        tuple(each.paper for each in found if isinstance(each, Record)),
        tuple(each.reason for each in found if isinstance(each, Rejected)),
        tuple(each for each in found if isinstance(each, Checkpoint)),
    )
