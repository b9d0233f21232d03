"""Rate the kinds of a question: a logistic regression over its words, letters and vectors.

Three families of features, each hashed into the same buckets: runs of one to three words, of two to
five letters within a word, and of one to four parts of the question's frame, in which all words but
those that questions are made of are one. Rare features count more, by the logarithm of how few
questions have them. Beside them stand three vectors of bge-small: of the question, of the sentence
in it that asks, as a story may come before, and of its frame. `benchmarks/fit/question_kinds.py`
fits the weights.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.text import patterns as re

BUCKETS = 1 << 15
FILE = "question_kinds.npz"
"""`weights` (buckets, kinds) in eight bits and their `scale`, those of the vectors, `dense` and
`dense_scale`, the `rarity` of each bucket, the `bias`, the `kinds`, and the `frame_words`."""

_VECTOR_WEIGHT = 0.35  # of the vectors beside the other features

_TOKEN = re.compile(r"[\w'-]+|[?:,;.!&/()\"“”]")
_CAPITALS = re.compile(r"\w[A-Z]")
_DIGIT = re.compile(r"\d")
_MAX_CHARS = 600  # of a question; what follows says little of its kind
_WORDS, _LETTERS, _FRAME = (1, 3), (2, 5), (1, 4)
_SENTENCE = re.compile(r"[^.!?;:]+[.!?;:]*")
_MIN_ASKING_WORDS = 3
_STANDS_FOR = {"x": "something", "N": "Alpha", "0": "5"}
"""What the frame of a question has, for the vector, in place of words, names and numbers."""
_MAX_CACHED = 256  # questions


@dataclass(frozen=True, slots=True)
class _Model:
    """The weights of buckets and vectors by kind, each bucket's rarity, and each kind's constant.

    Shapes: (buckets, kinds), (3 · 384, kinds), (buckets,), (kinds,).
    """

    weights: NDArray[np.float32]
    dense: NDArray[np.float32]
    rarity: NDArray[np.float32]
    bias: NDArray[np.float32]
    kinds: list[str]
    frame_words: frozenset[str]


def rate_kinds(question: str) -> dict[str, float]:
    """Return the probability of each kind. Blocks for some 10 ms the first time.

    Raises `EmbeddingError` if the model of the vectors is missing or damaged.
    """
    return dict(zip(_load().kinds, _rate(question), strict=True))


@lru_cache(_MAX_CACHED)
def _rate(question: str) -> tuple[float, ...]:
    model = _load()
    buckets, values = find_features(question, model.frame_words)
    values = values * model.rarity[buckets]
    logits = values / np.linalg.norm(values) @ model.weights[buckets] + model.bias
    logits = logits + embed_parts(question, model.frame_words) @ model.dense
    likely = np.exp(logits - logits.max())
    return tuple((likely / likely.sum()).tolist())


def embed_parts(question: str, frame_words: frozenset[str]) -> NDArray[np.float32]:
    """Return the vectors of a question, of the sentence that asks, and of its frame, (3 · 384,)."""
    text = _clean(question)
    frame = _find_frame(_TOKEN.findall(text), frame_words)[1:-1]
    said = " ".join(_STANDS_FOR.get(part, part) for part in frame)
    embed = _open_embedder().embed_query
    parts = (text, _find_asking(text), said)
    vectors = {part: embed(part).vector for part in set(parts)}
    chosen = [vectors[part] for part in parts]
    return _VECTOR_WEIGHT * np.concatenate(chosen)


def _find_asking(text: str) -> str:
    """Return the last sentence with a question mark, or else the last, of three words or more."""
    found: list[str] = [one.strip() for one in _SENTENCE.findall(text)]
    found = [one for one in found if len(one.split()) >= _MIN_ASKING_WORDS] or [text]
    return ([one for one in found if one.endswith("?")] or found)[-1]


def _clean(question: str) -> str:
    return question[:_MAX_CHARS].replace("’", "'")


@lru_cache(1)
def _open_embedder() -> BgeSmall:
    return BgeSmall(1)


def find_features(
    question: str, frame_words: frozenset[str]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the buckets of a question's features, and their values: of one length a family."""
    tokens = _TOKEN.findall(_clean(question))
    words = ["^", *(token.lower() for token in tokens), "$"]
    families = (
        {f"w {run}" for run in _find_runs(words, _WORDS)},
        {f"c {run}" for word in words[1:-1] for run in _find_letters(word)},
        {f"f {run}" for run in _find_runs(_find_frame(tokens, frame_words), _FRAME)},
    )
    buckets = [zlib.crc32(one.encode()) % BUCKETS for family in families for one in sorted(family)]
    values = [len(family) ** -0.5 for family in families for _ in family]
    return np.array(buckets, np.int64), np.array(values, np.float32)


def has_frame_words(text: str) -> bool:
    """Tell whether a text has a word that questions are made of."""
    return not _load().frame_words.isdisjoint(list_words(text))


def list_words(question: str) -> list[str]:
    """Return the words and signs of a question in small letters."""
    return [token.lower() for token in _TOKEN.findall(question.replace("’", "'"))]


def _find_runs(parts: Sequence[str], sizes: tuple[int, int]) -> Iterator[str]:
    for size in range(sizes[0], sizes[1] + 1):
        for start in range(len(parts) - size + 1):
            yield " ".join(parts[start : start + size])


def _find_letters(word: str) -> Iterator[str]:
    padded = f" {word} "
    for size in range(_LETTERS[0], _LETTERS[1] + 1):
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]


def _find_frame(tokens: Sequence[str], frame_words: frozenset[str]) -> list[str]:
    """Return the words that questions are made of; of others only that there are some, or names."""
    found = ["^"]
    for token in tokens:
        if token.lower() in frame_words and not _CAPITALS.search(token):
            part = token.lower()
        elif _DIGIT.search(token):
            part = "0"
        else:
            part = "N" if _CAPITALS.search(token) or (token[0].isupper() and found[1:]) else "x"
        if part not in {"N", "x"} or found[-1] != part:
            found.append(part)
    return [*found, "$"]


@lru_cache(1)
def _load() -> _Model:
    with resources.files(__package__).joinpath(FILE).open("rb") as file:
        stored = np.load(file)
        kinds, words = (str(stored[name]).split() for name in ("kinds", "frame_words"))
        return _Model(
            stored["weights"].astype(np.float32) * stored["scale"],
            stored["dense"].astype(np.float32) * stored["dense_scale"],
            stored["rarity"].astype(np.float32),
            stored["bias"],
            kinds,
            frozenset(words),
        )
