"""What growing needs of the outside: the services, the library, a place for notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from retrieval.sources.records import Harvested


class Online(Protocol):
    """The services that papers come from; each call yields as it asks, and blocks.

    Raises SourceError where a service gives nothing at all.
    """

    def rss(self, *, categories: Sequence[str]) -> Iterator[Harvested]:
        """Yield what arXiv announced last in some categories."""

    def arxiv(
        self, *, categories: Sequence[str], since: date | None, until: date | None
    ) -> Iterator[Harvested]:
        """Yield what was submitted to categories of arXiv on those days, both included."""

    def oai(self, *, set_: str, since: date | None, until: date | None) -> Iterator[Harvested]:
        """Yield what changed in a set of arXiv on those days, both included."""

    def hf_daily(self, *, day: date | None) -> Iterator[Harvested]:
        """Yield the daily papers of Hugging Face of a day."""


class Taken(Protocol):
    """How many papers came in."""

    @property
    def added(self) -> int: ...  # noqa: D102 - the names say it


class Take(Protocol):
    """Takes papers into the library and its indexes, whoever else changes it meanwhile."""

    async def __call__(self, records: Sequence[Harvested]) -> Taken:
        """Return once they are in. Raises RetrievalError."""


class Notes(Protocol):
    """Small facts that outlive the process; every call blocks."""

    def read(self, name: str) -> str | None:
        """Return a note."""

    def write(self, name: str, text: str) -> None:
        """Write a note."""
