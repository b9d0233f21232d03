"""The detail that a question asks for and no abstract states."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.paper import Paper


@dataclass(frozen=True, slots=True)
class MissingDetail:
    """A detail that no abstract states, though they cover its topic.

    `what` names it in a few words ("how many parameters"). `stated` is the sentence of the closest
    paper's abstract that comes nearest, empty if none comes near.
    """

    what: str
    closest: Paper
    stated: str = ""

    @property
    def text(self) -> str:
        """The refusal in a sentence."""
        return f"Not stated in the abstracts: {self.what}."
