"""What a system gives when it is opened, and for a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reply:
    """The ids that were found, best first, and the milliseconds by stage where they are known."""

    found: Sequence[str]
    stages: Mapping[str, float] = field(default_factory=dict)


Answer = Callable[[str], Reply]


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that answers, and how many papers are in it."""

    answer: Answer
    papers: int
