"""Find papers by what people remember of a title."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice

from retrieval.limits import MAX_TITLE_CHARS

_COMPARED = 200
"""How many titles are compared by their letters; the others share fewer or commoner words."""

_NEAR_WORDS = 32
"""How many words of what is asked for are looked up, the longest ones."""

_WEIGHED = 3
"""Of how many words, the longest ones, it is asked which is the rarest."""

_SAMPLED = 16
"""One in how many of the titles is asked; those lie together, by their first letters."""


class TitleIndex:
    """The folded titles of a library in order, held in memory; it never changes once made.

    They are lines of one text in UTF-8, whose order is that of the characters, so that a look
    through all of them is one search of a few milliseconds for 75,000, which also lets other
    threads of the interpreter run soon.
    """

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        """Take pairs of folded title and paper id; quickest where they come in order.

        Of a title, as many characters count as one may have: older libraries hold longer ones.
        """
        entries = sorted((title[:MAX_TITLE_CHARS], paper_id) for title, paper_id in titles)
        # A space before the first word makes every word findable by what it begins with.
        lines = [f" {title}\n".encode() for title, _ in entries]
        self._ids = [paper_id for _, paper_id in entries]
        self._text = b"".join(lines)
        self._starts = list(accumulate(map(len, lines), initial=0))

    def exactly(self, folded: str) -> list[str]:
        """Return the ids of the papers of that title."""
        wanted = f" {folded}\n".encode()
        return [self._ids[place] for place in self._beginning(wanted)]

    def beginning(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers whose title begins so, in the titles' order."""
        return [self._ids[place] for place in islice(self._beginning(_begun(folded)), limit)]

    def containing(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers whose title has that, from the start of a word."""
        return [self._ids[place] for place in islice(self._with([_begun(folded)]), limit)]

    def completing(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers whose title begins so, then of those with words that do."""
        first = list(islice(self._beginning(_begun(folded)), limit))
        begun = set(first)
        more = (place for place in self._with(_begun_words(folded)) if place not in begun)
        return [self._ids[place] for place in (*first, *islice(more, limit - len(first)))]

    def near(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers of the most similar titles, which share a word with it."""
        shared: dict[int, list[str]] = {}
        words = sorted(set(folded.split()), key=len, reverse=True)
        for word in words[:_NEAR_WORDS]:
            for place in self._with_word(word):
                shared.setdefault(place, []).append(word)
        common = Counter(word for found in shared.values() for word in found)
        rare = heapq.nlargest(
            _COMPARED,
            (
                (sum(1 / common[word] for word in found), self._title(place), place)
                for place, found in shared.items()
            ),
        )
        wanted = _trigrams(folded)
        rated = [
            (_similarity(wanted, _trigrams(title)), weight, self._ids[place])
            for weight, title, place in rare
        ]
        return [paper_id for _, _, paper_id in heapq.nlargest(limit, rated)]

    def _beginning(self, wanted: bytes) -> Iterator[int]:
        """Yield the places of the lines that begin so."""
        first = bisect_left(range(len(self._ids)), wanted, key=self._line)
        for place in range(first, len(self._ids)):
            if not self._text.startswith(wanted, self._starts[place]):
                return
            yield place

    def _with(self, parts: Sequence[bytes]) -> Iterator[int]:
        """Yield the places of the lines that have every part; at least one must be given."""
        longest = sorted(parts, key=len, reverse=True)
        rarest = min(longest[:_WEIGHED], key=self._how_common)
        others = [part for part in longest if part != rarest]
        place = self._place(rarest, 0)
        while place is not None:
            line = self._line(place)
            if all(part in line for part in others):
                yield place
            place = self._place(rarest, self._starts[place + 1])

    def _how_common(self, part: bytes) -> int:
        middle = len(self._text) // 2
        return self._text.count(part, middle, middle + len(self._text) // _SAMPLED)

    def _with_word(self, word: str) -> Iterator[int]:
        """Yield the places of the lines that have a whole word."""
        last = -1
        for found in re.finditer(rb" %b[ \n]" % re.escape(word.encode()), self._text):
            place = bisect_right(self._starts, found.start()) - 1
            if place != last:
                yield place
            last = place

    def _place(self, part: bytes, start: int) -> int | None:
        """Return the place of the first line, from that byte on, that has a part."""
        found = self._text.find(part, start)
        return None if found < 0 else bisect_right(self._starts, found) - 1

    def _line(self, place: int) -> bytes:
        return self._text[self._starts[place] : self._starts[place + 1]]

    def _title(self, place: int) -> str:
        return self._line(place)[1:-1].decode()


def _trigrams(title: str) -> Counter[str]:
    """Count the runs of three characters in a title, with a space at both its ends."""
    padded = f" {title} "
    return Counter(padded[at : at + 3] for at in range(len(padded) - 2))


def _similarity(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of trigrams in common, from 0 to 1 (Dice's coefficient), in linear time."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _begun(folded: str) -> bytes:
    return f" {folded}".encode()


def _begun_words(folded: str) -> list[bytes]:
    return [_begun(word) for word in dict.fromkeys(folded.split())]
