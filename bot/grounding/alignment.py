"""Align the words of a sentence with the words of an abstract, span by span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.grounding.encoded_abstract import Read, Reading
from bot.grounding.synonyms import senses

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NOT_AT_ALL, _FULLY = 0.45, 0.85  # similarities of two words: unrelated, the same in context
_BY_SYNONYM = 0.9


@dataclass(frozen=True, slots=True)
class Alignment:
    """How well each word of a sentence is said by each span.

    `said` is float32 (words, spans) from 0 (not at all) to 1 (by the very word, or one that means
    the same there; nearly, by a synonym), `literal` bool (words, spans): by the very word; `places`
    (words, spans) the place in the reading of the word that says it best. `weights` (words,) are
    what the words tell.
    """

    said: NDArray[np.float32]
    literal: NDArray[np.bool_]
    places: NDArray[np.intp]
    weights: NDArray[np.float32]


def align(sentence: Read, reading: Reading) -> Alignment:
    """Align a sentence with all spans of an abstract, the title among them."""
    weights = np.array([word.weight for word in sentence.words], np.float32)
    many, spans = len(sentence.words), len(reading.spans)
    same = np.array(
        [[w.stem == other.stem for other in reading.words] for w in sentence.words], bool
    ).reshape(many, len(reading.words))
    near = np.maximum(same, _BY_SYNONYM * _synonyms(sentence, reading)).astype(np.float32)
    ours, theirs = sentence.word_vectors, reading.word_vectors
    if ours is not None and theirs is not None and ours.size and theirs.size:
        similar = (ours @ theirs.T - _NOT_AT_ALL) / (_FULLY - _NOT_AT_ALL)
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


def _synonyms(sentence: Read, reading: Reading) -> NDArray[np.bool_]:
    """Return (words of the sentence, words of the abstract): whether they share a sense."""
    found = np.zeros((len(sentence.words), len(reading.words)), bool)
    theirs: dict[int, list[int]] = {}
    for place, groups in enumerate(senses(reading.words)):
        for group in groups:
            theirs.setdefault(group, []).append(place)
    for place, groups in enumerate(senses(sentence.words)):
        for group in groups:
            found[place, theirs.get(group, [])] = True
    return found
