"""The sentences of papers, ready to be compared with a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from bot.grounding.premise import shorten_table
from bot.grounding.sentence import Excerpt
from bot.prompt_injection.sanitize import sanitize_paper
from retrieval.paper import Evidence
from retrieval.reading import cite, classify_paper
from retrieval.search.embedding.embedder import Embedder
from retrieval.text import patterns as re
from retrieval.text.sentence_roles import Role

_MAX_SENTENCES = 40  # of one abstract; the rest of a 100,000-character one is not read
_OURS = re.compile(
    r"\b(?:we|our|ours|(?:this|the present) (?:paper|work|study|article|survey|report|review)|the "
    r"authors)\b",
    re.IGNORECASE,
)
_MAX_NAME_WORDS = 3  # before the colon of a title


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence of a paper: its text, its place (from 0) and its role.

    `is_own`: it speaks of the paper's own work, by “we” or by the name in the title. `kind` and
    `section` are those of the whole paper's passage it is in, empty for one of the abstract.
    `follows`: in the paper, too, it comes right after the sentence of the place before.
    """

    number: int
    text: str
    place: int
    role: Role
    is_own: bool = False
    kind: str = ""
    section: str = ""
    follows: bool = True

    @property
    def is_aim(self) -> bool:
        """Whether it says what was to be found out, or what others had found: no finding."""
        is_known = self.role in (Role.BACKGROUND, Role.RELATED)
        return self.role is Role.OBJECTIVE or (is_known and not self.is_own)

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip().endswith("?")


def list_sentences(excerpts: Sequence[Excerpt], question: str = "") -> list[SourceSentence]:
    """Return the sentences of the excerpts' abstracts and passages, in order.

    For a question, of a table only the rows that come nearest to it are read.
    """
    found: list[SourceSentence] = []
    for excerpt in excerpts:
        paper = sanitize_paper(excerpt.paper)
        name, colon, _ = paper.title.partition(":")
        is_name = bool(colon) and len(name.split()) <= _MAX_NAME_WORDS
        classified = classify_paper(paper)
        of_abstract = islice((one for one in classified if not one.kind), _MAX_SENTENCES)
        read = [*of_abstract, *(one for one in classified if one.kind)]
        before = None
        for place, one in enumerate(read):
            cited = cite(paper, one.span)
            text = shorten_table(one.span.text, question) if question else one.span.text
            is_own = (is_name and name in text) or _OURS.search(text) is not None
            follows = _follows(cited, before)
            found.append(
                SourceSentence(
                    excerpt.number, text, place, one.role, is_own, one.kind, one.section, follows
                )
            )
            before = cited
    return found


def _follows(one: Evidence, before: Evidence | None) -> bool:
    """Tell whether a sentence comes right after another, under the same heading."""
    if before is None or one.passage is None:
        return True
    if before.passage is None or before.section != one.section:
        return False
    return one.passage - before.passage <= 1


class SentenceEmbedder:
    """Compares questions with sentences; blocks; thread-safe."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def find_cosines(self, question: str, sentences: Sequence[SourceSentence]) -> list[float]:
        """Return the cosine of a question and each sentence, all embedded in one go."""
        vector = self._embedder.embed_query(question).vector
        embedded = self._embedder.embed_documents([sentence.text for sentence in sentences])
        return [float(vector @ one.vector) for one in embedded]

    def find_centrality(self, sentences: Sequence[SourceSentence]) -> list[float]:
        """Return the mean cosine of each sentence and all of them."""
        if not sentences:
            return []
        embedded = self._embedder.embed_documents([sentence.text for sentence in sentences])
        vectors = np.stack([one.vector for one in embedded])
        return [float(one) for one in vectors @ vectors.mean(axis=0)]
