"""Go on with a harvest where it was left, after a crash or since the last time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol

from retrieval.sources.records import Checkpoint, Harvested

_STATE = "harvest:"


class CheckpointStore(Protocol):
    """The catalogue, as far as harvests need it: small facts that outlive the process."""

    def get_state(self, key: str) -> str | None:
        """Return what was kept under `key`."""

    def set_state(self, key: str, value: str) -> None:
        """Keep a value under `key`."""


def resumable(
    catalogue: CheckpointStore, key: str, make: Callable[[str | None], Iterator[Harvested]]
) -> Iterator[Harvested]:
    """Yield what `make` harvests, given how far the harvest of that key was brought before.

    `make` gets the value of the last Checkpoint that was kept, or None. Whoever takes in what is
    yielded keeps the checkpoints by `keep`, each after everything before it; so a process killed at
    any moment leaves nothing out, and repeats no more than what lies between two checkpoints.
    """
    for harvested in make(catalogue.get_state(_STATE + key)):
        yield replace(harvested, key=key) if isinstance(harvested, Checkpoint) else harvested


def keep(catalogue: CheckpointStore, checkpoint: Checkpoint) -> None:
    """Keep how far a harvest has come."""
    catalogue.set_state(_STATE + checkpoint.key, checkpoint.value)
