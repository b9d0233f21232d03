"""Tell which facts an answer states, by its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_DASHES = re.compile("[‐‑‒–—−]")
_HYPHEN = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")  # few-shot is few shot, but 0.11-0.18 a range
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_UNIT = re.compile(r"(?<=\d) (?=%)")


def stated(fact: Sequence[str], text: str) -> bool:
    """Tell whether a text has a fact in any of its spellings, as whole words and whole figures.

    Case, hyphens between words, kinds of dashes and commas in thousands make no difference;
    “84.2” is not in “84.25”, nor “4” in “4.39”.
    """
    within = _plain(text)
    return any(re.search(_whole(_plain(spelling)), within) for spelling in fact)


def _whole(spelling: str) -> str:
    return rf"(?<!\w)(?<!\d[.,]){re.escape(spelling)}(?!\w)(?![.,]\d)"


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = " ".join(_HYPHEN.sub(" ", _DASHES.sub("-", folded)).split())
    return _UNIT.sub("", _THOUSANDS.sub("", folded))
