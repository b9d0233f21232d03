"""Search the passages of whole papers, to find papers by their text and to read what it says."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.paper import Paper
from retrieval.passage import SECTION_SEPARATOR, Passage, WholeText
from retrieval.reading import find_role, is_closing
from retrieval.search.embedding.embedder import Embedded, Embedder
from retrieval.search.fusion import Scores, Weights, fuse_first_stage, rank_ids
from retrieval.search.query import (
    Filters,
    ParsedQuery,
    content_words,
    fold_words,
    parse_query,
)
from retrieval.search.text.text_index import QueryStats, TextIndex
from retrieval.search.vector.vectors import VectorIndex
from retrieval.text.sentence_roles import Role
from retrieval.text.stems import stem

_MAX_CANDIDATES = 100  # from each leg
_MAX_A_PAPER = 6  # passages that are read of one
_ABSTRACT = "abstract"  # the heading of the section
_EVERYWHERE = "everywhere"  # the place of what all places see
_MAX_A_SECTION = {"text": 5, "table": 2}  # passages of the sections of a role, by kind
_LIMITATION_WEIGHT = 1.0  # of a passage that states one, where limitations are wanted
_CLOSING_WEIGHT = 0.3  # of a passage of the discussion or conclusion then
_WEIGHTS = Weights(first_dense=0.5)
_SHARED_WEIGHT = 0.5  # of the share of a question's words, by their rarity, beside the cosine
_KNOWN_WEIGHT = 10.0  # more than any score: of a passage that comes last
_FIRST_WEIGHT = 0.1  # of the first passage of a section, which says what it is about
_MIN_NORM = 1e-6  # less is a rounding error: a paper's only passage is the mean
_MIN_CHARS = 80  # of what a section says; less is a list's first line, or a scrap of code


class _Search(Protocol):
    """A search of an index of passages."""

    def __call__(self, *, filters: Filters) -> Mapping[str, float]:
        """Return the scores of the best passages that meet a condition, by id."""


class PassageStore(Protocol):
    """Where passages are kept; search may not import the library above it."""

    def is_empty(self) -> bool:
        """Return whether the place sees no passage."""

    def find_papers(self, ids: Sequence[str]) -> Mapping[str, str]:
        """Return the paper of each passage whose text is what the place sees of the paper."""

    def get_passages(self, ids: Sequence[str]) -> Mapping[str, tuple[Passage, WholeText]]:
        """Return the passages of those ids that exist and the place sees, each with its text."""

    def describe(self, paper_id: str) -> WholeText | None:
        """Return what readers are told of a paper's text, if the place sees one."""

    def list_passages(self, paper_id: str) -> Mapping[str, Passage]:
        """Return the passages of a paper that the place sees, by id, in reading order."""


@dataclass(frozen=True, slots=True)
class FoundPassages:
    """The ids of the passages found for a query, by paper, best first.

    `dense` has the best cosine of each paper's passages, `lexical` the best BM25 score as a share
    of that of a passage with each word of the query once.
    """

    passages: Mapping[str, Sequence[str]]
    dense: Mapping[str, float]
    lexical: Mapping[str, float]

    def of(self, papers: Collection[str]) -> FoundPassages:
        """Return what was found of some papers."""
        return FoundPassages(
            {i: few for i, few in self.passages.items() if i in papers},
            {i: cosine for i, cosine in self.dense.items() if i in papers},
            {i: share for i, share in self.lexical.items() if i in papers},
        )


NOTHING_FOUND = FoundPassages({}, {}, {})


@dataclass(frozen=True, slots=True)
class MatchedPassages:
    """The BM25 scores of passages by id, their papers, and the statistics of the query's words."""

    scores: Mapping[str, float]
    papers: Mapping[str, str]
    stats: QueryStats


