"""What finding papers needs of a text index, whichever keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.paper import Paper
from retrieval.search.query import Filters, ParsedQuery


@dataclass(frozen=True, slots=True)
class QueryStats:
    """How far a query's words reach into the index.

    `ceiling` is about what a paper would score that has each word once; `unknown` the part of it,
    0 to 1, that falls to words which no paper has; `papers` how many papers there are.
    """

    ceiling: float = 0.0
    unknown: float = 0.0
    papers: int = 0


class TextIndex(Protocol):
    """BM25 over titles and abstracts. Every call blocks; raises `IndexFault`."""

    def count(self) -> int:
        """Return how many papers the index holds."""

    def upsert(self, papers: Sequence[Paper]) -> None:
        """Write papers (cleaned for reading), replacing those of the same id; commits."""

    def remove(self, paper_ids: Iterable[str]) -> None:
        """Take papers out; unknown ids are no error; commits."""

    def clear(self) -> None:
        """Take every paper out; commits."""

    def close(self) -> None:
        """Let go of where it is kept."""

    def search(
        self,
        query: ParsedQuery,
        *,
        limit: int,
        filters: Filters = ...,
        within: Sequence[str] | None = None,
    ) -> dict[str, float]:
        """Return the BM25 scores of the `limit` best papers by id, best first.

        `filters` and `within` (only these ids) hold before ranking. Empty where no word matches.
        """

    def find_matching(self, phrases: Sequence[str], filters: Filters = ...) -> list[str]:
        """Return the ids of up to 5,000 papers that hold each phrase word for word.

        Without phrases, those that meet the filters.
        """

    def get_query_stats(self, query: ParsedQuery) -> QueryStats:
        """Return how far the query's words reach into the index."""

    def find_author(self, query: ParsedQuery) -> str | None:
        """Return the author's name that the query is, or that it ends in after `by`; else None."""

    def rarity(self, word: str) -> float:
        """Return a word's inverse document frequency, as BM25 has it."""
