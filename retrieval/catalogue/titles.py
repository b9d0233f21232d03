"""Find papers by what people remember of a title."""

from __future__ import annotations

import difflib
import heapq
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

_COMPARED = 200
"""How many titles are compared letter by letter; the others share fewer or commoner words."""


class TitleIndex:
    """The folded titles of a library in order, held in memory; it never changes once made."""

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        """Take pairs of folded title and paper id."""
        # A space before the first word makes every word findable by what it begins with.
        entries = sorted((f" {title}", paper_id) for title, paper_id in titles)
        self._titles = [title for title, _ in entries]
        self._ids = [paper_id for _, paper_id in entries]

    def exactly(self, folded: str) -> list[str]:
        """Return the ids of the papers of that title."""
        wanted = f" {folded}"
        found = islice(enumerate(self._titles), bisect_left(self._titles, wanted), None)
        return [self._ids[place] for place, _ in takewhile(lambda e: e[1] == wanted, found)]

    def beginning(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers whose title begins so, in the titles' order."""
        return [self._ids[place] for place in islice(self._beginning(folded), limit)]

    def containing(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers whose title has that, from the start of a word."""
        wanted = f" {folded}"
        found = (i for i, title in zip(self._ids, self._titles, strict=True) if wanted in title)
        return list(islice(found, limit))

    def completing(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers whose title begins so, then of those with words that do."""
        first = list(islice(self._beginning(folded), limit))
        begun, words = set(first), [f" {word}" for word in folded.split()]
        longest, *others = sorted(words, key=len, reverse=True)
        more = (
            place
            for place, title in enumerate(self._titles)
            if longest in title and all(word in title for word in others) and place not in begun
        )
        return [self._ids[place] for place in (*first, *islice(more, limit - len(first)))]

    def near(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers of the most similar titles, which share a word with it."""
        words = [f" {word} " for word in set(folded.split())]
        shared = [
            (place, [word for word in words if word in title])
            for place, title in ((place, f"{title} ") for place, title in enumerate(self._titles))
        ]
        common = Counter(word for _, found in shared for word in found)
        rare = heapq.nlargest(
            _COMPARED,
            (
                (sum(1 / common[word] for word in found), self._titles[place][1:], place)
                for place, found in shared
                if found
            ),
        )
        compared = difflib.SequenceMatcher(b=folded, autojunk=False)
        rated = []
        for weight, title, place in rare:
            compared.set_seq1(title)
            rated.append((compared.ratio(), weight, self._ids[place]))
        return [paper_id for _, _, paper_id in heapq.nlargest(limit, rated)]

    def _beginning(self, folded: str) -> Iterator[int]:
        wanted = f" {folded}"
        for place in range(bisect_left(self._titles, wanted), len(self._titles)):
            if not self._titles[place].startswith(wanted):
                return
            yield place
