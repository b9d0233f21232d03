"""Find what abbreviations stand for, as texts introduce them: “mixture of experts (MoE)”."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.grounding.content_words import weigh_words
from retrieval.text import patterns as re

_MAX_WORDS, _MAX_BEGINNING, _MAX_CHARS = 8, 2, 80
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_PLURAL = re.compile(r"[A-Z]s$")
_IN_PARENTHESES = re.compile(r" \(([A-Z]\w{1,20})\)")
_OTHER_SIGN = re.compile(r"[^\w -]")
_MIN_WEIGHT = 0.9  # of a word in lower case that may be an abbreviation


def find_long_forms(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield abbreviations, in lower case and the singular, with the words that they stand for."""
    for found in _IN_PARENTHESES.finditer(text):
        inside = found[1]
        if sum(letter.isupper() for letter in inside) < 2:
            continue
        start = found.start()
        before = _OTHER_SIGN.split(text[max(start - _MAX_CHARS, 0) : start])[-1]
        words = _WORD.findall(before)
        for size in range(1, min(len(words), _MAX_WORDS) + 1):
            long = words[-size:]
            parts = [part for word in long for part in word.lower().split("-")]
            if _abbreviates(to_singular(inside), parts):
                yield to_singular(inside), tuple(long)
                break


def to_singular(word: str) -> str:
    """Return a word in lower case, an abbreviation without the s of its plural."""
    return word[:-1].lower() if _PLURAL.search(word) else word.lower()


def _abbreviates(short: str, parts: Sequence[str]) -> bool:
    """Tell whether an abbreviation consists of the beginnings of words, "ViT" of two."""
    if not parts or not short:
        return not parts and not short
    return any(
        short.startswith(parts[0][:size]) and _abbreviates(short[size:], parts[1:])
        for size in range(1, min(len(parts[0]), _MAX_BEGINNING) + 1)
    )


def spell_out(topic: str, texts: Sequence[str]) -> str:
    """Return a topic with its abbreviations in the words that the texts mostly give for them.

    A word in lower case is one only if it is rare.
    """
    known: dict[str, Counter[str]] = {}
    for text in texts:
        for short, long in find_long_forms(text):
            known.setdefault(short, Counter())[" ".join(long)] += 1

    def replace(found: re.Match) -> str:
        word = found[0]
        longs = known.get(word.lower()) or known.get(word.lower().removesuffix("s"))
        if not longs or (
            word.islower() and max(weigh_words(word).values(), default=0) < _MIN_WEIGHT
        ):
            return word
        return longs.most_common(1)[0][0]

    return _WORD.sub(replace, topic)
