"""Align the words of a sentence with the words of an abstract, span by span.

Words match by stem, by meaning in context, or as synonyms. Each line of synonyms.txt is a group of
words, or of phrases of two ("slow-down"), that may stand for one another in one of their senses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.grounding.content_words import ContentWord, stem
from bot.grounding.encoded_abstract import EncodedAbstract, EncodedSentence

if TYPE_CHECKING:
    from numpy.typing import NDArray


_SYNONYMS_FILE = Path(__file__).with_name("synonyms.txt")
_NO_GROUPS: frozenset[int] = frozenset()


def load_synonym_groups() -> list[tuple[str, ...]]:
    """Return the groups in the order of the file; hyphens join the words of a phrase."""
    lines = _SYNONYMS_FILE.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split()) for line in lines if line and not line.startswith("#")]


def find_synonym_groups(words: Sequence[ContentWord]) -> list[frozenset[int]]:
    """Return the groups of each content word of a text, which it is in itself or as a phrase."""
    known = _groups_by_stem()
    found = [known.get((word.stem,), _NO_GROUPS) for word in words]
    for i, (word, following) in enumerate(pairwise(words)):
        if both := known.get((word.stem, following.stem)):
            found[i] |= both
            found[i + 1] |= both
    return found


@cache
def _groups_by_stem() -> Mapping[tuple[str, ...], frozenset[int]]:
    found: dict[tuple[str, ...], frozenset[int]] = {}
    for number, group in enumerate(load_synonym_groups()):
        for word in group:
            for stems in product(*(_inflected_stems(part) for part in word.split("-"))):
                found[stems] = found.get(stems, _NO_GROUPS) | {number}
    return found


def _inflected_stems(word: str) -> frozenset[str]:
    """Return the stems of a word and of its forms, which may differ: employ, employed."""
    bare = word[:-1] if word[-1] in "ey" else word
    forms = (word, *(bare + ending for ending in ("ed", "ing", "s", "es", "ies", "ied")))
    return frozenset(map(stem, (*forms, word + "ed", word + "ing", word + "s")))


_UNRELATED_SIMILARITY, _SAME_SIMILARITY = (
    0.45,
    0.85,
)  # similarities of two words: unrelated, the same in context
_SYNONYM_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Alignment:
    """How well each span says each word of a sentence.

    `said`, float32 (words, spans), is from 0 to 1: 1 for the same word or one with the same
    meaning in context, nearly 1 for a synonym. `literal`, bool (words, spans), marks the same word.
    `places` (words, spans) is the index of the abstract's word that matches best, and `weights`
    (words,) how much each word of the sentence matters.
    """

    said: NDArray[np.float32]
    literal: NDArray[np.bool_]
    places: NDArray[np.intp]
    weights: NDArray[np.float32]


def align(sentence: EncodedSentence, reading: EncodedAbstract) -> Alignment:
    """Align a sentence with all spans of an abstract, the title among them."""
    weights = np.array([word.weight for word in sentence.words], np.float32)
    many, spans = len(sentence.words), len(reading.spans)
    same = np.array(
        [[w.stem == other.stem for other in reading.words] for w in sentence.words], bool
    ).reshape(many, len(reading.words))
    near = np.maximum(same, _SYNONYM_SHARE * _match_synonyms(sentence, reading)).astype(np.float32)
    ours, theirs = sentence.word_vectors, reading.word_vectors
    if ours is not None and theirs is not None and ours.size and theirs.size:
        similar = (ours @ theirs.T - _UNRELATED_SIMILARITY) / (
            _SAME_SIMILARITY - _UNRELATED_SIMILARITY
        )
        near = np.maximum(near * 1.0, np.clip(similar, 0.0, 0.99)).astype(np.float32)
    said = np.zeros((many, spans), np.float32)
    literal = np.zeros((many, spans), bool)
    places = np.zeros((many, spans), np.intp)
    if many:
        for k in range(spans):
            first, last = reading.firsts[k], reading.firsts[k + 1]
            if last > first:
                best = near[:, first:last].argmax(axis=1)
                places[:, k] = first + best
                said[:, k] = near[np.arange(many), first + best]
                literal[:, k] = same[:, first:last].any(axis=1)
    return Alignment(said, literal, places, weights)


def _match_synonyms(sentence: EncodedSentence, reading: EncodedAbstract) -> NDArray[np.bool_]:
    """Return (words of the sentence, words of the abstract): whether they share a sense."""
    found = np.zeros((len(sentence.words), len(reading.words)), bool)
    theirs: dict[int, list[int]] = {}
    for place, groups in enumerate(find_synonym_groups(reading.words)):
        for group in groups:
            theirs.setdefault(group, []).append(place)
    for place, groups in enumerate(find_synonym_groups(sentence.words)):
        for group in groups:
            found[place, theirs.get(group, [])] = True
    return found
