"""What a search finds: hits, and what told that they are any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.paper import Paper
from retrieval.search.confidence import Signals
from retrieval.search.embedding.embedder import TokenVectors
from retrieval.search.fusion import Scores
from retrieval.search.query import ParsedQuery
from retrieval.search.rerank.maxsim import QueryTokens
from retrieval.search.rerank.quantize import unpack_many


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper found, cleaned for reading.

    `score` is the fused one (0 to 1, comparable within one search only), `lexical` the BM25
    score, `dense` the cosine, `alignment` the MaxSim; each 0 where that leg did not find it.
    `snippet` is the sentence of the abstract nearest to the query, `tokens` what found it.
    """

    paper: Paper
    score: float
    lexical: float
    dense: float
    snippet: str = ""
    alignment: float = 0.0
    tokens: TokenVectors | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of one search, best first, and what tells whether they answer the query.

    `tokens` are the query's, for finding evidence in the hits; `notes` are for the reader.
    """

    query: ParsedQuery
    hits: tuple[Hit, ...]
    signals: Signals
    tokens: QueryTokens | None = None
    notes: tuple[str, ...] = ()
    took_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CandidateSet:
    """All that is known of a query's candidates before they are ranked; `packed` are tokens."""

    query: ParsedQuery
    scores: Scores
    query_tokens: QueryTokens | None
    packed: Mapping[str, bytes]
    notes: tuple[str, ...]
    took_ms: Mapping[str, float]

    def tokens(self, paper_ids: Sequence[str]) -> dict[str, TokenVectors]:
        """Return the token vectors of those papers that were looked at again."""
        known = [i for i in paper_ids if i in self.packed]
        return dict(zip(known, unpack_many([self.packed[i] for i in known]), strict=True))
