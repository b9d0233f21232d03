"""Find what abbreviations stand for, where texts say so: “spiking neural network (SNN)”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.grounding.content_words import weigh_words

_SHORT_FORM = re.compile(r"((?:[\w-]{1,30} ){1,6})\(([A-Z]\w{1,10}?)s?\)")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_MIN_WEIGHT = 0.9  # of a word in lower case that may be an abbreviation


def find_abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Yield abbreviations in a text, without a plural's s, and the words that they begin."""
    for found in _SHORT_FORM.finditer(text):
        words = _WORD.findall(found[1])
        for size in range(1, len(words) + 1):
            long = " ".join(words[-size:])
            if "".join(part[0] for part in re.split("[ -]", long)).lower() == found[2].lower():
                yield found[2], long


def spell_out(topic: str, texts: Sequence[str]) -> str:
    """Return a topic with its abbreviations in the words that the texts mostly give for them.

    A word in lower case is one only if it is rare.
    """
    known: dict[str, Counter[str]] = {}
    for text in texts:
        for short, long in find_abbreviations(text):
            known.setdefault(short.lower(), Counter())[long] += 1

    def replace(found: re.Match[str]) -> str:
        word = found[0]
        longs = known.get(word.lower()) or known.get(word.lower().removesuffix("s"))
        if not longs or (
            word.islower() and max(weigh_words(word).values(), default=0) < _MIN_WEIGHT
        ):
            return word
        return longs.most_common(1)[0][0]

    return _WORD.sub(replace, topic)
