"""Write figures and names in one spelling, so that texts of different hands can be compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from retrieval.text import patterns as re

_MAX_CACHED = 4_096  # sentences
_DASHES = str.maketrans("−–—‐‑‒", "------")
_SUPERSCRIPT = re.compile(r"10([⁻⁰¹²³⁴-⁹]+)")
_DECIMAL_POWER = re.compile(r"([⁻⁰¹²³⁴-⁹]+\.[⁰¹²³⁴-⁹]+)")  # as in m⁰.⁹
_FACTOR = re.compile(r"(\d)([A-Za-z]\^)")  # as in 2m^0.9
_BARE_POWER = re.compile(r"\b10\((-?\d{1,2})\)")  # as PubMed writes 10⁶
_MIDDLE_DOT = re.compile(r"(\d)·(\d)")  # as The Lancet writes 0.5
_GREEK = re.compile(r"[Ͱ-Ͽ]+")
_MU = "μ"  # also that of units
_OLD_NAMES = {"lamda": "lambda"}  # Unicode's


@lru_cache(_MAX_CACHED)
def normalize_spelling(text: str) -> str:
    """Return `text` with plain dashes, spaces, powers and decimal points, and Greek letters named.

    A Greek letter that stands alone or in a name becomes its name in small letters: "TNF-alpha".
    """
    text = _SUPERSCRIPT.sub(r"10^\1", _DECIMAL_POWER.sub(r"^\1", text))
    text = _FACTOR.sub(r"\1 \2", _MIDDLE_DOT.sub(r"\1.\2", text))
    text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return _GREEK.sub(_name_letter, _BARE_POWER.sub(r"10^\1", text))


def _name_letter(match: re.Match) -> str:
    letters = match[0]
    if len(letters) > 1 or letters == _MU:
        return letters
    name = unicodedata.name(letters, "").rsplit(" ", 1)[-1].lower()
    return _OLD_NAMES.get(name, name)
