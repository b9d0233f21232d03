"""Sentences with their citations and verdicts, and the excerpts that they cite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrieval.paper import Evidence, Paper

Label = Literal["supported", "contradicted", "unsupported"]
"""The verdict of the check."""

Attribution = Literal["written", "found", "corrected"]
"""Where citations come from: written in the text; found by Footnote, as the text had none; or put
in place of wrong ones."""


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
    cited abstracts that decided. `borderline`: the check alone was not sure. `written_citations`
    are the numbers that the text had, if others replace them; None if the citations are as written.
    `is_computed`: a figure shows that it is wrong, so that no judge may let it pass. `is_prose`:
    among the items of a list it is none, but stands above or below them.
    """

    text: str
    citations: tuple[int, ...] = ()
    supported: bool = True
    reason: str = ""
    score: float = 1.0
    contradicted: bool = False
    evidence: tuple[Evidence, ...] = ()
    borderline: bool = False
    written_citations: tuple[int, ...] | None = None
    is_prose: bool = False
    is_computed: bool = False

    @property
    def attribution(self) -> Attribution:
        """Where the citations come from, in a word."""
        if self.written_citations is None:
            return "written"
        return "corrected" if self.written_citations else "found"

    @property
    def verdict(self) -> Label:
        """The verdict in a word."""
        if self.supported:
            return "supported"
        return "contradicted" if self.contradicted else "unsupported"
