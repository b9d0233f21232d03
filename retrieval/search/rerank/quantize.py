"""Token vectors with four bits a number: packed, unpacked, and compared as they are.

A text's are packed as their number (16 bits), the offsets of starts and of ends (16 bits each),
scales (16-bit floats), and numbers (four bits each, two a byte: the even place's above). A number
is its level, -7 to 7, times its vector's scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from retrieval.search.embedding.embedder import TokenVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEVELS = 7
_MIDDLE = 8  # what is added to a level, so that none is below 0


def pack(tokens: TokenVectors) -> bytes:
    """Pack token vectors, of an even dimension."""
    count = len(tokens)
    scales = np.maximum(np.abs(tokens.vectors).max(axis=1, initial=1e-6), 1e-6) / _LEVELS
    levels = np.rint(tokens.vectors / scales[:, None]).astype(np.int8) + _MIDDLE
    nibbles = (levels[:, 0::2] << 4 | levels[:, 1::2]).astype(np.uint8)
    spans = np.stack([tokens.starts, tokens.ends]).clip(0, 65_535).astype("<u2")
    return b"".join(
        [
            np.array([count], "<u2").tobytes(),
            spans.tobytes(),
            scales.astype("<f2").tobytes(),
            nibbles.tobytes(),
        ]
    )


def unpack(packed: bytes) -> TokenVectors:
    """Return what `pack` packed, each number within half a level of what it was."""
    return unpack_many([packed])[0]


def unpack_many(packed: Sequence[bytes]) -> list[TokenVectors]:
    """Unpack several texts' token vectors in one go."""
    counts, scales, halves = _levels(packed)
    vectors = np.empty_like(halves)
    width = halves.shape[1] // 2
    vectors[:, 0::2], vectors[:, 1::2] = halves[:, :width], halves[:, width:]
    vectors -= _MIDDLE
    vectors *= scales[:, None]
    found, start = [], 0
    for p, n in zip(packed, counts, strict=True):
        spans = np.frombuffer(p, "<u2", 2 * n, 2).reshape(2, n).astype(np.int32)
        found.append(TokenVectors(vectors[start : start + n], spans[0], spans[1]))
        start += n
    return found


def similarities(
    vectors: NDArray[np.float32], packed: Sequence[bytes]
) -> tuple[NDArray[np.float32], list[int]]:
    """Return the dot products of vectors (n, d) with all texts' tokens, and how many each has.

    They are (n, tokens), text after text. Only products are scaled, and no number is put in its
    place: a third of the time of unpacking and multiplying.
    """
    counts, scales, halves = _levels(packed)
    if not len(scales):
        return np.zeros((len(vectors), 0), np.float32), counts
    products = np.concatenate([vectors[:, 0::2], vectors[:, 1::2]], axis=1) @ halves.T
    products -= _MIDDLE * vectors.sum(axis=1, keepdims=True)
    products *= scales
    return products, counts


def _levels(
    packed: Sequence[bytes],
) -> tuple[list[int], NDArray[np.float32], NDArray[np.float32]]:
    """Return each text's number of tokens, the tokens' scales, and their levels, none below 0.

    The levels (tokens, d) of the even places come before those of the odd ones.
    """
    counts = [int.from_bytes(p[:2], "little") for p in packed]
    texts = list(zip(packed, counts, strict=True))
    scales = np.frombuffer(b"".join(p[2 + 4 * n : 2 + 6 * n] for p, n in texts), "<f2")
    numbers = np.frombuffer(b"".join(p[2 + 6 * n :] for p, n in texts), np.uint8)
    width = len(numbers) // len(scales) if len(scales) else 0
    numbers = numbers.reshape(len(scales), width)
    halves = np.empty((len(scales), 2 * width), np.float32)
    halves[:, :width], halves[:, width:] = numbers >> 4, numbers & 15
    return counts, scales.astype(np.float32), halves
