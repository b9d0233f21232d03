"""Search the library: filters, both indexes, fusion, reranking, signals.

Each leg returns its 200 best candidates; the best 60 of both are reranked token by token, and
`fusion` combines the three signals. From the signals returned here, `confidence` estimates whether
the best papers answer the query at all.
"""

from __future__ import annotations

import copy
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from retrieval.errors import PaperNotFound
from retrieval.paper import Paper
from retrieval.search.confidence import Signals
from retrieval.search.embedding.embedder import Embedded, Embedder, indexed_text
from retrieval.search.embedding.onnx_model import count_cores
from retrieval.search.fusion import (
    Scores,
    Weights,
    drop_papers,
    fuse,
    fuse_first_stage,
    promote,
    rank_ids,
)
from retrieval.search.passages import (
    NOTHING_FOUND,
    FoundPassages,
    MatchedPassages,
    PassageSearch,
    PassageStore,
    add_passages,
)
from retrieval.search.query import Filters, ParsedQuery, author_conditions, parse_query
from retrieval.search.rerank.maxsim import max_sim, weigh_tokens
from retrieval.search.results import CandidateSet, Hit, SearchResult, pick_snippet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retrieval.search.rerank.store import TokenStore
    from retrieval.search.text.text_index import QueryStats, TextIndex
    from retrieval.search.vector.vectors import VectorIndex
    from retrieval.text.sentence_roles import Role

_MAX_CANDIDATES = 200  # from each leg
_MAX_RERANKED = 60


class PaperStore(Protocol):
    """The part of the catalog that search needs; search may not import the library above it."""

    def get_many(self, ids: Sequence[str]) -> dict[str, Paper]:
        """Return the papers of those ids that exist."""

    def get(self, paper_id: str) -> Paper | None:
        """Return the paper of an id, or None."""

    def get_by_doi(self, doi: str) -> Paper | None:
        """Return the paper of a DOI, or None."""

    @property
    def full_texts(self) -> PassageStore:
        """The passages of whole papers."""

    def find_hidden(self, ids: Sequence[str]) -> set[str]:
        """Return the ids among those given of papers that must not be found."""


