"""Store the state of each feed, so that it survives a restart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.storage.component_state import NoteStore


NOTE_NAME = "growth"  # its name in the store


@dataclass(frozen=True, slots=True)
class FeedState:
    """How far a feed was ingested.

    It is complete up to `through`, was last asked at `tried`, and is to be asked again at `due`.
    `added` papers were new at the last success, `grown`. It has failed `failures` times since;
    `problem` says why the last time, under `incident` in the log.
    """

    through: datetime | None = None
    tried: datetime | None = None
    due: datetime | None = None
    grown: datetime | None = None
    added: int = 0
    failures: int = 0
    problem: str = ""
    incident: str = ""


def load_feed_states(notes: NoteStore) -> dict[str, FeedState]:
    """Return the state of each feed by name; if it cannot be read, of none."""
    try:
        kept = json.loads(notes.read(NOTE_NAME) or "{}")
        return {name: _parse_state(fields) for name, fields in kept.items()}
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError):
        return {}


def save_feed_states(notes: NoteStore, states: Mapping[str, FeedState]) -> None:
    """Store the state of each feed."""
    kept = {name: asdict(state) for name, state in states.items()}
    notes.write(NOTE_NAME, json.dumps(kept, default=datetime.isoformat))


def _parse_state(fields: Mapping[str, Any]) -> FeedState:
    return FeedState(
        through=_parse_moment(fields["through"]),
        tried=_parse_moment(fields["tried"]),
        due=_parse_moment(fields["due"]),
        grown=_parse_moment(fields["grown"]),
        added=int(fields["added"]),
        failures=int(fields["failures"]),
        problem=str(fields["problem"]),
        incident=str(fields["incident"]),
    )


def _parse_moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time without a time zone")
    return found
