"""Sentences with their citations and verdicts, and the excerpts that they cite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrieval.paper import Evidence, Paper

Label = Literal["supported", "contradicted", "unsupported"]
"""The verdict of the check."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A paper, cleaned for reading, that a model may cite as `[number]`."""

    number: int
    paper: Paper


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is shown: its text without marks, and its citations.

    `supported` is False if no citation is valid or the cited abstracts do not say it; `reason`
    then says why in a few words, and is empty otherwise. `contradicted`: the abstract says the
    opposite. `score` is from 0 to 1, higher is better supported. `evidence` has the spans of the
    cited abstracts that decided. `borderline`: the check alone was not sure.
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
        """The verdict in a word."""
        if self.supported:
            return "supported"
        return "contradicted" if self.contradicted else "unsupported"
