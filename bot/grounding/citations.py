"""Split text into sentences as it arrives, and parse the `[n]` marks of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.text.sentences import split_sentences

_MARK = re.compile(r"[\[【]\^?(\d{1,3}(?:\s*[-–,;]\s*\^?\d{1,3})*)[\]】]")
_RANGE = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})")
_NUMBER = re.compile(r"\d{1,3}")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)]|#{1,6})\s+")
# Where a sentence ends although the next begins with a small letter, as a model may write. Without
# this, text joined to a supported sentence would be shown as if it were supported.
_JOINED = re.compile(
    r"(?<=[\]】][.!?])\s+(?=[^\s\[【]|[\[【]\D)"
    r"|(?<=[a-z]{4}[.!?])(?<!pprox\.)(?<!incl\.)(?<!resp\.)(?<!univ\.)(?<!conf\.)(?<!proc\.)"
    r"(?<!dept\.)(?<!corp\.)(?<!figs\.)(?<!refs\.)(?<!sect\.)\s+(?=[a-z])"
)
_MAX_RANGE = 20
_MAX_ASIDE_CHARS = 400  # as in the sentence splitter
_MAX_SENTENCE_CHARS = 4_000  # a sentence that never ends is cut here


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence as it was written: its text without marks, and the numbers it cites, in order."""

    text: str
    numbers: tuple[int, ...]


class SentenceStream:
    """Takes text piece by piece and yields each sentence once its end is certain.

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
            yield from _parse_sentences(line)
        if cut := self._find_certain_end():
            done, self._rest = self._rest[:cut], self._rest[cut:]
            yield from _parse_sentences(done)
        elif len(self._rest) > _MAX_SENTENCE_CHARS:
            yield from self.end()

    def _find_certain_end(self) -> int:
        """Return where the last sentence begins that later text cannot join to the one before.

        A beginning is certain if it is not a mark and no bracket is open before it.
        """
        for span in reversed(split_sentences(self._rest)[1:]):
            if span.text[0] not in "[【" and _has_closed_brackets(self._rest[: span.start]):
                return span.start
        return 0

    def end(self) -> Iterator[WrittenSentence]:
        """Yield what is left."""
        left, self._rest = self._rest, ""
        yield from _parse_sentences(left)


def _has_closed_brackets(text: str) -> bool:
    """Tell whether each bracket in the last part of a text is closed."""
    near = text[-_MAX_ASIDE_CHARS:]
    return all(near.count(a) <= near.count(b) for a, b in ("()", "[]", "“”", "【】"))


def _parse_sentences(text: str) -> Iterator[WrittenSentence]:
    """Parse complete text; marks on their own belong to the sentence before them."""
    held: WrittenSentence | None = None
    parts = _JOINED.split(_BULLET.sub("", text))
    for span in (span for part in parts for span in split_sentences(part)):
        numbers = _parse_numbers(span.text)
        plain = _remove_marks(span.text)
        if not any(c.isalnum() for c in plain):
            if held is not None and numbers:
                held = WrittenSentence(held.text, tuple(dict.fromkeys(held.numbers + numbers)))
            continue
        if held is not None:
            yield held
        held = WrittenSentence(plain, numbers)
    if held is not None:
        yield held


def _parse_numbers(text: str) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for mark in _MARK.finditer(text):
        inside = mark.group(1)
        for low, high in _RANGE.findall(inside):
            if 0 < int(high) - int(low) <= _MAX_RANGE:
                found.update(dict.fromkeys(range(int(low), int(high) + 1)))
        found.update(dict.fromkeys(map(int, _NUMBER.findall(inside))))
    return tuple(found)


def _remove_marks(text: str) -> str:
    plain = re.sub(r"(?<!\s)\s++([.,;:!?])", r"\1", _MARK.sub("", text))
    return " ".join(plain.split())
