"""Compare a query with texts token by token (late interaction).

Khattab and Zaharia's MaxSim (ColBERT, 2020): each token of the query finds its nearest token in
the text; the similarities are averaged, weighted by the rarity of each word in the library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.search.embedding.embedder import TokenVectors
from retrieval.search.query import STOP_WORDS, fold_words, is_subject_word
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from numpy.typing import NDArray


_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class QueryTokens:
    """A query's token vectors (tokens, d) and their weights (tokens,), which sum to 1."""

    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]


def weigh_tokens(
    text: str,
    tokens: TokenVectors,
    rarities: Callable[[Sequence[str]], Mapping[str, float]],
) -> QueryTokens:
    """Weigh each token of `text` by the rarity of its word; stop words weigh nothing.

    `rarities` returns words' inverse document frequencies. Each of a word's n pieces gets 1/√n of
    its weight. Tokens without weight are left out.
    """
    weights = np.zeros(len(tokens), np.float32)
    subject = [
        word for word in _WORD.finditer(text) if is_subject_word("".join(fold_words(word[0])))
    ]
    rarity = rarities([word[0] for word in subject])
    for word in subject:
        inside = (tokens.starts >= word.start()) & (tokens.ends <= word.end())
        pieces = int(inside.sum())
        if pieces:
            weights[inside] = rarity[word[0]] / np.sqrt(pieces)
    if weights.sum() <= 0:
        weights[:] = 1.0
    some = weights > 0
    return QueryTokens(tokens.vectors[some], weights[some] / max(float(weights.sum()), 1e-9))


def content_tokens(text: str, tokens: TokenVectors) -> TokenVectors:
    """Drop the tokens of `text` that are punctuation or stop words, unless all of them are."""
    kept = np.array(
        [
            _is_content(text[start:end])
            for start, end in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
        ],
        bool,
    )
    if not kept.any():
        return tokens
    return TokenVectors(tokens.vectors[kept], tokens.starts[kept], tokens.ends[kept])


def max_sim(query: QueryTokens, packed: Sequence[bytes]) -> NDArray[np.float32]:
    """Return the weighted MaxSim (texts,) of the query with packed texts; 0 without tokens."""
    sims, counts = dot_products(query.vectors, packed)
    scores = np.zeros(len(counts), np.float32)
    filled = [i for i, count in enumerate(counts) if count]
    if not filled or not len(query.weights):
        return scores
    starts = np.cumsum([0] + [counts[i] for i in filled[:-1]])
    scores[filled] = query.weights @ np.maximum.reduceat(sims, starts, axis=1)
    return scores


