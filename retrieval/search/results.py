"""The results of a search: hits, their snippets, and signals of how good they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from retrieval.paper import Paper
from retrieval.search.confidence import Signals
from retrieval.search.embedding.embedder import abstract_start
from retrieval.search.fusion import Scores
from retrieval.search.passages import NOTHING_FOUND, FoundPassages
from retrieval.search.query import ParsedQuery
from retrieval.search.rerank.maxsim import QueryTokens, score_spans, unpack_many
from retrieval.text.labels import split_abstract


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper found, cleaned for reading.

    `score` is the fused score (0 to 1, comparable within one search only), `lexical` the BM25
    score, `dense` the cosine, `alignment` the MaxSim; each 0 if that leg did not find the paper.
    `snippet` is the sentence of the abstract nearest to the query, by the token vectors `packed`
    (as `maxsim.pack` made them); empty until `SearchResult.add_snippets` picks it.
    """

    paper: Paper
    score: float
    lexical: float
    dense: float
    snippet: str = ""
    alignment: float = 0.0
    packed: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of one search, best first, and the signals for whether they answer the query.

    `tokens` are the query's, to find evidence in the hits; `notes` are shown to the user.
    """

    query: ParsedQuery
    hits: tuple[Hit, ...]
    signals: Signals
    tokens: QueryTokens | None = None
    notes: tuple[str, ...] = ()
    took_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def shares(self) -> tuple[float, ...]:
        """The score of each hit as a share of the best."""
        best = max((hit.score for hit in self.hits), default=0.0) or 1.0
        return tuple(hit.score / best for hit in self.hits)

    def add_snippets(self, hits: Iterable[Hit]) -> tuple[Hit, ...]:
        """Return some of the hits with their snippets, which take about a millisecond each."""
        return tuple(
            replace(hit, snippet=pick_snippet(hit.paper, self.tokens, hit.packed)) for hit in hits
        )


@dataclass(frozen=True, slots=True)
class CandidateSet:
    """A query's candidates before ranking; `packed` has the token vectors of the reranked ones."""

    query: ParsedQuery
    scores: Scores
    query_tokens: QueryTokens
    packed: Mapping[str, bytes]
    notes: tuple[str, ...]
    took_ms: Mapping[str, float]
    passages: FoundPassages = NOTHING_FOUND


_MAX_SNIPPET_CHARS = 300


def pick_snippet(paper: Paper, query: QueryTokens | None = None, packed: bytes = b"") -> str:
    """Return the sentence of a paper's abstract nearest to the query, up to 300 characters.

    The paper is cleaned for reading. Without token vectors, it is the first sentence.
    """
    spans = split_abstract(paper.abstract)
    if not spans:
        return ""
    best = spans[0]
    (tokens,) = unpack_many([packed]) if packed else (None,)
    if query is not None and tokens:
        offset = abstract_start(paper)
        places = [(span.start + offset, span.end + offset) for span in spans]
        scores = score_spans(query, tokens, places)
        best = spans[int(scores.argmax())]
    if len(best.text) <= _MAX_SNIPPET_CHARS:
        return best.text
    return best.text[: _MAX_SNIPPET_CHARS - 1].rsplit(" ", 1)[0] + "…"
