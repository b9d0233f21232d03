"""Find given words and phrases in texts: whole, without regard to case, accents and plurals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from retrieval.search.query import folded_words

_SHORTEST_WITH_PLURAL = 4  # "gas" and "is" have none to take off
_WITHOUT_SPACES = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff\U00020000-\U0003ffff]"
)


class Terms:
    """Words and phrases to look for. Terms without a letter or digit are no terms."""

    def __init__(self, terms: Iterable[str]) -> None:
        patterns = [(term, _pattern(term)) for term in terms]
        self._patterns = tuple((term, re.compile(p)) for term, p in patterns if p)

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def found(self, *texts: str) -> str | None:
        """Return the first term, as it was given, that one of the texts has; None if none has."""
        folded = [" ".join(folded_words(text)) for text in texts] if self._patterns else []
        for term, pattern in self._patterns:
            if any(pattern.search(text) for text in folded):
                return term
        return None


def _pattern(term: str) -> str:
    words = folded_words(term)
    if not words:
        return ""
    if _WITHOUT_SPACES.search("".join(words)):  # no spaces tell where a word begins
        return re.escape(" ".join(words))
    forms = ("|".join(map(re.escape, sorted(_forms(word)))) for word in words)
    return rf"(?<!\S){' '.join(f'(?:{f})' for f in forms)}(?!\S)"


def _forms(word: str) -> set[str]:
    """Return a word in singular and plural, whichever it is given in."""
    found = {word}
    for single in _singulars(word):
        found |= {single, single + "s", single + "es"}
        if single.endswith("y"):
            found.add(single[:-1] + "ies")
    return found


def _singulars(word: str) -> Iterator[str]:
    """Yield what the word may be the plural of, and the word itself."""
    yield word
    if len(word) < _SHORTEST_WITH_PLURAL or not word.endswith("s") or word.endswith("ss"):
        return
    yield word[:-1]
    if word.endswith("ies"):
        yield word[:-3] + "y"
    elif word.endswith("es"):
        yield word[:-2]
