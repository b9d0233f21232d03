"""Store the state of each feed, so that it survives a restart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, TypeAdapter, ValidationError

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

    through: AwareDatetime | None = None
    tried: AwareDatetime | None = None
    due: AwareDatetime | None = None
    grown: AwareDatetime | None = None
    added: int = 0
    failures: int = 0
    problem: str = ""
    incident: str = ""


_STATES = TypeAdapter(dict[str, FeedState])


def load_feed_states(notes: NoteStore) -> dict[str, FeedState]:
    """Return the state of each feed by name; if it cannot be read, of none."""
    try:
        return _STATES.validate_json(notes.read(NOTE_NAME) or "{}", strict=True)
    except ValidationError:
        return {}


def save_feed_states(notes: NoteStore, states: Mapping[str, FeedState]) -> None:
    """Store the state of each feed."""
    notes.write(NOTE_NAME, _STATES.dump_json(dict(states)).decode())