class PassageSearch:
    """Finds passages; thread-safe; raises the errors of its indexes."""

    def __init__(
        self, store: PassageStore, lexical: TextIndex, vectors: VectorIndex, embedder: Embedder
    ) -> None:
        self._store = store
        self._lexical = lexical
        self._vectors = vectors
        self._embedder = embedder

    def at(self, store: PassageStore) -> PassageSearch:
        """Return a search of what another place sees; `store` gives the passages there."""
        return PassageSearch(store, self._lexical, self._vectors, self._embedder)

    def update(
        self, documents: Sequence[Paper], embedded: Sequence[Embedded], gone: Sequence[str]
    ) -> None:
        """Write passages, made by `to_document`, to the indexes, and remove others from them."""
        if gone:
            self._vectors.remove(gone)
            self._lexical.remove(gone)
        if documents:
            self._vectors.upsert(documents, np.stack([each.vector for each in embedded]))
            self._lexical.upsert(documents)

    def count(self) -> int:
        """Return how many passages both indexes hold."""
        return min(self._vectors.count(), self._lexical.count())

    @property
    def keeps_removed_words(self) -> bool:
        """Whether words of removed passages stay in files until all others are written again."""
        return self._lexical.keeps_removed

    def rewrite_words(self, documents: Sequence[Paper]) -> None:
        """Write passages to the text index again."""
        self._lexical.upsert(documents)

    def clear(self) -> None:
        """Remove all passages from the indexes."""
        self._vectors.clear()
        self._lexical.clear()

    def match(self, query: ParsedQuery, place: str | None) -> MatchedPassages | None:
        """Return the passages that have words of a query; None where the place sees no passage."""
        if self._store.is_empty():
            return None
        search = partial(self._lexical.search, query, limit=_MAX_CANDIDATES)
        scores, papers = self._search_seen(search, place)
        return MatchedPassages(scores, papers, self._lexical.get_query_stats(query))

    def find(
        self, matched: MatchedPassages, embedded: Embedded, place: str | None
    ) -> FoundPassages:
        """Return the passages that come nearest to a query, by its words and its vector."""
        lexical, stats = matched.scores, matched.stats
        search = partial(self._vectors.search, embedded.vector, limit=_MAX_CANDIDATES)
        dense, papers = self._search_seen(search, place)
        papers = {**matched.papers, **papers}
        scores = Scores(lexical, dense, stats.ceiling, stats.unknown, stats.papers)
        ranked = rank_ids(fuse_first_stage(scores, _WEIGHTS))
        found: dict[str, list[str]] = {}
        cosines: dict[str, float] = {}
        shares: dict[str, float] = {}
        for one in ranked:
            paper_id = papers[one]
            of_paper = found.setdefault(paper_id, [])
            if len(of_paper) < _MAX_A_PAPER:
                of_paper.append(one)
            cosines[paper_id] = max(cosines.get(paper_id, 0.0), dense.get(one, 0.0))
            share = lexical.get(one, 0.0) / stats.ceiling if stats.ceiling > 0 else 0.0
            shares[paper_id] = max(shares.get(paper_id, 0.0), share)
        return FoundPassages(found, cosines, shares)

    def _search_seen(
        self, search: _Search, place: str | None
    ) -> tuple[Mapping[str, float], Mapping[str, str]]:
        """Return the scores of the best passages that a place sees, and the paper of each.

        A condition makes a search slower, Chroma's many times: there is one only where, of the
        best passages of all places, more than half are hidden.
        """
        found = search(filters=Filters())
        papers = self._store.find_papers(list(found))
        if len(found) == _MAX_CANDIDATES and len(papers) < _MAX_CANDIDATES // 2:
            found = search(filters=_seen_from(place))
            papers = self._store.find_papers(list(found))
        return {one: score for one, score in found.items() if one in papers}, papers

    def find_having(self, phrases: Sequence[str], place: str | None) -> list[str]:
        """Return the ids of papers with a passage that contains each phrase."""
        having = self._lexical.find_matching(phrases, _seen_from(place))
        return list(dict.fromkeys(self._store.find_papers(having).values()))

    def attach(self, found: FoundPassages, papers: Mapping[str, Paper]) -> dict[str, Paper]:
        """Return papers with what was found of them, in reading order."""
        ids = [one for i in papers for one in found.passages.get(i, ())]
        known = self._store.get_passages(ids)
        attached = dict(papers)
        for paper_id, paper in papers.items():
            few = [known[one] for one in found.passages.get(paper_id, ()) if one in known]
            if few:
                passages, (whole, *_) = zip(*few, strict=True)
                attached[paper_id] = _attach(paper, passages, whole)
        return attached

    def read(self, question: str, paper: Paper, limit: int, known: Collection[int] = ()) -> Paper:
        """Return a paper with the passages that come nearest to a question about it.

        Those of its printed abstract are left out where its record has one, and those without the
        phrases that the question quotes, if any has these. Those of the numbers `known` come last.
        """
        passages = self._list_body(paper)
        if not passages:
            return paper
        folded = {one: _fold(f"{each.text} {each.section}") for one, each in passages.items()}
        phrases = map(_fold, parse_query(question).phrases)
        quoted = [phrase for phrase in phrases if phrase not in _fold(paper.title)]
        having = [one for one, text in folded.items() if all(q in text for q in quoted)]
        vector = self._embedder.embed_query(question).vector
        cosines = rate_vectors(self._vectors.vectors(list(folded)), vector)
        shares = _share_words(question, folded)
        scores = {
            one: cosines.get(one, 0.0)
            + _SHARED_WEIGHT * shares[one]
            - _KNOWN_WEIGHT * (passages[one].number in known)
            for one in having or folded
        }
        best = sorted(scores, key=lambda one: scores[one], reverse=True)[:limit]
        return self._attach_read(paper, passages, {one: scores[one] for one in best})

    def read_sections(
        self, asked: Mapping[str, Collection[Role]], paper: Paper, times: int = 1
    ) -> Paper:
        """Return a paper with what its sections of some roles say on each question; none for all.

        The passages come near to the question and, of chosen sections, to the paper as a whole;
        there are `times` as many as quotes need, beside an abstract that the record lacks. Their
        scores are their ranks for a question, the abstract's first.
        """
        passages = self._list_body(paper)
        if not passages:
            return paper
        vectors = self._vectors.vectors(list(passages))
        center = np.sum(list(vectors.values()), axis=0) if vectors else np.zeros(1)
        center /= np.linalg.norm(center) or 1.0
        roles = {one: find_role(each.section, each.text) for one, each in passages.items()}
        firsts = set({passages[one].section: one for one in reversed(list(passages))}.values())
        scores = {one: 1.0 for one, each in passages.items() if _is_of_abstract(each)}
        for question, wanted in asked.items():
            vector = self._embedder.embed_query(question).vector + bool(wanted) * center
            fitting = [one for one in passages if not wanted or roles[one] in wanted]
            fitting = fitting or [one for one in passages if roles[one] is Role.RESULT]
            fitting = fitting or list(passages)
            if Role.METHOD in wanted:
                fitting = [one for one in fitting if not is_closing(passages[one].section)]
            fitting = [one for one in fitting if len(passages[one].text) >= _MIN_CHARS] or fitting
            rated = {
                one: float(vectors[one] @ vector) + _FIRST_WEIGHT * (one in firsts and bool(wanted))
                for one in fitting
                if one in vectors
            }
            if Role.LIMITATION in wanted:
                for one in rated:
                    rated[one] += _LIMITATION_WEIGHT * (roles[one] is Role.LIMITATION)
                    rated[one] += _CLOSING_WEIGHT * is_closing(passages[one].section)
            best = sorted(fitting, key=lambda one: rated.get(one, 0.0), reverse=True)
            for kind, most in _MAX_A_SECTION.items():
                of_kind = (one for one in best if passages[one].kind == kind)
                for rank, one in enumerate(islice(of_kind, most * times)):
                    scores[one] = max(scores.get(one, -math.inf), -float(rank))
        return self._attach_read(paper, passages, scores)

    def _attach_read(
        self, paper: Paper, passages: Mapping[str, Passage], scores: Mapping[str, float]
    ) -> Paper:
        """Return a paper with those of its passages that have a score."""
        whole = self._store.describe(paper.paper_id) or WholeText()
        read = [replace(passages[one], score=score) for one, score in scores.items()]
        return _attach(paper, read, replace(whole, is_read=len(read) == len(passages)))

    def _list_body(self, paper: Paper) -> Mapping[str, Passage]:
        """Return the passages of a paper, without its abstract if its record has that."""
        found = self._store.list_passages(paper.paper_id)
        if not paper.abstract:
            return found
        return {one: each for one, each in found.items() if not _is_of_abstract(each)}


