"""The sentences of papers, embedded, ready to be compared with a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.grounding.sentence import Excerpt
from bot.prompt_injection.sanitize import sanitize_paper
from retrieval.search.embedding.embedder import Embedded, Embedder
from retrieval.search.rerank.maxsim import QueryTokens, weigh_tokens
from retrieval.text.sentence_roles import Role, classify_abstract

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TITLE_WEIGHT = 0.9  # a word of the question that only the title has is nearly as good as found
_MAX_SENTENCES = 40  # of one abstract; the rest of a 100,000-character one is not read


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an abstract: its text, its place (from 0), and its role."""

    number: int
    text: str
    place: int
    role: Role
    embedded: Embedded


@dataclass(frozen=True, slots=True)
class Question:
    """A question, embedded; `tokens` is None where the embedder has no token vectors."""

    text: str
    vector: NDArray[np.float32]
    tokens: QueryTokens | None


class PassageEmbedder:
    """Embeds questions and sentences; blocks; thread-safe."""

    def __init__(self, embedder: Embedder, rarity: Callable[[str], float]) -> None:
        self._embedder = embedder
        self._rarity = rarity

    def embed_question(self, text: str) -> Question:
        """Embed a question and weigh its words by their rarity in the library."""
        embedded = self._embedder.embed_query(text)
        ours = embedded.tokens
        tokens = None if ours is None else weigh_tokens(text, ours, self._rarity)
        return Question(text, embedded.vector, tokens)

    def embed_sentences(self, excerpts: Sequence[Excerpt]) -> list[Passage]:
        """Return the sentences of the excerpts' abstracts, embedded in one go, in order."""
        texts: list[str] = []
        places: list[tuple[int, int, Role]] = []
        for excerpt in excerpts:
            paper = sanitize_paper(excerpt.paper)
            classified = classify_abstract(paper.abstract)[:_MAX_SENTENCES]
            texts += [one.span.text for one in classified]
            places += [(excerpt.number, i, one.role) for i, one in enumerate(classified)]
        return [
            Passage(number, text, place, role, embedded)
            for text, (number, place, role), embedded in zip(
                texts, places, self._embedder.embed_documents(texts), strict=True
            )
        ]

    def embed_titles(self, excerpts: Sequence[Excerpt]) -> dict[int, Embedded]:
        """Return the excerpts' titles, embedded, by number."""
        embedded = self._embedder.embed_documents([sanitize_paper(e.paper).title for e in excerpts])
        return {e.number: t for e, t in zip(excerpts, embedded, strict=True)}


def cosine(question: Question, passage: Passage) -> float:
    """Return the cosine of a question and a sentence."""
    return float(question.vector @ passage.embedded.vector)


def alignment(question: Question, passage: Passage, title: Embedded) -> float:
    """Return the weighed MaxSim of a question with a sentence in the light of its paper's title.

    Without token vectors, return the cosine.
    """
    tokens, ours = question.tokens, passage.embedded.tokens
    if tokens is None or ours is None or not len(ours):
        return cosine(question, passage)
    best = (tokens.vectors @ ours.vectors.T).max(axis=1)
    if title.tokens is not None and len(title.tokens):
        from_title = (tokens.vectors @ title.tokens.vectors.T).max(axis=1)
        best = np.maximum(best, _TITLE_WEIGHT * from_title)
    return float(tokens.weights @ best)


def similarity(a: Passage, b: Passage) -> float:
    """Return the cosine of two sentences."""
    return float(a.embedded.vector @ b.embedded.vector)
