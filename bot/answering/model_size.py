"""Tell small language models from large ones by their names."""

from __future__ import annotations

from typing import Literal

from retrieval.text import patterns as re

ModelSize = Literal["auto", "small", "large"]

_MIN_LARGE_BILLIONS = 7.0
_SEPARATORS = re.compile(r"[-_:/ @]")
_PARAMETERS = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)([bm])", re.IGNORECASE)


def is_small(name: str, size: ModelSize = "auto") -> bool:
    """Tell whether a model is small: as `size` says, or else by the parameters in its name.

    "qwen2.5-coder-1.5b-instruct" is small, with fewer than seven billion; a name without any number
    of them is that of a large one.
    """
    if size != "auto":
        return size == "small"
    found = [_PARAMETERS.fullmatch(part) for part in _SEPARATORS.split(name)]
    billions = [
        float(one[1]) * (1.0 if one[2].lower() == "b" else 1e-3) for one in found if one is not None
    ]
    return bool(billions) and billions[0] < _MIN_LARGE_BILLIONS
