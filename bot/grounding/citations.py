"""Split text into sentences as it arrives, and parse the `[n]` marks of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.grounding.carried_words import CarriedWords
from bot.grounding.citation_marks import normalize_marks, split_marks
from retrieval.text import patterns as re
from retrieval.text.sentences import split_sentences

_BULLET = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)]|(?P<heading>#{1,6}))\s+")
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
_GAP = re.compile(r"[.!?]\s+")
_ABBREVIATED = (
    "pprox",
    "incl",
    "resp",
    "univ",
    "conf",
    "proc",
    "dept",
    "corp",
    "figs",
    "refs",
    "sect",
)
_MASKS = {".": "\ue02e", "?": "\ue03f", "!": "\ue021"}  # for private use, as wide as the stop
_CLOSERS = " \"”’'»)]*_"
_MIN_LAST_LETTERS = 4  # of a word before a stop that ends a sentence
_MAX_ASIDE_CHARS = 400  # as in the sentence splitter
_MAX_SENTENCE_CHARS = 4_000  # a sentence that never ends is cut here


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence as it was written: its text without marks, and the numbers it cites, in order.

    With `is_quote`, its text is a sentence of the one abstract that it cites, but for cuts that an
    ellipsis marks: what looks like a mark in it is the authors'. `is_item`: it stands on a line of
    a list or a table. `rests_on` are the words that it says it rests on, each with the number of
    their abstract.
    """

    text: str
    numbers: tuple[int, ...]
    is_quote: bool = False
    is_item: bool = False
    rests_on: tuple[tuple[int, str], ...] = ()


class SentenceStream:
    """Takes text piece by piece and yields each sentence once its end is certain.

    A sentence ends where the next one begins, so that marks after its full stop stay with it;
    a line's end ends it too. It does not end in one of `titles`, which may have stops of their own.
    A row of a table is a sentence of its cells; the row of headings is left out.
    """

    def __init__(self, titles: Iterable[str] = ()) -> None:
        self._titles = [title for title in titles if any(stop in title for stop in _MASKS)]
        self._row: str | None = None
        self._rest = ""
        self._starts_line = True
        self._in_item = False
        self._sources = _SourceList()
        self._carried = CarriedWords()

    def feed(self, piece: str) -> Iterator[WrittenSentence]:
        """Yield the sentences that `piece` completes."""
        text = self._carried.take(self._rest + piece)
        held = self._carried.find_unfinished(text)
        *lines, rest = text[:held].split("\n")
        self._rest = normalize_marks(rest) + text[held:]
        for line in lines:
            yield from self._parse_line(normalize_marks(self._carried.take(line, ended=True)))
            self._starts_line = True
        is_row = self._starts_line and self._rest.lstrip().startswith("|")
        if cut := 0 if is_row else self._find_certain_end():
            done, self._rest = self._rest[:cut], self._rest[cut:]
            yield from self._end_row()
            yield from self._parse(done)
        elif len(self._rest) > _MAX_SENTENCE_CHARS:
            yield from self.end()

    def _find_certain_end(self) -> int:
        """Return where the last sentence begins that later text cannot join to the one before.

        A beginning is certain if it cannot be a mark and no bracket is open before it.
        """
        whole = self._rest[: self._carried.find_unfinished(self._rest)]
        masked = _mask_titles(whole, self._titles)
        for span in reversed(split_sentences(masked)[1:]):
            if span.text[0] not in "[【(" and _has_closed_brackets(self._rest[: span.start]):
                return span.start
        return 0

    def end(self) -> Iterator[WrittenSentence]:
        """Yield what is left."""
        left, self._rest = self._carried.take(self._rest, ended=True), ""
        for line in left.split("\n"):
            yield from self._parse_line(line)
        yield from self._end_row()

    def _parse_line(self, line: str) -> Iterator[WrittenSentence]:
        """Parse a line, or the rest of one; a row waits for the next line."""
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not (self._starts_line and line.lstrip().startswith("|") and len(cells) > 1):
            yield from self._end_row()
            yield from self._parse(line)
        elif any(cell.strip("-: ") for cell in cells):
            yield from self._end_row()
            name, *others = filter(None, cells)
            self._row = f"{name}: {', '.join(others)}" if others else name
        elif "-" in line:
            self._row = None  # headings, above a rule

    def _end_row(self) -> Iterator[WrittenSentence]:
        row, self._row = self._row, None
        if row is not None and not self._sources.is_open:
            text, numbers = split_marks(row)
            carried = self._carried.find(row)
            yield WrittenSentence(text.rstrip(" ,"), numbers, is_item=True, rests_on=carried)

    def _parse(self, text: str) -> Iterator[WrittenSentence]:
        """Parse a line, or whole sentences of one, unless it is of a list of sources."""
        starts_line, self._starts_line = self._starts_line, False
        if starts_line:
            self._sources.read(text)
            bullet = _BULLET.match(text)
            self._in_item = bullet is not None and not bullet["heading"]
        if not self._sources.is_open:
            carried = self._carried.find
            for one in _parse_sentences(text, self._titles, carried, starts_line=starts_line):
                yield replace(one, is_item=self._in_item)


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


