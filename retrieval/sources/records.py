"""What sources yield: papers, rejected records, withdrawals, and checkpoints to resume from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from retrieval.limits import MAX_EXTRA_CHARS, MAX_REASON_CHARS, truncate_paper, truncate_text
from retrieval.paper import Paper

_STATE_PREFIX = "harvest:"


@dataclass(frozen=True, slots=True)
class Record:
    """A paper read from a source, and where: a line of the file, from 1, or the record's number.

    `cut` names the fields of the paper that were longer than `retrieval.limits` allows.
    """

    paper: Paper
    line: int
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that gave no paper: where it stands (line, from 1), and why, for people."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A paper that its source has withdrawn or deleted: its id here, and where it stands."""

    paper_id: str
    line: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a harvest has come: everything yielded before it is in once this is kept.

    `key` names the harvest, `value` is a JSON text from which the same harvest goes on.
    """

    key: str
    value: str


Harvested = Record | Rejected | Withdrawal | Checkpoint
"""What a harvest of a service yields; a file yields no more than `Record | Rejected`."""


def truncate_record(record: Harvested) -> Harvested:
    """Return a record whose texts are within the limits of `retrieval.limits`.

    A `Record` has the names of the fields cut in `cut`.
    """
    match record:
        case Record(paper, _):
            paper, cut = truncate_paper(paper)
            return replace(record, paper=paper, cut=cut) if cut else record
        case Rejected(_, reason):
            return replace(record, reason=truncate_text(reason, MAX_REASON_CHARS))
        case Withdrawal(reason=reason):
            return replace(record, reason=truncate_text(reason, MAX_EXTRA_CHARS))
        case Checkpoint():
            return record


class CheckpointStore(Protocol):
    """The catalog, as far as harvests need it: sources may not import the library above them."""

    def get_state(self, key: str) -> str | None:
        """Return what was kept under `key`."""

    def set_state(self, key: str, value: str) -> None:
        """Keep a value under `key`."""


def resume_harvest(
    store: CheckpointStore, key: str, make: Callable[[str | None], Iterator[Harvested]]
) -> Iterator[Harvested]:
    """Yield what `make` harvests, from the last checkpoint that was saved under `key`, or None.

    `Ingest` saves each checkpoint after recording everything before it; so a process killed at any
    moment leaves nothing out, and repeats no more than what lies between two checkpoints.
    """
    for harvested in make(store.get_state(_STATE_PREFIX + key)):
        yield replace(harvested, key=key) if isinstance(harvested, Checkpoint) else harvested


def save_checkpoint(store: CheckpointStore, checkpoint: Checkpoint) -> None:
    """Save how far a harvest has come."""
    store.set_state(_STATE_PREFIX + checkpoint.key, checkpoint.value)
