"""Find the paper that a reference names, and search titles."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, islice

import sqlalchemy as sa

from retrieval.errors import PaperNotFound
from retrieval.library.catalog import read
from retrieval.limits import MAX_TITLE_CHARS
from retrieval.paper import Paper, arxiv_id, doi, normalize_title, title_hash
from retrieval.text.clean import clean_text

_MAX_REFERENCE_CHARS = 2_000
"""The part of a reference that is read; links and titles are shorter."""

_MAX_SUGGESTIONS = 3
_MAX_QUOTED_CHARS = 80
"""The length of a reference or title quoted in a message."""


def find(connection: sa.Connection, titles: Titles, reference: str, place: read.Place) -> Paper:
    """Return the paper with an id, link, DOI, title, or unambiguous part of a title.

    Raises PaperNotFound, whose message suggests up to three papers.
    """
    reference = reference.strip()[:_MAX_REFERENCE_CHARS]
    if not reference:
        raise PaperNotFound("No paper was named. Give an id, a link, a DOI or a title.")
    if found := _find_by_id(connection, reference, place):
        return found
    folded = normalize_title(reference)[:MAX_TITLE_CHARS]
    ids = titles.find_exact(folded) if folded else []
    if len(ids) > 1:  # an upload must not hide a paper of the same title
        ids = read.find_by_title(connection, folded) or ids
    if not ids and folded:
        if former := _get(connection, title_hash(reference), place):
            return former
        ids = titles.find_by_beginning(folded, _MAX_SUGGESTIONS + 1) or titles.find_containing(
            folded, _MAX_SUGGESTIONS + 1
        )
    if len(ids) == 1 and (paper := _get(connection, ids[0], place)):
        return paper
    shown = f"“{_shorten(reference)}”"
    if ids:
        raise PaperNotFound(
            f"{shown} may be several papers: {_format_papers(connection, ids, place)}. "
            "Give an id, or more words."
        )
    near = titles.find_similar(folded, _MAX_SUGGESTIONS) if folded and not _is_id(reference) else []
    if near:
        raise PaperNotFound(
            f"No paper is called {shown}. Nearest: {_format_papers(connection, near, place)}."
        )
    raise PaperNotFound(
        f"No paper {shown} is in the library. Check the id or title, or add the paper first."
    )


def _get(connection: sa.Connection, paper_id: str, place: read.Place) -> Paper | None:
    return read.get_many(connection, [paper_id], place).get(paper_id)


def _find_by_id(connection: sa.Connection, reference: str, place: read.Place) -> Paper | None:
    if found := _get(connection, reference, place):
        return found
    if (known := arxiv_id(reference)) and (found := _get(connection, known, place)):
        return found
    if known := doi(reference):
        return _get(connection, known, place) or read.get_by_doi(connection, known, place)
    return None


def _is_id(reference: str) -> bool:
    return bool(arxiv_id(reference) or doi(reference))


def _format_papers(connection: sa.Connection, ids: Sequence[str], place: read.Place) -> str:
    known = read.get_many(connection, ids[:_MAX_SUGGESTIONS], place)
    names = [f"“{_shorten(clean_text(p.title))}” ({p.paper_id})" for p in known.values()]
    return ", ".join(names) + (", …" if len(ids) > _MAX_SUGGESTIONS else "")


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_QUOTED_CHARS else text[: _MAX_QUOTED_CHARS - 1].rstrip() + "…"


_MAX_COMPARED_TITLES = 200
"""The number of titles to compare by trigrams; the others share fewer or commoner words."""

_MAX_WORDS_LOOKED_UP = 32
"""The number of words to look up, longest first."""

_RARITY_CANDIDATES = 3
"""The number of words, longest first, among which to find the rarest."""

_SAMPLE_DIVISOR = 16
"""The sample for rarity is 1/16 of the text, from its middle."""


class TitleIndex:
    """An immutable, sorted, in-memory index of a library's folded titles.

    The titles are lines of one UTF-8 text, so that scanning 75,000 of them is a single search of a
    few milliseconds, after which other threads can run.
    """

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        """Index pairs of folded title and paper id; sorted input is fastest.

        Titles are truncated to the current limit, since older libraries hold longer ones.
        """
        entries = sorted((title[:MAX_TITLE_CHARS], paper_id) for title, paper_id in titles)
        # The leading space makes the first word searchable by prefix, like any other.
        lines = [f" {title}\n".encode() for title, _ in entries]
        self._ids = [paper_id for _, paper_id in entries]
        self._text = b"".join(lines)
        self._starts = list(accumulate(map(len, lines), initial=0))

    def find_exact(self, folded: str) -> list[str]:
        """Return the ids of papers with exactly this title."""
        wanted = f" {folded}\n".encode()
        return [self._ids[place] for place in self._lines_beginning(wanted)]

    def find_by_beginning(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers whose title begins with `folded`, in the order of titles."""
        return [self._ids[place] for place in islice(self._lines_beginning(_prefix(folded)), limit)]

    def find_containing(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers whose title contains `folded` at the start of a word."""
        return [
            self._ids[place] for place in islice(self._lines_with_all([_prefix(folded)]), limit)
        ]

    def complete(self, folded: str, limit: int) -> list[str]:
        """Return ids of papers whose title begins with `folded`, then of word-prefix matches."""
        first = list(islice(self._lines_beginning(_prefix(folded)), limit))
        begun = set(first)
        more = (
            place for place in self._lines_with_all(_word_prefixes(folded)) if place not in begun
        )
        return [self._ids[place] for place in (*first, *islice(more, limit - len(first)))]

    def find_similar(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers with the most similar titles that share a word with `folded`."""
        shared: dict[int, list[str]] = {}
        words = sorted(set(folded.split()), key=len, reverse=True)
        for word in words[:_MAX_WORDS_LOOKED_UP]:
            for place in self._lines_with_word(word):
                shared.setdefault(place, []).append(word)
        common = Counter(word for found in shared.values() for word in found)
        rare = heapq.nlargest(
            _MAX_COMPARED_TITLES,
            (
                (sum(1 / common[word] for word in found), self._get_title(place), place)
                for place, found in shared.items()
            ),
        )
        wanted = _trigrams(folded)
        rated = [
            (_similarity(wanted, _trigrams(title)), weight, self._ids[place])
            for weight, title, place in rare
        ]
        return [paper_id for _, _, paper_id in heapq.nlargest(limit, rated)]

    def _lines_beginning(self, wanted: bytes) -> Iterator[int]:
        """Yield the numbers of the lines that begin with `wanted`."""
        first = bisect_left(range(len(self._ids)), wanted, key=self._get_line)
        for place in range(first, len(self._ids)):
            if not self._text.startswith(wanted, self._starts[place]):
                return
            yield place

    def _lines_with_all(self, parts: Sequence[bytes]) -> Iterator[int]:
        """Yield the numbers of the lines that contain all of `parts`, which must not be empty."""
        longest = sorted(parts, key=len, reverse=True)
        rarest = min(longest[:_RARITY_CANDIDATES], key=self._count_sampled)
        others = [part for part in longest if part != rarest]
        place = self._find_line(rarest, 0)
        while place is not None:
            line = self._get_line(place)
            if all(part in line for part in others):
                yield place
            place = self._find_line(rarest, self._starts[place + 1])

    def _count_sampled(self, part: bytes) -> int:
        middle = len(self._text) // 2
        return self._text.count(part, middle, middle + len(self._text) // _SAMPLE_DIVISOR)

    def _lines_with_word(self, word: str) -> Iterator[int]:
        """Yield the numbers of the lines that contain a whole word."""
        part = b" " + word.encode()
        found = self._text.find(part)
        while found >= 0:
            end = found + len(part)
            if self._text[end : end + 1] in (b" ", b"\n"):
                place = bisect_right(self._starts, found) - 1
                yield place
                end = self._starts[place + 1]
            found = self._text.find(part, end)

    def _find_line(self, part: bytes, start: int) -> int | None:
        """Return the number of the first line at or after byte `start` that contains `part`."""
        found = self._text.find(part, start)
        return None if found < 0 else bisect_right(self._starts, found) - 1

    def _get_line(self, place: int) -> bytes:
        return self._text[self._starts[place] : self._starts[place + 1]]

    def _get_title(self, place: int) -> str:
        return self._get_line(place)[1:-1].decode()


class Titles:
    """The titles that a place sees, in several indexes, those of the first index first."""

    def __init__(self, *indexes: TitleIndex) -> None:
        self._indexes = indexes

    def find_exact(self, folded: str) -> list[str]:
        """Return the ids of papers with exactly this title."""
        return [i for index in self._indexes for i in index.find_exact(folded)]

    def find_by_beginning(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers whose title begins with `folded`."""
        return self._collect(TitleIndex.find_by_beginning, folded, limit)

    def find_containing(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers whose title contains `folded` at the start of a word."""
        return self._collect(TitleIndex.find_containing, folded, limit)

    def complete(self, folded: str, limit: int) -> list[str]:
        """Return ids of papers whose title begins with `folded`, then of word-prefix matches."""
        return self._collect(TitleIndex.complete, folded, limit)

    def find_similar(self, folded: str, limit: int) -> list[str]:
        """Return the ids of papers with the most similar titles that share a word with `folded`."""
        return self._collect(TitleIndex.find_similar, folded, limit)

    def _collect(
        self, find: Callable[[TitleIndex, str, int], list[str]], folded: str, limit: int
    ) -> list[str]:
        return [i for index in self._indexes for i in find(index, folded, limit)][:limit]


def _trigrams(title: str) -> Counter[str]:
    """Count the trigrams of a title padded with spaces."""
    padded = f" {title} "
    return Counter(padded[at : at + 3] for at in range(len(padded) - 2))


def _similarity(one: Counter[str], other: Counter[str]) -> float:
    """Return Dice's coefficient of two trigram counts, from 0 to 1."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _prefix(folded: str) -> bytes:
    return f" {folded}".encode()


def _word_prefixes(folded: str) -> list[bytes]:
    return [_prefix(word) for word in dict.fromkeys(folded.split())]