class SearchPapers:
    """Searches what a place sees of a library. Thread-safe; raises `RetrievalError`s."""

    def __init__(
        self,
        papers: PaperStore,
        lexical: TextIndex,
        vectors: VectorIndex,
        tokens: TokenStore,
        embedder: Embedder,
        passages: PassageSearch | None = None,
    ) -> None:
        self._papers = papers
        self._lexical = lexical
        self._vectors = vectors
        self._tokens = tokens
        self._embedder = embedder
        self._passages = passages
        self._place: str | None = None
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="search")
        # More concurrent searches than processors would not be faster, and would starve other
        # threads, above all the event loop's.
        self._slots = threading.BoundedSemaphore(count_cores())

    def at(self, papers: PaperStore, place: str | None) -> SearchPapers:
        """Return a search of what a place sees; `papers` gives the papers that are there."""
        seen = copy.copy(self)
        seen._papers, seen._place = papers, place
        seen._passages = self._passages and self._passages.at(papers.full_texts)
        return seen

    def __call__(
        self,
        raw: str,
        *,
        filters: Filters = Filters(),
        limit: int = 10,
        exclude_withdrawn: bool = False,
    ) -> SearchResult:
        """Return the `limit` best papers for a query as typed.

        `exclude_withdrawn` ignores withdrawn papers in the signals too.
        """
        with self._slots:
            return self._search(raw, filters, limit, exclude_withdrawn=exclude_withdrawn)

    def _search(
        self, raw: str, filters: Filters, limit: int, *, exclude_withdrawn: bool
    ) -> SearchResult:
        gathered = self.collect_candidates(raw, filters=filters)
        started = time.perf_counter()
        named = self._find_named(gathered.query)
        fused = self._rank(gathered, named, filters)
        if exclude_withdrawn and (gone := self._find_withdrawn(fused, limit)):
            gathered = replace(gathered, scores=drop_papers(gathered.scores, gone))
            if named is None or named.paper_id not in gone:
                again = self._rank(gathered, named, filters)
            else:
                again = {} if gathered.query.is_identifier else self._rank(gathered, None, filters)
                named = None
            fused = {paper_id: score for paper_id, score in again.items() if paper_id not in gone}
        order = rank_ids(fused)[: max(limit, 0)]
        papers = {i: one.for_reading() for i, one in self._papers.get_many(order).items()}
        if self._passages is not None:
            papers = self._passages.attach(gathered.passages, papers)
        scores = gathered.scores
        hits = tuple(
            Hit(
                papers[i],
                score=fused[i],
                lexical=scores.lexical.get(i, 0.0),
                dense=scores.dense.get(i, 0.0),
                alignment=scores.alignment.get(i, 0.0),
                packed=gathered.packed.get(i, b""),
            )
            for i in order
            if i in papers  # it may have been removed meanwhile
        )
        signals = Signals.of(scores, identified=named is not None)
        ranking = 1e3 * (time.perf_counter() - started)
        took = {**gathered.took_ms, "rank": ranking}
        took["total"] = sum(took.values())
        return SearchResult(
            gathered.query, hits, signals, gathered.query_tokens, gathered.notes, took
        )

    def collect_candidates(self, raw: str, *, filters: Filters = Filters()) -> CandidateSet:
        """Return the unranked candidates of both legs with all their signals."""
        started = time.perf_counter()
        filters = replace(filters, place=self._place)
        query = parse_query(raw)
        within, notes = self._find_allowed_ids(query, filters)
        matching: Future[MatchedPassages | None] | None = None
        if self._passages is not None:
            matching = self._pool.submit(self._passages.match, query, self._place)
        lexical_leg = self._pool.submit(self._search_lexical, query, filters, within)
        embedded = self._embedder.embed_query(query.text)
        embedded_at = time.perf_counter()
        dense_leg = self._pool.submit(
            self._find_nearest, embedded.vector, _MAX_CANDIDATES, filters, within
        )
        passages = self._find_passages(matching, embedded, filters, within)
        query_tokens = weigh_tokens(query.text, embedded.tokens, self._lexical.rarities)
        dense = dense_leg.result()
        lexical, reach = lexical_leg.result()
        lexical, dense = add_passages(lexical, dense, passages, reach.ceiling)
        words = len(query.text.split())
        scores = Scores(lexical, dense, reach.ceiling, reach.unknown, reach.papers, words=words)
        found_at = time.perf_counter()
        again = rank_ids(fuse_first_stage(scores, Weights()))[:_MAX_RERANKED]
        stored = self._tokens.get_packed(again)
        sims = max_sim(query_tokens, list(stored.values()))
        scores = replace(scores, alignment=dict(zip(stored, sims.tolist(), strict=True)))
        took = {
            "embed": 1e3 * (embedded_at - started),
            "candidates": 1e3 * (found_at - embedded_at),
            "align": 1e3 * (time.perf_counter() - found_at),
        }
        return CandidateSet(query, scores, query_tokens, stored, notes, took, passages)

    def read(
        self, question: str, paper: Paper, *, limit: int = 8, known: Collection[int] = ()
    ) -> Paper:
        """Return a paper with `limit` passages on a question, if the library has its text.

        Passages of the numbers `known` come after all others.
        """
        if self._passages is None:
            return paper
        return self._passages.read(question, paper, limit, known)

    def read_sections(
        self, asked: Mapping[str, Collection[Role]], paper: Paper, times: int = 1
    ) -> Paper:
        """Return a paper with what its sections of some roles say on each question; none for all.

        There are `times` as many passages as quotes need. The paper is as it is, if the library
        does not have its whole text.
        """
        if self._passages is None:
            return paper
        return self._passages.read_sections(asked, paper, times)

    def related(self, paper_id: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """Return the papers nearest to a paper, nearest first; raise PaperNotFound."""
        vector = self._vectors.vectors([paper_id]).get(paper_id)
        if vector is None:
            paper = self._papers.get(paper_id)
            if paper is None:
                raise PaperNotFound(f"There is no paper {paper_id!r} in the library.")
            text = indexed_text(paper.for_reading())
            vector = self._embedder.embed_documents([text])[0].vector
        near = self._find_nearest(vector, limit + 1, Filters(place=self._place), None)
        near.pop(paper_id, None)
        papers = self._papers.get_many(list(near))
        hits = [
            Hit(read, cosine, 0.0, cosine, pick_snippet(read))
            for i, cosine in near.items()
            if i in papers and (read := papers[i].for_reading())
        ]
        return tuple(hits[:limit])

    def close(self) -> None:
        """Stop the threads."""
        self._pool.shutdown()

    def _rank(
        self, gathered: CandidateSet, named: Paper | None, filters: Filters
    ) -> dict[str, float]:
        fused = fuse(gathered.scores, Weights())
        if named is None:
            here = replace(filters, place=self._place)
            return promote(fused, self._find_authored(gathered.query, here))
        if gathered.query.is_identifier:
            return {named.paper_id: 1.0}
        return promote(fused, [named.paper_id])

    def _find_withdrawn(self, fused: Mapping[str, float], limit: int) -> set[str]:
        """Return the withdrawn ones of the best papers and of those that may replace them."""
        best = rank_ids(fused)[: max(limit, 0) + _MAX_RERANKED]
        return {i for i, paper in self._papers.get_many(best).items() if paper.withdrawn}

    def _find_allowed_ids(
        self, query: ParsedQuery, filters: Filters
    ) -> tuple[list[str] | None, tuple[str, ...]]:
        """Return the ids to search among if paper, phrases or authors restrict them, and notes."""
        if filters.paper:
            return [filters.paper], ()
        if not query.phrases:
            return self._find_by_authors(filters), ()
        within = self._lexical.find_matching(query.phrases, filters)
        if self._passages is not None:
            having = self._passages.find_having(query.phrases, self._place)
            within = list(dict.fromkeys([*within, *having]))
        if within:
            return within, ()
        quoted = " and ".join(f"“{p}”" for p in query.phrases)
        note = f"No paper has {quoted} word for word; searched without the quotes."
        return self._find_by_authors(filters), (note,)

    def _find_by_authors(self, filters: Filters) -> list[str] | None:
        """Return the ids to search among if authors are given, since Chroma does not store them."""
        if not any(map(author_conditions, filters.authors)):
            return None
        return self._lexical.find_matching((), filters)

    def _find_nearest(
        self,
        vector: NDArray[np.float32],
        limit: int,
        filters: Filters,
        within: list[str] | None,
    ) -> dict[str, float]:
        """Return the `limit` nearest papers that the place sees.

        A condition would make Chroma's search many times slower, so uploads of other places are
        left out of its result, and are a condition only where too few papers remain.
        """
        anywhere = replace(filters, place=None)
        for depth in (limit, 2 * limit):
            near = self._vectors.search(vector, limit=depth, filters=anywhere, within=within)
            hidden = self._papers.find_hidden(list(near))
            if len(near) < depth or len(near) - len(hidden) >= limit:
                seen = (item for item in near.items() if item[0] not in hidden)
                return dict(islice(seen, limit))
        return self._vectors.search(vector, limit=limit, filters=filters, within=within)

    def _find_passages(
        self,
        matching: Future[MatchedPassages | None] | None,
        embedded: Embedded,
        filters: Filters,
        within: Sequence[str] | None,
    ) -> FoundPassages:
        """Return the nearest passages of the papers that the filters leave."""
        matched = None if matching is None else matching.result()
        if self._passages is None or matched is None:
            return NOTHING_FOUND
        found = self._passages.find(matched, embedded, self._place)
        if within is None and not replace(filters, place=None):
            return found
        ids = [i for i in found.passages if within is None or i in within]
        left = self._vectors.search(embedded.vector, limit=len(ids), filters=filters, within=ids)
        return found.of(left)

    def _search_lexical(
        self, query: ParsedQuery, filters: Filters, within: list[str] | None
    ) -> tuple[dict[str, float], QueryStats]:
        found = self._lexical.search(query, limit=_MAX_CANDIDATES, filters=filters, within=within)
        return found, self._lexical.get_query_stats(query)

    def _find_named(self, query: ParsedQuery) -> Paper | None:
        """Return the library's paper with the query's id, link or DOI, if any."""
        if query.identifier is None:
            return None
        return self._papers.get(query.identifier) or self._papers.get_by_doi(query.identifier)

    def _find_authored(self, query: ParsedQuery, filters: Filters) -> list[str]:
        """Return the papers of the author whom the query names, if any."""
        if filters.authors:
            return []
        author = self._lexical.find_author(query)
        if author is None:
            return []
        return self._lexical.find_matching((), replace(filters, authors=(author,)))
