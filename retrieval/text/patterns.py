r"""Compile regular expressions that take linear time on any text, by RE2.

It takes the place of the standard library's `re`, which backtracks and which nothing else here may
import: `from retrieval.text import patterns as re`. A pattern is written as for `re`, except that

- it has no backreferences, possessive repeats or atomic groups;
- every use begins with `compile`: there is no `re.sub`;
- it looks back only at its very beginning, and ahead only where a match ends, a few characters far:
  `(?<![\w-])mAP(?!\w)`, `,(?=\s|$)| and `; what may not follow is a character, or `unless`;
- one that looks back can only be searched for, and one that looks ahead match no whole text;
- `$` is the end of the text, and not also the place before a last line break;
- beside a `\b` it can name letters of ASCII only: those of other scripts look like `q` to it.

`\w`, `\d` and `\s` know every script, and offsets count characters. Patterns compile on first use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from re import ASCII, DOTALL, IGNORECASE, MULTILINE, NOFLAG, VERBOSE, escape
from typing import Any

import re2

from retrieval.text.pattern_syntax import PatternError, Translation, translate
from retrieval.text.surrogates import replace_surrogates

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "NOFLAG",
    "VERBOSE",
    "Match",
    "Pattern",
    "PatternError",
    "compile",
    "escape",
]

_MAX_MEMORY = 4 << 20  # bytes for one pattern's automaton; without room for it, RE2 is only slower
_MAX_UNLESS_CHARS = 200  # after a match
_ANYWHERE = re2._Anchor.UNANCHORED
_AT_START = re2._Anchor.ANCHOR_START
_WHOLE = re2._Anchor.ANCHOR_BOTH
_ABSENT = (-1, -1)
_REFERENCE = re.compile(r"\\(?:(\d)|g<(\d)>|(.)|$)", re.DOTALL)

_Span = tuple[int, int]


class Match:
    """Where a pattern matches a text, as `re.Match`."""

    __slots__ = ("_names", "_spans", "string")

    def __init__(self, names: Mapping[str, int], text: str, spans: list[_Span]) -> None:
        self.string, self._names, self._spans = text, names, spans

    def __getitem__(self, group: int | str) -> str | Any:
        start, end = self._spans[group if isinstance(group, int) else self._names[group]]
        return None if start < 0 else self.string[start:end]

    def group(self, group: int | str = 0) -> str | Any:
        """Return what a group matched, None if it took no part."""
        return self[group]

    def groups(self, default: str | None = None) -> tuple[str | Any, ...]:
        """Return what each group matched."""
        return tuple(default if a < 0 else self.string[a:b] for a, b in self._spans[1:])

    def span(self, group: int | str = 0) -> _Span:
        """Return where a group begins and ends; (-1, -1) if it took no part."""
        return self._spans[group if isinstance(group, int) else self._names[group]]

    def start(self, group: int | str = 0) -> int:
        """Return where a group begins."""
        return self.span(group)[0]

    def end(self, group: int | str = 0) -> int:
        """Return where a group ends."""
        return self.span(group)[1]

    @property
    def lastgroup(self) -> str | None:
        """Return the name of the outermost of the groups that ended last, if it has one."""
        ends = [end for _, end in self._spans[1:]]
        last = ends.index(max(ends)) + 1 if max(ends, default=-1) >= 0 else 0
        return next((name for name, number in self._names.items() if number == last), None)

    def expand(self, template: str) -> str:
        r"""Return a template with what the groups matched in place of `\1` and `\g<1>`."""
        return _REFERENCE.sub(self._refer, template)

    def _refer(self, found: re.Match[str]) -> str:
        if found[3] == "\\":
            return "\\"
        if (number := found[1] or found[2]) is None:
            raise PatternError("a template refers to groups by number alone", found.string[:300])
        return self[int(number)] or ""


class Pattern:
    """A regular expression, as `re.Pattern`; one of several threads may compile it twice.

    With `unless`, only those matches count after which that does not match; or after whose group
    named "unless", if there is one: matches in which this takes no part count.
    """

    __slots__ = ("_ascii", "_unless", "_wide", "flags", "pattern")

    def __init__(self, pattern: str, flags: int = NOFLAG, unless: str = "") -> None:
        self.pattern, self.flags = pattern, flags
        self._unless = Pattern(unless, flags) if unless else None
        self._ascii: _Program | None = None
        self._wide: _Program | None = None

    @property
    def groupindex(self) -> Mapping[str, int]:
        """Return the numbers of the named groups."""
        return self._for_ascii().names

    def check(self) -> None:
        """Compile all that texts may need; raises PatternError."""
        self._for_ascii().compile_all()
        self._for_others().compile_all()
        if self._unless is not None:
            self._unless.check()

    def search(self, text: str, pos: int = 0) -> Match | None:
        """Return the first match."""
        if self._unless is not None:
            return next(self.finditer(text, pos), None)
        return self._find(_ANYWHERE, text, pos)

    def match(self, text: str, pos: int = 0) -> Match | None:
        """Return the match that begins where the text does; the pattern may not look back."""
        found = self._find(_AT_START, text, pos)
        return found if found is not None and self._counts(found) else None

    def fullmatch(self, text: str) -> Match | None:
        """Return the match of the whole text; the pattern may look neither back nor ahead."""
        return self._find(_WHOLE, text, 0)

    def finditer(self, text: str, pos: int = 0) -> Iterator[Match]:
        """Yield the matches, which do not overlap."""
        program, data, at, shift = self._read(text, pos)
        while at <= len(data):
            spans = program.find(_ANYWHERE, data, at)
            if spans is None:
                return
            start, at = spans[0]
            found = Match(program.names, text, spans if shift is None else shift.to_chars(spans))
            if self._unless is None or self._counts(found):
                yield found
            if start == at:
                at += 1
                while at < len(data) and data[at] & 0xC0 == 0x80:  # within a character
                    at += 1

    def findall(self, text: str) -> list[Any]:
        """Return what each match matched: the whole, or its groups if there are any."""
        groups = self._for_ascii().groups
        if groups <= 1:
            return [match[groups] or "" for match in self.finditer(text)]
        return [match.groups("") for match in self.finditer(text)]

    def sub(self, repl: str | Callable[[Match], str], text: str, count: int = 0) -> str:
        """Return the text with its matches, or the first `count`, replaced."""
        parts: list[str] = []
        end = 0
        for done, match in enumerate(self.finditer(text), start=1):
            start, stop = match.span()
            new = match.expand(repl) if isinstance(repl, str) else repl(match)
            parts += [text[end:start], new]
            end = stop
            if done == count:
                break
        return "".join([*parts, text[end:]]) if parts else text

    def split(self, text: str, maxsplit: int = 0) -> list[str | Any]:
        """Return the text between the matches, with what groups matched between the parts."""
        parts: list[str | Any] = []
        end = 0
        for done, match in enumerate(self.finditer(text), start=1):
            parts += [text[end : match.start()], *match.groups()]
            end = match.end()
            if done == maxsplit:
                break
        return [*parts, text[end:]]

    def _counts(self, found: Match) -> bool:
        if self._unless is None:
            return True
        end = found.end("unless" if "unless" in self.groupindex else 0)
        return end < 0 or self._unless.match(found.string[end : end + _MAX_UNLESS_CHARS]) is None

    def _find(self, anchor: Any, text: str, pos: int) -> Match | None:
        program, data, at, shift = self._read(text, pos)
        spans = program.find(anchor, data, at)
        if spans is None:
            return None
        return Match(program.names, text, spans if shift is None else shift.to_chars(spans))

    def _read(self, text: str, pos: int) -> tuple[_Program, bytes, int, _Shift | None]:
        """Return the program for a text, what it reads of it, and where it begins, in bytes."""
        if text.isascii():
            return self._for_ascii(), text.encode(), pos, None
        program = self._for_others()
        read = _fold(text) if program.folds else text
        data = _encode(read)
        return program, data, len(_encode(read[:pos])) if pos else 0, _Shift(data)

    def _for_ascii(self) -> _Program:
        if self._ascii is None:
            self._ascii = _Program(translate(self.pattern, self.flags, wide=False))
        return self._ascii

    def _for_others(self) -> _Program:
        if self._wide is None:
            program = self._for_ascii()
            if not (program.folds or self.flags & ASCII):
                program = _Program(translate(self.pattern, self.flags, wide=True))
            self._wide = program
        return self._wide


class _Shift:
    """Turn offsets in bytes into offsets in characters, on one way through a text."""

    __slots__ = ("_at", "_chars", "_data")

    def __init__(self, data: bytes) -> None:
        self._data, self._at, self._chars = data, 0, 0

    def to_chars(self, spans: list[_Span]) -> list[_Span]:
        """Return the spans of one match, of which none begins before the one asked for last."""
        chars = {-1: -1}
        for at in sorted({at for span in spans for at in span if at >= 0}):
            self._chars += len(self._data[self._at : at].decode())
            self._at = at
            chars[at] = self._chars
        return [(chars[start], chars[end]) for start, end in spans]


class _Program:
    """A pattern as RE2 has it, with what stands before and after a match."""

    __slots__ = ("_bare", "_compiled", "_read", "folds", "groups", "names")

    def __init__(self, read: Translation) -> None:
        self._read, self.folds, self.names = read, read.folds, read.names
        self.groups = len(read.groups)
        self._compiled: dict[str, Any] = {}
        self._bare = None if read.before or read.ends else self._compile("")

    def compile_all(self) -> None:
        """Compile both forms of the pattern."""
        self._compile(self._read.before)
        self._compile(rf"(?:\A|{self._read.before})")

    def find(self, anchor: Any, data: bytes, pos: int) -> list[_Span] | None:
        """Return where the pattern and its groups match from `pos` on, in bytes."""
        if self._bare is not None:
            found: list[_Span] = self._bare.Match(anchor, data, pos, len(data))
            return None if found[0] == _ABSENT else found
        read, before = self._read, self._read.before
        if (before and anchor is not _ANYWHERE) or (read.ends and anchor is _WHOLE):
            raise PatternError("only a search may look around", read.core)
        if before and pos == 0 and read.may_begin:
            before = rf"(?:\A|{before})"
        for _ in range(min(pos, read.back)):  # what stands before must be in view
            pos -= 1
            while data[pos] & 0xC0 == 0x80:
                pos -= 1
        spans: list[_Span] = self._compile(before).Match(anchor, data, pos, len(data))
        if spans[0] == _ABSENT:
            return None
        start, end = spans[1 if read.before else 0]
        end = next((spans[n][0] for n in read.ends if spans[n] != _ABSENT), end)
        groups = (spans[number] for number in read.groups)
        return [(start, end), *((first, min(last, end)) for first, last in groups)]

    def _compile(self, before: str) -> Any:
        found = self._compiled.get(before)
        if found is None:
            flags = self._read.flags
            options = re2.Options()
            options.max_mem, options.log_errors = _MAX_MEMORY, False
            options.case_sensitive = not flags & IGNORECASE
            options.dot_nl = bool(flags & DOTALL)
            source = "(?m)" * bool(flags & MULTILINE) + before + self._read.core
            try:
                found = re2.compile(source, options)._regexp
            except re2.error as error:
                raise PatternError(str(error), source[:200]) from error
            self._compiled[before] = found
        return found


def _encode(text: str) -> bytes:
    """Return a text in UTF-8, with a sign in place of each half of a surrogate pair."""
    return replace_surrogates(text, "\u25a1").encode()


@lru_cache(maxsize=256)
def _fold(text: str) -> str:
    """Return a text of the same length in which every word is of ASCII."""
    return "".join(c if c < "\x80" else _fold_char(c) for c in text)


def _fold_char(c: str) -> str:
    if c.isdecimal():
        return "0"
    if c.isalnum():
        return "Q" if c.isupper() else "q"
    return " " if c.isspace() else c


@lru_cache(maxsize=512)
def compile(pattern: str, flags: int = NOFLAG, unless: str = "") -> Pattern:
    """Return a pattern, which is compiled on first use."""
    return Pattern(pattern, flags, unless)