def score_spans(
    query: QueryTokens, tokens: TokenVectors, spans: Sequence[tuple[int, int]]
) -> NDArray[np.float32]:
    """Return the weighted MaxSim (spans,) of the query with each span of one text.

    `tokens` are in the order of the text.
    """
    best = np.zeros((len(query.weights), len(spans)), np.float32)
    sims = query.vectors @ tokens.vectors.T if len(tokens) else best[:, :0]
    first = np.searchsorted(tokens.starts, [start for start, _ in spans])
    last = np.searchsorted(tokens.ends, [end for _, end in spans], side="right")
    for i, (start, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        if start < end:
            sims[:, start:end].max(axis=1, out=best[:, i])
    scores: NDArray[np.float32] = query.weights @ best
    return scores


def _is_content(piece: str) -> bool:
    lowered = piece.lower()
    return any(c.isalnum() for c in lowered) and lowered not in STOP_WORDS


_STEP = 0.9957  # of the deviation: the best of four even steps for normal numbers (Max, 1960)
_MIDDLE = 1.5
_SHIFTS = (0, 2, 4, 6)  # a byte has one number of each quarter of a vector
_BLOCK_TOKENS = 512  # whose levels stay in the processor's cache


def pack(tokens: TokenVectors) -> bytes:
    """Quantize token vectors (of a dimension that four divides) to two bits a number.

    A number becomes one of four even steps around 0, as wide as the vector's numbers deviate. This
    suits vectors that are spread evenly over their dimensions, as a random rotation spreads them.
    """
    count = len(tokens)
    scales = np.maximum(np.sqrt((tokens.vectors**2).mean(axis=1)), 1e-6) * _STEP
    levels = np.floor(tokens.vectors / scales[:, None]).clip(-2, 1).astype(np.int8) + 2
    quarters = levels.reshape(count, len(_SHIFTS), tokens.vectors.shape[1] // len(_SHIFTS))
    spans = np.stack([tokens.starts, tokens.ends]).clip(0, 65_535).astype("<u2")
    return b"".join(
        [
            np.array([count], "<u2").tobytes(),
            spans.tobytes(),
            scales.astype("<f2").tobytes(),
            (quarters << np.array(_SHIFTS)[:, None]).sum(axis=1).astype(np.uint8).tobytes(),
        ]
    )


def unpack_many(packed: Sequence[bytes]) -> list[TokenVectors]:
    """Unpack several texts' token vectors, each number the middle of its step."""
    counts, scales, quarters = _read(packed)
    levels = np.concatenate([quarters >> shift & 3 for shift in _SHIFTS], axis=1)
    vectors = (levels.astype(np.float32) - _MIDDLE) * scales[:, None]
    found, start = [], 0
    for p, n in zip(packed, counts, strict=True):
        spans = np.frombuffer(p, "<u2", 2 * n, 2).reshape(2, n).astype(np.int32)
        found.append(TokenVectors(vectors[start : start + n], spans[0], spans[1]))
        start += n
    return found


def dot_products(
    vectors: NDArray[np.float32], packed: Sequence[bytes]
) -> tuple[NDArray[np.float32], list[int]]:
    """Return the dot products of vectors (n, d) with all texts' tokens, and each text's count.

    They are (n, tokens), text after text. No level is unpacked. The lowest two, four, six and eight
    bits of a byte are a sum of its levels, each 4 times the one before; with the four differences
    of the vectors' quarters in place of the quarters, the sums give the same products. This takes
    half of the time of unpacking and multiplying.
    """
    counts, scales, quarters = _read(packed)
    products = np.empty((len(vectors), len(scales)), np.float32)
    if not products.size:
        return products, counts
    width = quarters.shape[1]
    weights = (
        vectors.reshape(len(vectors), len(_SHIFTS), width) / 4.0 ** np.arange(len(_SHIFTS))[:, None]
    )
    weights[:, :-1] -= weights[:, 1:]
    flat = weights.reshape(len(vectors), -1).astype(np.float32)
    sums = np.empty((_BLOCK_TOKENS, flat.shape[1]), np.float32)
    for start in range(0, len(scales), _BLOCK_TOKENS):
        block = quarters[start : start + _BLOCK_TOKENS]
        for part, shift in enumerate(_SHIFTS):
            sums[: len(block), part * width : (part + 1) * width] = block & (4 << shift) - 1
        np.matmul(flat, sums[: len(block)].T, out=products[:, start : start + len(block)])
    products -= _MIDDLE * vectors.sum(axis=1, keepdims=True)
    products *= scales
    return products, counts


def _read(
    packed: Sequence[bytes],
) -> tuple[list[int], NDArray[np.float32], NDArray[np.uint8]]:
    """Return each text's number of tokens, the tokens' scales, and their bytes (tokens, d / 4)."""
    counts = [int.from_bytes(p[:2], "little") for p in packed]
    texts = list(zip(packed, counts, strict=True))
    scales = np.frombuffer(b"".join(p[2 + 4 * n : 2 + 6 * n] for p, n in texts), "<f2")
    quarters = np.frombuffer(b"".join(p[2 + 6 * n :] for p, n in texts), np.uint8)
    width = len(quarters) // len(scales) if len(scales) else 0
    return counts, scales.astype(np.float32), quarters.reshape(len(scales), width)
