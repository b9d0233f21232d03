"""Recognize sentences that tell a reader or a writer what to do, however they put it.

A logistic regression over the words, and pairs of words, of twelve tokens at a time, so that the
rest of a long sentence does not hide what one part of it asks. `benchmarks/fit/directives.py` fits
it on sentences of abstracts and on requests that are put together from
`benchmarks/fit/written/directives.toml`. A second one has sentences of whole papers, too, which
speak of inputs, texts and annotators as requests do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from retrieval.text import patterns as re

IN_ABSTRACTS: Final = Path(__file__).with_name("directives.npz")
IN_WHOLE_PAPERS: Final = Path(__file__).with_name("directives_in_whole_papers.npz")
"""`features` (f lines of UTF-8), their `weights` (f) and the `bias`."""

MIN_LOG_ODDS: Final = -0.3
"""Some 11 in ten thousand sentences of abstracts that the fit has not seen get more.

Of sentences of whole papers, five in a thousand; by the weights for abstracts, 13.
"""

_TOKENS, _STEP = 12, 4
_START = "<s>"
_TOKEN = re.compile(r"[a-z']+|\d+|[:;?!\[\]]")


def is_directive(plain: str, fitted: Path = IN_ABSTRACTS) -> bool:
    """Tell whether a sentence of `normalize.to_ascii_words` asks somebody for something."""
    return rate_directive(plain, fitted) > MIN_LOG_ODDS


def rate_directive(plain: str, fitted: Path = IN_ABSTRACTS) -> float:
    """Return the highest log odds that a part of a sentence is a directive."""
    weights, bias = _load(fitted)
    return bias + max(
        math.fsum(weights.get(feature, 0.0) for feature in extract_features(window))
        for window in split_windows(tokenize(plain))
    )


def tokenize(plain: str) -> list[str]:
    """Return the words of a sentence after a mark of its start, each number as the same token."""
    found = _TOKEN.findall(plain)
    return [_START, *("0" if token[0].isdigit() else token for token in found)]


def split_windows(tokens: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield overlapping runs of tokens that cover all of them."""
    for start in range(0, max(len(tokens) - _TOKENS, 0) + _STEP, _STEP):
        yield tokens[start : start + _TOKENS]


def extract_features(window: Sequence[str]) -> set[str]:
    """Return the words and pairs of words of a run of tokens."""
    return {*window, *(f"{first} {second}" for first, second in pairwise(window))}


@cache
def _load(fitted: Path) -> tuple[Mapping[str, float], float]:
    with np.load(fitted) as stored:
        names = stored["features"].tobytes().decode().split("\n")
        weights = stored["weights"].astype(float).tolist()
        return dict(zip(names, weights, strict=True)), float(stored["bias"])
