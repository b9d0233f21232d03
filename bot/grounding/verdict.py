"""What the check of a sentence found."""

from __future__ import annotations

from dataclasses import dataclass

from bot.grounding.sentence import Label
from retrieval.paper import Evidence


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the abstracts say it, how surely, and where.

    `score` is from 0 to 1, higher is better supported: comparable between sentences. `span` is
    the sentence of an abstract (or its title, with a start of -1) that decides, None where none
    comes near. `reason` says in a few words what is wrong, and is empty where it is supported.
    `borderline` tells that the check alone is not sure: a judge may be asked.
    """

    label: Label
    score: float
    span: Evidence | None = None
    reason: str = ""
    borderline: bool = False
