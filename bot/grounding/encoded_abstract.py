"""An abstract as the support check reads it: its sentences with their vectors and words, kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.grounding.content_words import Word, telling_words
from retrieval.paper import Evidence, Paper
from retrieval.search.embedding.embedder import Embedded, Embedder, TokenVectors
from retrieval.text.sentences import Span, split_sentences

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_SENTENCES = 60  # of one abstract; the rest of a 100,000-character one is not read
_LONGEST_SENTENCE = 2_000  # characters that are embedded
_KEPT = 64  # abstracts, some 150 kB each


@dataclass(frozen=True, slots=True)
class Reading:
    """A title and the sentences of its abstract.

    `spans[0]` is the title, with a start of -1; `owners` are the spans' papers, by id. `vectors`
    are float32 (spans, dimension).
    `words` are the telling words of all spans in order, `word_vectors` float32 (words, reduced
    dimension) theirs or None where the embedder gives no token vectors, `firsts` the place among
    them of each span's first, and one more: their number.
    """

    title: str
    spans: tuple[Span, ...]
    owners: tuple[str, ...]
    vectors: NDArray[np.float32]
    words: tuple[Word, ...]
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

    def evidence_of(self, span: Span | None) -> Evidence | None:
        """Return one of the spans as evidence; None for one that is not among them."""
        return self.evidence(self.spans.index(span)) if span in self.spans else None


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence to be checked: its vector and telling words, and theirs (None without tokens)."""

    text: str
    vector: NDArray[np.float32]
    words: tuple[Word, ...]
    word_vectors: NDArray[np.float32] | None


class Reader:
    """Reads sentences and abstracts; the abstracts read last are kept. Thread-safe; blocks."""

    def __init__(self, embedder: Embedder, kept: int = _KEPT) -> None:
        self._embedder = embedder
        self._most = kept
        self._kept: OrderedDict[tuple[str, str], Reading] = OrderedDict()
        self._lock = threading.Lock()

    def sentence(self, text: str) -> Read:
        """Read a sentence; raises `EmbeddingError`."""
        embedded = self._embedder.embed_query(text[:_LONGEST_SENTENCE])
        words = tuple(telling_words(text[:_LONGEST_SENTENCE]))
        return Read(text, embedded.vector, words, _of_words(words, embedded))

    def abstract(self, paper: Paper) -> Reading:
        """Read the title and abstract of a paper; raises `EmbeddingError`."""
        key = (paper.title, paper.abstract)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        reading = self._read(paper)
        with self._lock:
            self._kept[key] = reading
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return reading

    def _read(self, paper: Paper) -> Reading:
        title = Span(paper.title, -1, -1)
        spans = (title, *split_sentences(paper.abstract)[:_MOST_SENTENCES])
        texts = [span.text[:_LONGEST_SENTENCE] for span in spans]
        embedded = self._embedder.embed_documents(texts)
        words = [telling_words(text) for text in texts]
        firsts = np.cumsum([0, *map(len, words)])
        vectors = [_of_words(w, e) for w, e in zip(words, embedded, strict=True)]
        known = [v for v in vectors if v is not None]
        return Reading(
            paper.title,
            spans,
            (paper.paper_id,) * len(spans),
            np.stack([e.vector for e in embedded]),
            tuple(word for of_span in words for word in of_span),
            firsts,
            _rows(known) if len(known) == len(vectors) else None,
        )


def together(readings: Sequence[Reading]) -> Reading:
    """Return several readings as one: the spans in order, the other papers' titles among them."""
    title = ". ".join(r.title for r in readings)
    before = np.cumsum([0, *(len(r.words) for r in readings)])
    known = [r.word_vectors for r in readings if r.word_vectors is not None]
    return Reading(
        title,
        tuple(span for r in readings for span in r.spans),
        tuple(owner for r in readings for owner in r.owners),
        np.concatenate([r.vectors for r in readings]),
        tuple(word for r in readings for word in r.words),
        np.concatenate(
            [*(r.firsts[:-1] + n for r, n in zip(readings, before, strict=False)), before[-1:]]
        ),
        _rows(known) if len(known) == len(readings) else None,
    )


def _rows(parts: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return the parts' rows as one array; an empty title, say, has none, nor a width."""
    wide = [part for part in parts if part.size]
    return np.concatenate(wide) if wide else parts[0]


def _of_words(words: Sequence[Word], embedded: Embedded) -> NDArray[np.float32] | None:
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
