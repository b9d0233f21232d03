"""The interface of text indexes, which Tantivy and PostgreSQL implement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.paper import Paper
from retrieval.search.query import Filters, ParsedQuery


@dataclass(frozen=True, slots=True)
class QueryStats:
    """Statistics of a query's words in an index of `papers` papers.

    `ceiling` approximates the BM25 score of a paper that has each word once; `unknown` is the
    share of it, 0 to 1, of words that no paper has.
    """

    ceiling: float = 0.0
    unknown: float = 0.0
    papers: int = 0

    @classmethod
    def of(cls, rarities: Iterable[float], unknown: float, papers: int) -> QueryStats:
        """Return them for the rarities of all words, and the sum of those that no paper has."""
        ceiling = sum(rarities)
        return cls(ceiling, unknown / ceiling if ceiling > 0 else 0.0, papers)


class TextIndex(Protocol):
    """BM25 over titles and abstracts. Every call blocks; raises `IndexFault`."""

    @property
    def keeps_removed(self) -> bool:
        """Whether words of removed papers stay in files until all others are written again."""

    def count(self) -> int:
        """Return how many papers the index holds."""

    def upsert(self, papers: Sequence[Paper]) -> None:
        """Write papers (cleaned for reading), replacing those of the same id; commits."""

    def remove(self, paper_ids: Iterable[str]) -> None:
        """Remove papers and commit; unknown ids are ignored."""

    def clear(self) -> None:
        """Remove all papers and commit."""

    def close(self) -> None:
        """Release the folder or the connections."""

    def search(
        self,
        query: ParsedQuery,
        *,
        limit: int,
        filters: Filters = ...,
        within: Sequence[str] | None = None,
    ) -> dict[str, float]:
        """Return the BM25 scores of the `limit` best papers by id, best first.

        `filters` and `within` (only these ids) apply before ranking. Empty if no word matches.
        """

    def find_matching(self, phrases: Sequence[str], filters: Filters = ...) -> list[str]:
        """Return the ids of up to 5,000 papers that pass the filters and contain each phrase."""

    def get_query_stats(self, query: ParsedQuery) -> QueryStats:
        """Return the statistics of the query's words."""

    def find_author(self, query: ParsedQuery) -> str | None:
        """Return the author whom the query names, alone or after `by`, or None.

        A single word counts as a name only if it is rarer in the texts.
        """

    def rarities(self, words: Sequence[str]) -> dict[str, float]:
        """Return the inverse document frequency of each word, as BM25 has it."""
