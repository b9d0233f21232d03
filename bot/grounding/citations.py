"""Split text into sentences as its lines arrive, and parse the `[n]` marks of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.grounding.carried_words import CarriedWords
from bot.grounding.citation_marks import normalize_marks, split_marks
from retrieval.text import patterns as re
from retrieval.text.sentences import split_sentences

_BULLET = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)]|(?P<heading>#{1,6}))\s+")
_HEADING = re.compile(r"\s*(?:#{1,6}\s.*|\*\*[^*]+\*\*:?)")
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
_JOINT = re.compile(
    r"[a-z]{4}[.!?]\s+(?=[a-z<*_`])|[\]】][.!?]\s+(?=[^\[【])|[.!?\]】]\s+(?=[\[【][^\d\s])"
)
_ABBREVIATED = tuple("prox. incl. resp. univ. conf. proc. dept. corp. figs. refs. sect.".split())
_MASKS = str.maketrans(".?!", "\ue02e\ue03f\ue021")  # for private use
_STOPS_OF_MASKS = str.maketrans("\ue02e\ue03f\ue021", ".?!")
_CLOSERS = r" \"”’'»)\]*_"
_MAX_LINE_CHARS = 4_000  # a line that never ends is cut here


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
    """Takes text piece by piece and yields the sentences of each line once that has ended.

    A sentence ends where the next one begins, so that marks after its full stop stay with it. It
    does not end in one of `titles`, which may have stops of their own. A row of a table is a
    sentence of its cells; the row of headings is left out, and so are headings and lists of
    sources.
    """

    def __init__(self, titles: Iterable[str] = ()) -> None:
        self._titles = [title for title in titles if any(stop in title for stop in ".?!")]
        self._row = ""
        self._rest = ""
        self._in_sources = False

    def feed(self, piece: str) -> Iterator[WrittenSentence]:
        """Yield the sentences of the lines that `piece` completes."""
        *lines, self._rest = (self._rest + piece).split("\n")
        for line in lines:
            yield from self._parse_line(line)
        if len(self._rest) > _MAX_LINE_CHARS:
            yield from self.end()

    def end(self) -> Iterator[WrittenSentence]:
        """Yield what is left."""
        line, self._rest = self._rest, ""
        yield from self._parse_line(line)
        yield from self._end_row()

    def _parse_line(self, line: str) -> Iterator[WrittenSentence]:
        """Parse a line; a row waits for the next one, as it has headings if that is a rule."""
        cells = line.strip().strip("|").split("|")
        is_row = line.lstrip().startswith("|") and len(cells) > 1
        if is_row and "-" in line and not any(cell.strip("-: ") for cell in cells):
            self._row = ""
            return
        yield from self._end_row()
        if _SOURCES.match(line):
            self._in_sources = True
        elif line.strip() and not _ENTRY.match(line):
            self._in_sources = False
        if self._in_sources:
            return
        if is_row:
            self._row = line
        else:
            bullet = _BULLET.match(line)
            is_item = bullet is not None and not bullet["heading"]
            for sentence in self._parse_sentences(line):
                yield replace(sentence, is_item=is_item)

    def _end_row(self) -> Iterator[WrittenSentence]:
        row, self._row = self._row, ""
        if row:
            carried = CarriedWords(row)
            cells = [cell.strip() for cell in carried.text.strip().strip("|").split("|")]
            name, *others = filter(None, cells)
            text = normalize_marks(f"{name}: {', '.join(others)}" if others else name)
            plain, numbers = split_marks(text)
            yield WrittenSentence(
                plain.rstrip(" ,"), numbers, is_item=True, rests_on=carried.find(text)
            )

    def _parse_sentences(self, line: str) -> Iterator[WrittenSentence]:
        """Parse a line but a heading; marks on their own belong to the sentence before them."""
        carried = CarriedWords(line)
        text = normalize_marks(carried.text)
        if _is_heading(text):
            return
        held: WrittenSentence | None = None
        masked = _mask_titles(_BULLET.sub("", text), self._titles)
        for span in (span for part in _split_joined(masked) for span in split_sentences(part)):
            plain, numbers = split_marks(span.text.translate(_STOPS_OF_MASKS))
            rests_on = carried.find(span.text)
            if plain:
                if held is not None:
                    yield held
                held = WrittenSentence(plain, numbers, rests_on=rests_on)
            elif held is not None:
                numbers = tuple(dict.fromkeys(held.numbers + numbers))
                held = replace(held, numbers=numbers, rests_on=held.rests_on + rests_on)
        if held is not None:
            yield held


def _split_joined(text: str) -> list[str]:
    """Split a text where a sentence ends although the next begins with a small letter or a sign.

    A model may write so: otherwise text joined to a supported sentence would be shown as if it were
    supported.
    """
    parts, start = [], 0
    for joint in _JOINT.finditer(text):
        if not joint.group().rstrip().endswith(_ABBREVIATED):
            parts.append(text[start : joint.end()].rstrip())
            start = joint.end()
    return [*parts, text[start:]]


def _mask_titles(text: str, titles: Iterable[str]) -> str:
    """Return text of which no sentence ends within a title.

    The stop at a title's end ends no sentence if a small letter or a bracket follows.
    """
    for title in titles:
        whole, inner = title.translate(_MASKS), title[:-1].translate(_MASKS) + title[-1]
        text = text.replace(title, inner)
        for found in re.compile(rf"{re.escape(inner)}[{_CLOSERS}]*[a-z(]").findall(text):
            text = text.replace(found, whole + found[len(whole) :])
    return text


def _is_heading(line: str) -> bool:
    """Tell whether a line is a heading: it has a # or is bold, and neither a stop nor a mark."""
    is_marked = _HEADING.fullmatch(line.rstrip()) is not None
    return is_marked and not line.rstrip("*_: ").endswith((*_STOPS, "]"))