def split_joined(text: str) -> list[str]:
    """Split a text where a sentence ends although the next begins with a small letter.

    A model may write so: otherwise text joined to a supported sentence would be shown as if it were
    supported.
    """
    parts, start = [], 0
    for gap in _GAP.finditer(text):
        if _is_joint(text[max(gap.start() - 5, 0) : gap.start()], text[gap.end() : gap.end() + 2]):
            parts.append(text[start : gap.start() + 1])
            start = gap.end()
    return [*parts, text[start:]]


def _is_joint(before: str, after: str) -> bool:
    if before.endswith(("]", "】")):
        return bool(after) and (after[0] not in "[【" or not after[1:].isdecimal())
    word = before[-_MIN_LAST_LETTERS:]
    return (
        len(word) == _MIN_LAST_LETTERS
        and all("a" <= letter <= "z" for letter in word)
        and "a" <= after[:1] <= "z"
        and not before.endswith(_ABBREVIATED)
    )


def _parse_sentences(
    text: str,
    titles: Sequence[str],
    carried: Callable[[str], tuple[tuple[int, str], ...]],
    *,
    starts_line: bool,
) -> Iterator[WrittenSentence]:
    """Parse complete text; marks on their own belong to the sentence before them."""
    held: WrittenSentence | None = None
    may_be_heading = starts_line
    parts = split_joined(_mask_titles(_BULLET.sub("", text) if starts_line else text, titles))
    for span in (span for part in parts for span in split_sentences(part)):
        plain, numbers = split_marks(_unmask(span.text))
        if not plain:
            if held is not None and numbers:
                held = replace(
                    held,
                    numbers=tuple(dict.fromkeys(held.numbers + numbers)),
                    rests_on=held.rests_on + carried(span.text),
                )
            continue
        if held is not None:
            yield held
        is_heading = may_be_heading and not numbers and _is_heading(_unmask(span.text), line=text)
        held = None if is_heading else WrittenSentence(plain, numbers, rests_on=carried(span.text))
        may_be_heading = False
    if held is not None:
        yield held


def _mask_titles(text: str, titles: Sequence[str]) -> str:
    """Return text of which no sentence ends within a title, though it may have begun to arrive.

    The stop at a title's end ends no sentence if a small letter or a bracket follows.
    """
    for title in titles:
        for place, stop in enumerate(title):
            if stop not in _MASKS:
                continue
            head, tail = title[: place + 1], title[place + 1 :]
            at = text.find(head)
            while at >= 0:
                end = at + len(head)
                rest = text[end : end + len(tail)] if tail else text[end:].lstrip(_CLOSERS)[:1]
                if tail.startswith(rest) if tail else rest == "(" or rest.islower():
                    text = text[: end - 1] + _MASKS[stop] + text[end:]
                at = text.find(head, end)
    return text


def _unmask(text: str) -> str:
    for stop, mask in _MASKS.items():
        text = text.replace(mask, stop)
    return text


def _is_heading(sentence: str, line: str) -> bool:
    """Tell whether the first sentence of a line is a heading: it has no stop, and a # or bold."""
    if sentence.rstrip("*_: ").endswith(_STOPS):
        return False
    bold = sentence.startswith("**") and sentence.count("**") == 2
    return line.lstrip().startswith("#") or (bold and sentence.endswith(("**", "**:")))
