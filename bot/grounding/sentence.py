"""Sentences with citations, the excerpts that they cite, and what the check makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrieval.paper import Evidence, Paper

Label = Literal["supported", "contradicted", "unsupported"]
"""What the check of a sentence found."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What the model may cite as `[number]`: a paper, cleaned for reading."""

    number: int
    paper: Paper


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is shown: its text without marks, and the citations that carry it.

    `supported` is False where no citation is valid or the cited abstract does not say it;
    `reason` then says why in a few words, and is empty otherwise. `contradicted` tells that the
    abstract says the opposite. `score` is from 0 to 1, higher is better supported. `evidence` has
    the spans of the cited abstracts that decided. `borderline`: the check alone was not sure.
    """

    text: str
    citations: tuple[int, ...] = ()
    supported: bool = True
    reason: str = ""
    score: float = 1.0
    contradicted: bool = False
    evidence: tuple[Evidence, ...] = ()
    borderline: bool = False

    @property
    def verdict(self) -> Label:
        """What the check found, in a word."""
        if self.supported:
            return "supported"
        return "contradicted" if self.contradicted else "unsupported"
