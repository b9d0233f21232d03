"""Encode abstracts and sentences for the check: their vectors and content words, cached."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.grounding.content_words import ContentWord, find_content_words
from retrieval.paper import Evidence, Paper
from retrieval.search.embedding.embedder import Embedded, Embedder, TokenVectors
from retrieval.text.sentences import Span, split_sentences

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAX_SENTENCES = 60  # of one abstract; the rest of a very long one is ignored
_MAX_SENTENCE_CHARS = 2_000  # characters that are embedded
_MAX_CACHED = 64  # abstracts, some 150 kB each


@dataclass(frozen=True, slots=True)
class EncodedAbstract:
    """A title and the sentences of its abstract.

    `spans[0]` is the title, with a start of -1; `owners` are the ids of the spans' papers, and
    `vectors` float32 (spans, dimension). `words` are the content words of all spans in order,
    `word_vectors` float32 (words, reduced dimension), or None if the embedder has no token
    vectors. `firsts` has the index of each span's first word, and at the end the number of words.
    """

    title: str
    spans: tuple[Span, ...]
    owners: tuple[str, ...]
    vectors: NDArray[np.float32]
    words: tuple[ContentWord, ...]
    firsts: NDArray[np.intp]
    word_vectors: NDArray[np.float32] | None

    @property
    def sentences(self) -> tuple[Span, ...]:
        """The abstract's sentences, without the title."""
        return self.spans[1:]

    def evidence(self, place: int) -> Evidence:
        """Return a span as evidence."""
        span = self.spans[place]
        return Evidence(self.owners[place], span.text, span.start, span.end)

    def find_evidence(self, span: Span | None) -> Evidence | None:
        """Return one of the spans as evidence; None for an unknown one."""
        return self.evidence(self.spans.index(span)) if span in self.spans else None


@dataclass(frozen=True, slots=True)
class EncodedSentence:
    """A sentence to check: its vector, content words and their vectors (None without tokens)."""

    text: str
    vector: NDArray[np.float32]
    words: tuple[ContentWord, ...]
    word_vectors: NDArray[np.float32] | None


class TextEncoder:
    """Encodes sentences and abstracts, and caches recent abstracts. Thread-safe; blocks."""

    def __init__(self, embedder: Embedder, kept: int = _MAX_CACHED) -> None:
        self._embedder = embedder
        self._most = kept
        self._kept: OrderedDict[tuple[str, str], EncodedAbstract] = OrderedDict()
        self._lock = threading.Lock()

    def encode_sentence(self, text: str) -> EncodedSentence:
        """Encode a sentence; raises `EmbeddingError`."""
        embedded = self._embedder.embed_query(text[:_MAX_SENTENCE_CHARS])
        words = tuple(find_content_words(text[:_MAX_SENTENCE_CHARS]))
        return EncodedSentence(text, embedded.vector, words, _average_tokens(words, embedded))

    def encode_abstract(self, paper: Paper) -> EncodedAbstract:
        """Encode the title and abstract of a paper; raises `EmbeddingError`."""
        key = (paper.title, paper.abstract)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        reading = self._encode(paper)
        with self._lock:
            self._kept[key] = reading
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return reading

    def _encode(self, paper: Paper) -> EncodedAbstract:
        title = Span(paper.title, -1, -1)
        spans = (title, *split_sentences(paper.abstract)[:_MAX_SENTENCES])
        texts = [span.text[:_MAX_SENTENCE_CHARS] for span in spans]
        embedded = self._embedder.embed_documents(texts)
        words = [find_content_words(text) for text in texts]
        firsts = np.cumsum([0, *map(len, words)])
        vectors = [_average_tokens(w, e) for w, e in zip(words, embedded, strict=True)]
        known = [v for v in vectors if v is not None]
        return EncodedAbstract(
            paper.title,
            spans,
            (paper.paper_id,) * len(spans),
            np.stack([e.vector for e in embedded]),
            tuple(word for of_span in words for word in of_span),
            firsts,
            _concatenate_rows(known) if len(known) == len(vectors) else None,
        )


def join_abstracts(readings: Sequence[EncodedAbstract]) -> EncodedAbstract:
    """Return several abstracts as one, with all spans in order, titles included."""
    title = ". ".join(r.title for r in readings)
    before = np.cumsum([0, *(len(r.words) for r in readings)])
    known = [r.word_vectors for r in readings if r.word_vectors is not None]
    return EncodedAbstract(
        title,
        tuple(span for r in readings for span in r.spans),
        tuple(owner for r in readings for owner in r.owners),
        np.concatenate([r.vectors for r in readings]),
        tuple(word for r in readings for word in r.words),
        np.concatenate(
            [*(r.firsts[:-1] + n for r, n in zip(readings, before, strict=False)), before[-1:]]
        ),
        _concatenate_rows(known) if len(known) == len(readings) else None,
    )


def _concatenate_rows(parts: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return the rows of all parts; a part without rows, such as an empty title, has no width."""
    wide = [part for part in parts if part.size]
    return np.concatenate(wide) if wide else parts[0]


def _average_tokens(words: Sequence[ContentWord], embedded: Embedded) -> NDArray[np.float32] | None:
    """Return a unit vector for each word: the mean of its tokens'; None without tokens.

    A word past the embedder's last token gets zeros.
    """
    tokens: TokenVectors | None = embedded.tokens
    if tokens is None:
        return None
    made = np.zeros((len(words), tokens.vectors.shape[1] if len(tokens) else 0), np.float32)
    if not len(tokens):
        return made
    starts = np.searchsorted(tokens.starts, [w.start for w in words], side="left")
    ends = np.searchsorted(tokens.ends, [w.end for w in words], side="right")
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if end > start:
            total = tokens.vectors[start:end].sum(axis=0)
            made[i] = total / max(float(np.linalg.norm(total)), 1e-9)
    return made
