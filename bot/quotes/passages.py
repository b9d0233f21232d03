"""The sentences of papers, embedded, ready to be compared with a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.grounding.sentence import Excerpt
from bot.prompt_injection.sanitize import sanitize_paper
from retrieval.reading import classify_paper
from retrieval.search.embedding.embedder import Embedder
from retrieval.text import patterns as re
from retrieval.text.sentence_roles import Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MAX_SENTENCES = 40  # of one abstract; the rest of a 100,000-character one is not read
_OURS = re.compile(
    r"\b(?:we|our|ours|(?:this|the present) (?:paper|work|study|article|survey|report|review)|the "
    r"authors)\b",
    re.IGNORECASE,
)
_MAX_NAME_WORDS = 3  # before the colon of a title


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an abstract: its text, its place (from 0), its role and its unit vector.

    `is_own`: it speaks of the paper's own work, by “we” or by the name in the title.
    """

    number: int
    text: str
    place: int
    role: Role
    vector: NDArray[np.float32]
    is_own: bool = False

    @property
    def is_aim(self) -> bool:
        """Whether it says what was to be found out, or what others had found: no finding."""
        return self.role is Role.OBJECTIVE or (self.role is Role.BACKGROUND and not self.is_own)

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip().endswith("?")


class PassageEmbedder:
    """Embeds questions and sentences; blocks; thread-safe."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def find_cosines(self, question: str, passages: Sequence[Passage]) -> list[float]:
        """Return the cosine of a question and each sentence."""
        vector = self._embedder.embed_query(question).vector
        return [float(vector @ passage.vector) for passage in passages]

    def embed_sentences(self, excerpts: Sequence[Excerpt]) -> list[Passage]:
        """Return the sentences of the excerpts' abstracts, embedded in one go, in order."""
        found: list[tuple[int, int, str, Role, bool]] = []
        for excerpt in excerpts:
            paper = sanitize_paper(excerpt.paper)
            name, colon, _ = paper.title.partition(":")
            is_name = bool(colon) and len(name.split()) <= _MAX_NAME_WORDS
            for i, one in enumerate(classify_paper(paper)[:_MAX_SENTENCES]):
                text = one.span.text
                is_own = (is_name and name in text) or _OURS.search(text) is not None
                found.append((excerpt.number, i, text, one.role, is_own))
        embedded = self._embedder.embed_documents([text for _, _, text, _, _ in found])
        return [
            Passage(number, text, place, role, one.vector, is_own)
            for (number, place, text, role, is_own), one in zip(found, embedded, strict=True)
        ]