def _is_of_abstract(passage: Passage) -> bool:
    return passage.section.lower() == _ABSTRACT


def _seen_from(place: str | None) -> Filters:
    return Filters() if place is None else Filters(sources=(_EVERYWHERE, place))


def add_passages(
    lexical: Mapping[str, float],
    dense: Mapping[str, float],
    found: FoundPassages,
    ceiling: float,
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the scores of papers by their abstracts or, where these fit better, by a passage.

    `ceiling` is that of abstracts, in which passages' BM25 scores are expressed.
    """
    by_words = {i: share * ceiling for i, share in found.lexical.items()}
    return _take_better(lexical, by_words), _take_better(dense, found.dense)


def _take_better(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {**one, **{i: max(one.get(i, 0.0), score) for i, score in other.items()}}


def to_document(passage_id: str, paper: Paper, passage: Passage) -> Paper:
    """Return a passage as the indexes take it: under the titles of its paper and section.

    Its source is the place that sees it: one value beside each vector instead of two.
    """
    heading = passage.section.rpartition(SECTION_SEPARATOR)[2]
    text = f"{heading}: {passage.text}" if heading else passage.text
    return Paper(passage_id, paper.title, text, source=paper.place or _EVERYWHERE)


def _fold(text: str) -> str:
    """Return the words of a text, folded, with a space around each."""
    return f" {' '.join(fold_words(text))} "


def rate_vectors(
    vectors: Mapping[str, NDArray[np.float32]], question: NDArray[np.float32]
) -> dict[str, float]:
    """Return how near the vectors of a paper's passages come to that of a question.

    That is the cosine once their mean is taken off both, so that what a question says of the paper
    as a whole, as to name it, counts for no passage; and that of the mean, which is for all alike
    and compares the paper with others.
    """
    if not vectors:
        return {}
    matrix = np.stack(list(vectors.values()))
    mean = matrix.mean(axis=0)
    alike = _find_cosines(mean[np.newaxis], question)
    cosines = _find_cosines(matrix - mean, question - mean) + alike
    return dict(zip(vectors, cosines.tolist(), strict=True))


def _find_cosines(matrix: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the cosine of each row with a vector, some 0 where either is nothing."""
    norms = np.linalg.norm(matrix, axis=1) * np.linalg.norm(vector)
    near: NDArray[np.float32] = matrix @ vector / np.maximum(norms, _MIN_NORM)
    return near


def _share_words(question: str, folded: Mapping[str, str]) -> dict[str, float]:
    """Return the share of a question's words that each folded text has.

    A word, by its stem, counts the more, the fewer of the texts have it.
    """
    asked = {stem(word) for word in content_words(question)}
    shared = {one: asked.intersection(map(stem, text.split())) for one, text in folded.items()}
    counts = Counter(word for words in shared.values() for word in words)
    rarity = {word: math.log(1 + len(folded) / (1 + count)) for word, count in counts.items()}
    total = math.fsum(rarity.values()) or 1.0
    return {one: math.fsum(rarity[w] for w in words) / total for one, words in shared.items()}


def _attach(paper: Paper, passages: Iterable[Passage], whole: WholeText) -> Paper:
    in_order = tuple(sorted(passages, key=lambda one: one.number))
    return replace(paper, passages=in_order, whole=whole)
