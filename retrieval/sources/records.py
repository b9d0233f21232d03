"""What sources yield: papers, rejected records, and checkpoints to resume from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from retrieval.errors import SourceError
from retrieval.limits import MAX_REASON_CHARS, truncate_paper, truncate_text
from retrieval.paper import Paper

_STATE_PREFIX = "harvest:"


@dataclass(frozen=True, slots=True)
class Record:
    """A paper read from a source, and its line in the file or its number, from 1.

    `cut` names the fields that were truncated to `retrieval.limits`.
    """

    paper: Paper
    line: int
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record without a usable paper: its line (from 1), and the reason for people."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The progress of a harvest; it is saved once everything yielded before it is recorded.

    `key` names the harvest, `value` is a JSON text from which it can resume.
    """

    key: str
    value: str


Harvested = Record | Rejected | Checkpoint
"""What a harvest of a service yields; a file yields only `Record | Rejected`."""


def require_papers(
    results: Iterable[Record | Rejected], complaint: str
) -> Iterator[Record | Rejected]:
    """Yield `results`; raise SourceError with a complaint at their end if none is a paper."""
    has_papers = False
    for result in results:
        has_papers = has_papers or isinstance(result, Record)
        yield result
    if not has_papers:
        raise SourceError(complaint)


def truncate_record(record: Harvested) -> Harvested:
    """Truncate a record's texts to `retrieval.limits`, and set `cut` of a `Record`."""
    match record:
        case Record(paper, _):
            paper, cut = truncate_paper(paper)
            return replace(record, paper=paper, cut=cut) if cut else record
        case Rejected(_, reason):
            return replace(record, reason=truncate_text(reason, MAX_REASON_CHARS))
        case Checkpoint():
            return record


class CheckpointStore(Protocol):
    """The part of the catalog that harvests need; sources may not import the library above them."""

    def get_state(self, key: str) -> str | None:
        """Return the value of `key`, or None."""

    def set_state(self, key: str, value: str) -> None:
        """Set the value of `key`."""


def load_checkpoint(store: CheckpointStore | None, key: str) -> str | None:
    """Return the value of the last checkpoint of a harvest, or None.

    An ingest saves each checkpoint after recording everything before it, so that a killed process
    skips nothing, and repeats only the records between two checkpoints.
    """
    return store.get_state(_STATE_PREFIX + key) if store else None


def save_checkpoint(store: CheckpointStore, checkpoint: Checkpoint) -> None:
    """Save the progress of a harvest."""
    store.set_state(_STATE_PREFIX + checkpoint.key, checkpoint.value)
