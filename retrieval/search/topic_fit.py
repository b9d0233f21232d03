"""Score how well given papers fit a topic.

A topic has few words, and a new paper may share none of them. So the library is searched for the
topic, and a new paper is compared with the centroid of the papers found as well as with the topic
itself. Papers that are not indexed yet are embedded here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import IndexFault
from retrieval.paper import Paper
from retrieval.search.confidence import Confidence
from retrieval.search.embedding.embedder import Embedder, indexed_text
from retrieval.search.query import ParsedQuery, parse_query
from retrieval.search.rerank.maxsim import (
    QueryTokens,
    content_tokens,
    max_sim,
    pack,
    weigh_tokens,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.search.rerank.store import TokenStore
    from retrieval.search.search import SearchPapers
    from retrieval.search.text.text_index import TextIndex
    from retrieval.search.vector.vectors import VectorIndex

_MAX_CANDIDATES = 200  # the same number as in search
_MAX_RERANKED = 60
_MAX_CENTROID_PAPERS = 10  # papers of the library whose centroid represents a topic
_TRUST_RANGE = (0.2, 0.5)  # confidences of zero and of full trust; Ask refuses in between
_MIN_ALIGNMENT = 0.4  # with the topic's words, of a paper that matches it
_MIN_ALIGNMENT_SHARE = 0.75  # of the alignment of the paper that matches it best
_MAX_UNALIGNED_FIT = 0.2  # of a paper that is near the topic and lacks what it names
_MAX_EMBEDDED_PAPERS = 400  # take about ten seconds


@dataclass(frozen=True, slots=True)
class TopicCandidates:
    """The papers to rank: ids, and unit vectors (papers, dimension) in the same order.

    `tokens` has the packed token vectors of papers that are not indexed yet.
    """

    ids: tuple[str, ...]
    vectors: NDArray[np.float32]
    tokens: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TopicFitWeights:
    """The weight of each signal, and the weighted sums that mean a fit of 0 and of 1.

    `dense` weighs the cosine with the topic, `centroid` the cosine with the centroid of the
    library's papers on it, `tokens` the alignment, and `words` the BM25 score as a share of what
    a paper with each word once would score. Tuned on the tuning blocks of
    benchmarks/measure/digest_ranking.py: the middle of a region of equally good values.
    """

    dense: float = 2.9
    centroid: float = 6.0
    tokens: float = 0.64
    words: float = 0.1
    zero_fit_sum: float = 6.1
    full_fit_sum: float = 8.1


@dataclass(frozen=True, slots=True)
class Topic:
    """An embedded topic, and the centroid of the library's papers on it.

    `centroid_trust` is the confidence, from 0 to 1, that the library has papers on the topic.
    """

    query: ParsedQuery
    vector: NDArray[np.float32]
    tokens: QueryTokens
    centroid: NDArray[np.float32]
    centroid_trust: float


class TopicRanker:
    """Ranks given papers. Synchronous and thread-safe; raises `RetrievalError`s."""

    def __init__(
        self,
        search: SearchPapers,
        lexical: TextIndex,
        vectors: VectorIndex,
        tokens: TokenStore,
        embedder: Embedder,
        fit: TopicFitWeights = TopicFitWeights(),
    ) -> None:
        self._search = search
        self._lexical = lexical
        self._vectors = vectors
        self._tokens = tokens
        self._embedder = embedder
        self._fit = fit

    def collect_candidates(self, papers: Sequence[Paper]) -> TopicCandidates:
        """Return the vectors of distinct `papers` (cleaned for reading).

        Raises IndexFault if too many of them are not indexed yet.
        """
        known = self._vectors.vectors([p.paper_id for p in papers])
        missing = [p for p in papers if p.paper_id not in known]
        if len(missing) > _MAX_EMBEDDED_PAPERS:
            raise IndexFault(
                f"{len(missing):,} new papers are not indexed yet, too many to rank without the "
                "indexes. Try again once they are indexed, or run `footnote reindex`."
            )
        tokens: dict[str, bytes] = {}
        texts = [indexed_text(p) for p in missing]
        embedded = self._embedder.embed_documents(texts) if texts else []
        for paper, text, made in zip(missing, texts, embedded, strict=True):
            known[paper.paper_id] = made.vector
            tokens[paper.paper_id] = pack(content_tokens(text, made.tokens))
        vectors = np.zeros((len(papers), self._embedder.dimension), np.float32)
        for row, paper in enumerate(papers):
            vectors[row] = known[paper.paper_id]
        return TopicCandidates(tuple(p.paper_id for p in papers), vectors, tokens)

    def embed_topic(self, text: str) -> Topic:
        """Embed a topic and search the library for it."""
        query = parse_query(text)
        embedded = self._embedder.embed_query(query.text)
        tokens = weigh_tokens(query.text, embedded.tokens, self._lexical.rarities)
        found = self._search(text, limit=_MAX_CENTROID_PAPERS)
        known = list(self._vectors.vectors([h.paper.paper_id for h in found.hits]).values())
        mean = np.mean(known, axis=0) if known else embedded.vector
        centroid = mean / max(float(np.linalg.norm(mean)), 1e-9)  # a copy: vectors may be cached
        low, high = _TRUST_RANGE
        sure = Confidence()(found.signals) if known else 0.0
        trust = min(max((sure - low) / (high - low), 0.0), 1.0)
        return Topic(query, embedded.vector, tokens, centroid, trust)

    def __call__(
        self, topic: Topic, candidates: TopicCandidates, *, strict: bool = False
    ) -> NDArray[np.float32]:
        """Return how well each paper (papers,) fits a topic, 0 to 1.

        The nearest of few papers may be on anything else. If `strict`, the fit of those without the
        topic's words, or words like them, is at most 0.2.
        """
        if not candidates.ids or not topic.query.text.strip():
            return np.zeros(len(candidates.ids), np.float32)
        fit = self._fit
        dense = candidates.vectors @ topic.vector
        trust = topic.centroid_trust
        near = trust * (candidates.vectors @ topic.centroid) + (1 - trust) * dense
        sums = fit.dense * dense + fit.centroid * near
        sums += fit.words * self._score_words(topic.query, candidates)
        most = np.ones(len(candidates.ids), np.float32)
        alignment = self._score_alignment(topic.tokens, candidates, sums)
        sums += fit.tokens * alignment
        floor = max(_MIN_ALIGNMENT, _MIN_ALIGNMENT_SHARE * float(alignment.max()))
        most[(alignment < floor) & strict] = _MAX_UNALIGNED_FIT
        fits = (sums - fit.zero_fit_sum) / (fit.full_fit_sum - fit.zero_fit_sum)
        return np.clip(fits, 0, most).astype(np.float32)

    def _score_words(self, query: ParsedQuery, candidates: TopicCandidates) -> NDArray[np.float32]:
        """Return each paper's BM25 score divided by that of a paper with each word once."""
        ceiling = self._lexical.get_query_stats(query).ceiling
        found = self._lexical.search(query, limit=_MAX_CANDIDATES, within=candidates.ids)
        scores = np.array([found.get(i, 0.0) for i in candidates.ids], np.float32)
        return scores / ceiling if ceiling > 0 else scores

    def _score_alignment(
        self, query: QueryTokens, candidates: TopicCandidates, sums: NDArray[Any]
    ) -> NDArray[np.float32]:
        """Return the MaxSims of the best papers by `sums`; the others get the lowest of these."""
        best = [
            candidates.ids[i] for i in np.argsort(-sums, kind="stable")[:_MAX_RERANKED].tolist()
        ]
        tokens = self._tokens.get_packed([i for i in best if i not in candidates.tokens])
        tokens |= {i: candidates.tokens[i] for i in best if i in candidates.tokens}
        found = dict(zip(tokens, max_sim(query, list(tokens.values())).tolist(), strict=True))
        least = min(found.values(), default=0.0)
        return np.array([found.get(i, least) for i in candidates.ids], np.float32)
