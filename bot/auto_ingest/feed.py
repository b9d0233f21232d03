"""Name what comes in by itself, as `FOOTNOTE_AUTO_INGEST` does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

Kind = Literal["rss", "arxiv", "oai", "hf-daily"]


@dataclass(frozen=True, slots=True)
class Feed:
    """A source that is looked at again and again: arXiv's categories, or a set of its OAI-PMH."""

    kind: Kind
    of: tuple[str, ...] = ()

    @classmethod
    def named(cls, name: str) -> Feed:
        """Return the inflow of a name that the settings have checked: `rss:cs.CL+cs.LG`."""
        kind, _, of = name.partition(":")
        return cls(cast(Kind, kind), tuple(of.split("+")) if of else ())

    @property
    def name(self) -> str:
        """The name that `named` reads."""
        return f"{self.kind}:{'+'.join(self.of)}" if self.of else self.kind
