"""Split text into sentences as it arrives, and parse the `[n]` marks of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.grounding.citation_marks import normalize_marks, split_marks
from retrieval.text.sentences import split_sentences

_BULLET = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)]|#{1,6})\s+")
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_SOURCES = re.compile(
    r"\W{0,8}(?:(?:sources|references|citations|bibliography|works cited|quellen|références|"
    r"参考文献|出典|来源|参考资料)(?:\W{0,4}[:：]|[*_#\s]*$)"
    r"|source\W{0,4}:\W{0,4}(?:\d|(?:excerpt|paper|abstract)s? \d))",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"\s{0,9}(?:[-*•–]\s|[\[【(]?\d{1,3}[\]】).:]|(?:excerpt|paper|source)s? \d)", re.IGNORECASE
)
JOINED = re.compile(
    r"(?<=[\]】][.!?])\s+(?=[^\s\[【]|[\[【]\D)"
    r"|(?<=[a-z]{4}[.!?])(?<!pprox\.)(?<!incl\.)(?<!resp\.)(?<!univ\.)(?<!conf\.)(?<!proc\.)"
    r"(?<!dept\.)(?<!corp\.)(?<!figs\.)(?<!refs\.)(?<!sect\.)\s+(?=[a-z])"
)
"""Where a sentence ends although the next begins with a small letter, as a model may write: without
this, text joined to a supported sentence would be shown as if it were supported."""

_MAX_ASIDE_CHARS = 400  # as in the sentence splitter
_MAX_SENTENCE_CHARS = 4_000  # a sentence that never ends is cut here


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence as it was written: its text without marks, and the numbers it cites, in order.

    With `is_quote`, its text is a sentence of the one abstract that it cites, but for cuts that an
    ellipsis marks: what looks like a mark in it is the authors'.
    """

    text: str
    numbers: tuple[int, ...]
    is_quote: bool = False


class SentenceStream:
    """Takes text piece by piece and yields each sentence once its end is certain.

    A sentence ends where the next one begins, so that marks after its full stop stay with it;
    a line's end ends it too.
    """

    def __init__(self) -> None:
        self._rest = ""
        self._starts_line = True
        self._sources = _SourceList()

    def feed(self, piece: str) -> Iterator[WrittenSentence]:
        """Yield the sentences that `piece` completes."""
        *lines, rest = (self._rest + piece).split("\n")
        self._rest = normalize_marks(rest)
        for line in lines:
            yield from self._parse(normalize_marks(line))
            self._starts_line = True
        if cut := self._find_certain_end():
            done, self._rest = self._rest[:cut], self._rest[cut:]
            yield from self._parse(done)
        elif len(self._rest) > _MAX_SENTENCE_CHARS:
            yield from self.end()

    def _find_certain_end(self) -> int:
        """Return where the last sentence begins that later text cannot join to the one before.

        A beginning is certain if it cannot be a mark and no bracket is open before it.
        """
        for span in reversed(split_sentences(self._rest)[1:]):
            if span.text[0] not in "[【(" and _has_closed_brackets(self._rest[: span.start]):
                return span.start
        return 0

    def end(self) -> Iterator[WrittenSentence]:
        """Yield what is left."""
        left, self._rest = self._rest, ""
        yield from self._parse(left)

    def _parse(self, text: str) -> Iterator[WrittenSentence]:
        """Parse a line, or whole sentences of one, unless it is of a list of sources."""
        starts_line, self._starts_line = self._starts_line, False
        if starts_line:
            self._sources.read(text)
        if not self._sources.is_open:
            yield from _parse_sentences(text, starts_line=starts_line)


class _SourceList:
    """Tells where a list of sources stands, by the beginnings of lines.

    It goes from its heading to the first line after a blank one that is no entry.
    """

    def __init__(self) -> None:
        self.is_open = False
        self._has_entries = False
        self._after_blank = False

    def read(self, line: str) -> None:
        """Take in how a line begins."""
        if _SOURCES.match(line):
            self.is_open, self._has_entries, self._after_blank = True, False, False
        elif not line.strip():
            self._after_blank = self._has_entries
        elif self._after_blank and not _ENTRY.match(line):
            self.is_open = False
        else:
            self._has_entries, self._after_blank = True, False


def _has_closed_brackets(text: str) -> bool:
    """Tell whether each bracket in the last part of a text is closed."""
    near = text[-_MAX_ASIDE_CHARS:]
    return all(near.count(a) <= near.count(b) for a, b in ("()", "[]", "“”", "【】"))


def _parse_sentences(text: str, *, starts_line: bool) -> Iterator[WrittenSentence]:
    """Parse complete text; marks on their own belong to the sentence before them."""
    held: WrittenSentence | None = None
    may_be_heading = starts_line
    parts = JOINED.split(_BULLET.sub("", text) if starts_line else text)
    for span in (span for part in parts for span in split_sentences(part)):
        plain, numbers = split_marks(span.text)
        if not plain:
            if held is not None and numbers:
                held = WrittenSentence(held.text, tuple(dict.fromkeys(held.numbers + numbers)))
            continue
        if held is not None:
            yield held
        is_heading = may_be_heading and not numbers and _is_heading(span.text, line=text)
        held = None if is_heading else WrittenSentence(plain, numbers)
        may_be_heading = False
    if held is not None:
        yield held


def _is_heading(sentence: str, line: str) -> bool:
    """Tell whether the first sentence of a line is a heading: it has no stop, and a # or bold."""
    if sentence.rstrip("*_: ").endswith(_STOPS):
        return False
    bold = sentence.startswith("**") and sentence.count("**") == 2
    return line.lstrip().startswith("#") or (bold and sentence.endswith(("**", "**:")))
