"""What every source yields: a paper, or a record that is no paper and why."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.paper import Paper


@dataclass(frozen=True, slots=True)
class Record:
    """A paper read from a source, and where: a line of the file, from 1, or the record's number."""

    paper: Paper
    line: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that gave no paper: where it stands (line, from 1), and why, for people."""

    line: int
    reason: str
