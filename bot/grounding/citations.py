"""Cut written text into sentences as it arrives, and read the `[n]` marks of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.text.sentences import split_sentences

_MARK = re.compile(r"[\[【]\^?(\d{1,3}(?:\s*[-–,;]\s*\^?\d{1,3})*)[\]】]")
_RANGE = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})")
_NUMBER = re.compile(r"\d{1,3}")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)]|#{1,6})\s+")
# Where a sentence ends for a reader though the next begins with a small letter, as abstracts do not
# and a model may: what is joined to a sentence would be shown on its account.
_JOINED = re.compile(
    r"(?<=[\]】][.!?])\s+(?=[^\s\[【]|[\[【]\D)"
    r"|(?<=[a-z]{4}[.!?])(?<!pprox\.)(?<!incl\.)(?<!resp\.)(?<!univ\.)(?<!conf\.)(?<!proc\.)"
    r"(?<!dept\.)(?<!corp\.)(?<!figs\.)(?<!refs\.)(?<!sect\.)\s+(?=[a-z])"
)
_LONGEST_RANGE = 20
_LONGEST_ASIDE = 400  # as the sentence splitter has it
_LONGEST_SENTENCE = 4_000  # a model that never ends a sentence is cut here


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence as it was written: its text without marks, and the numbers it cites, in order."""

    text: str
    numbers: tuple[int, ...]


class SentenceStream:
    """Takes text piece by piece and gives back each sentence once its end is certain.

    A sentence ends where the next one begins, so that marks after its full stop stay with it;
    a line's end ends it too.
    """

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, piece: str) -> Iterator[WrittenSentence]:
        """Yield the sentences that `piece` completes."""
        self._rest += piece
        *lines, self._rest = self._rest.split("\n")
        for line in lines:
            yield from _read(line)
        if cut := self._certain():
            done, self._rest = self._rest[:cut], self._rest[cut:]
            yield from _read(done)
        elif len(self._rest) > _LONGEST_SENTENCE:
            yield from self.end()

    def _certain(self) -> int:
        """Return where the last sentence begins that what is still to come cannot join to another.

        A beginning is certain once it is seen to be no mark, and no bracket before it is open.
        """
        for span in reversed(split_sentences(self._rest)[1:]):
            if span.text[0] not in "[【" and _closed(self._rest[: span.start]):
                return span.start
        return 0

    def end(self) -> Iterator[WrittenSentence]:
        """Yield what is left."""
        left, self._rest = self._rest, ""
        yield from _read(left)


def _closed(text: str) -> bool:
    """Tell whether each bracket of a text is closed, those too far back aside."""
    near = text[-_LONGEST_ASIDE:]
    return all(near.count(a) <= near.count(b) for a, b in ("()", "[]", "“”", "【】"))


def _read(text: str) -> Iterator[WrittenSentence]:
    """Read complete text; marks that stand alone belong to the sentence before them."""
    held: WrittenSentence | None = None
    parts = _JOINED.split(_BULLET.sub("", text))
    for span in (span for part in parts for span in split_sentences(part)):
        numbers = _numbers(span.text)
        plain = _without_marks(span.text)
        if not any(c.isalnum() for c in plain):
            if held is not None and numbers:
                held = WrittenSentence(held.text, tuple(dict.fromkeys(held.numbers + numbers)))
            continue
        if held is not None:
            yield held
        held = WrittenSentence(plain, numbers)
    if held is not None:
        yield held


def _numbers(text: str) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for mark in _MARK.finditer(text):
        inside = mark.group(1)
        for low, high in _RANGE.findall(inside):
            if 0 < int(high) - int(low) <= _LONGEST_RANGE:
                found.update(dict.fromkeys(range(int(low), int(high) + 1)))
        found.update(dict.fromkeys(map(int, _NUMBER.findall(inside))))
    return tuple(found)


def _without_marks(text: str) -> str:
    plain = re.sub(r"(?<!\s)\s++([.,;:!?])", r"\1", _MARK.sub("", text))
    return " ".join(plain.split())
