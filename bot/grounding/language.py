"""Tell whether a sentence is in English."""

from __future__ import annotations

import unicodedata

from retrieval.search.query import fold_words
from retrieval.text import patterns as re

_OTHERS = frozenset(
    """aber als am auch auf aus bei bis das dass dem den der des die durch ein eine einem einen
    einer eines es fur gegen hat im ist kann mit nach nicht noch nur oder sich sie sind uber um und
    unter von vor war werden wie wird zu zum zur
    au aux avec ce ces cette dans de du elle en est et ete il ils la le les leur leurs mais ne nous
    on ont ou par pas plus pour qu que qui sa sans se ses son sont sur un une
    al como con del el entre este esta estos las lo los mas para pero por ser si sobre su sus y
    che con dei della delle di e gli il nel non per piu sono una uno""".split()
) - {"on", "plus", "die", "pour", "son", "se", "per", "or", "am", "e", "en", "y", "como"}
_ENGLISH = frozenset(
    """a after all an and are as at be been between both but by can each for from has have how if in
    into is it its more no not of on one only or over than that the their them then there these they
    this to two under up was we were when where which while who with without""".split()
)
_NAMES = re.compile(r"\b[^\W\d_]*[A-Z0-9][^\W_]*[A-Z][^\W_]*")  # "IL-10" is not Italian
_LATIN_SHARE = 0.8  # of the letters


def is_english(text: str) -> bool:
    """Tell whether a sentence is English, the only language that the embedder knows.

    This goes by its script, and its small words: at least as many of English as of German,
    French, Spanish and Italian together. A sentence without any ("ResNet-50 reaches 76.1 %")
    counts as English.
    """
    letters = [c for c in text if c.isalpha()]
    latin = sum(unicodedata.name(c, "").startswith(("LATIN", "GREEK")) for c in letters)
    if letters and latin < _LATIN_SHARE * len(letters):
        return False
    words = fold_words(_NAMES.sub(" ", text))
    other = sum(word in _OTHERS for word in words)
    return other == 0 or sum(word in _ENGLISH for word in words) >= other
