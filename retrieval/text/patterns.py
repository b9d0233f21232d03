r"""Compile regular expressions that take linear time on any text, by RE2.

It takes the place of the standard library's `re`, which backtracks and which nothing else here may
import: `from retrieval.text import patterns as re`. A pattern is written as for `re`, except that

- it has no backreferences, possessive repeats or atomic groups;
- it looks back only at its very beginning, and ahead only where a match ends, a few characters far:
  `(?<![\w-])mAP(?!\w)`, `,(?=\s|$)| and `; what may not follow is a character, or `unless`;
- `$` is the end of the text, and not also the place before a last line break;
- beside a `\b` it can name letters of ASCII only: those of other scripts look like `q` to it.

`\w`, `\d` and `\s` know every script, and offsets count characters. Patterns compile on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import re2

from retrieval.text.pattern_syntax import Flag, PatternError, Translation, translate
from retrieval.text.surrogates import replace_surrogates

NOFLAG, IGNORECASE, MULTILINE = Flag.NOFLAG, Flag.IGNORECASE, Flag.MULTILINE
DOTALL, VERBOSE, ASCII = Flag.DOTALL, Flag.VERBOSE, Flag.ASCII

_MAX_MEMORY = 4 << 20  # bytes for one pattern's automaton; without room for it, RE2 is only slower
_MAX_UNLESS_CHARS = 200  # after a match
_ANYWHERE = re2._Anchor.UNANCHORED
_AT_START = re2._Anchor.ANCHOR_START
_WHOLE = re2._Anchor.ANCHOR_BOTH
_ABSENT = (-1, -1)

_Span = tuple[int, int]


class Match:
    """Where a pattern matches a text, as `re.Match`."""

    __slots__ = ("_spans", "re", "string")

    def __init__(self, pattern: Pattern, text: str, spans: list[_Span]) -> None:
        self.re, self.string, self._spans = pattern, text, spans

    def __repr__(self) -> str:
        return f"<Match {self.span()} {self.group()!r}>"

    def __getitem__(self, group: int | str) -> str | Any:
        start, end = self._spans[group if isinstance(group, int) else self.re.groupindex[group]]
        return None if start < 0 else self.string[start:end]

    def group(self, *groups: int | str) -> str | Any:
        """Return what a group matched, None if it took no part; a tuple for several groups."""
        if len(groups) > 1:
            return tuple(self[group] for group in groups)
        return self[groups[0] if groups else 0]

    def groups(self, default: str | None = None) -> tuple[str | Any, ...]:
        """Return what each group matched."""
        return tuple(default if a < 0 else self.string[a:b] for a, b in self._spans[1:])

    def span(self, group: int | str = 0) -> _Span:
        """Return where a group begins and ends; (-1, -1) if it took no part."""
        return self._spans[group if isinstance(group, int) else self.re.groupindex[group]]

    def start(self, group: int | str = 0) -> int:
        """Return where a group begins."""
        return self.span(group)[0]

    def end(self, group: int | str = 0) -> int:
        """Return where a group ends."""
        return self.span(group)[1]

    @property
    def lastindex(self) -> int | None:
        """Return the number of the outermost of the groups that ended last, if any."""
        last, index = -1, None
        for group, (_, end) in enumerate(self._spans[1:], start=1):
            if end > last:
                last, index = end, group
        return index

    @property
    def lastgroup(self) -> str | None:
        """Return the name of the group of `lastindex`, if it has one."""
        last = self.lastindex
        return next((name for name, index in self.re.groupindex.items() if index == last), None)

    def expand(self, template: str) -> str:
        r"""Return a template with what the groups matched in place of `\1` and `\g<name>`."""
        parts = _parse_template(template)
        return "".join(p if i % 2 == 0 else self[p] or "" for i, p in enumerate(parts))


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

    def __repr__(self) -> str:
        return f"compile({self.pattern!r}, {Flag(self.flags)!r})"

    @property
    def groupindex(self) -> dict[str, int]:
        """Return the numbers of the named groups."""
        return self._for_ascii().names

    @property
    def groups(self) -> int:
        """Return how many groups there are."""
        return self._for_ascii().groups

    def check(self) -> None:
        """Compile all that texts may need; raises PatternError."""
        for program in (self._for_ascii(), self._for_others()):
            program.compile_all()
        if self._unless is not None:
            self._unless.check()

    def search(self, text: str, pos: int = 0) -> Match | None:
        """Return the first match."""
        if self._unless is not None:
            return next(self.finditer(text, pos), None)
        return self._find(_ANYWHERE, text, pos)

    def match(self, text: str, pos: int = 0) -> Match | None:
        """Return the match that begins where the text does."""
        found = self._find(_AT_START, text, pos)
        return found if found is not None and self._counts(found) else None

    def fullmatch(self, text: str, pos: int = 0) -> Match | None:
        """Return the match of the whole text."""
        return self._find(_WHOLE, text, pos)

    def finditer(self, text: str, pos: int = 0) -> Iterator[Match]:
        """Yield the matches, which do not overlap."""
        program, data, at, shift = self._read(text, pos)
        while at <= len(data):
            spans = program.find(_ANYWHERE, data, at)
            if spans is None:
                return
            start, at = spans[0]
            found = Match(self, text, spans if shift is None else shift.to_chars(spans))
            if self._unless is None or self._counts(found):
                yield found
            if start == at:
                at += 1
                while at < len(data) and data[at] & 0xC0 == 0x80:  # within a character
                    at += 1

    def findall(self, text: str) -> list[Any]:
        """Return what each match matched: the whole, or its groups if there are any."""
        if not self.groups:
            return [match[0] for match in self.finditer(text)]
        found = [match.groups("") for match in self.finditer(text)]
        return [groups[0] for groups in found] if self.groups == 1 else list(found)

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
        return Match(self, text, spans if shift is None else shift.to_chars(spans))

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
            self._ascii = _Program(translate(self.pattern, self.flags, wide=False), self.flags)
        return self._ascii

    def _for_others(self) -> _Program:
        if self._wide is None:
            program = self._for_ascii()
            if not (program.folds or self.flags & ASCII):
                program = _Program(translate(self.pattern, self.flags, wide=True), self.flags)
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

    __slots__ = ("_bare", "_compiled", "_flags", "_read", "folds", "groups", "names")

    def __init__(self, read: Translation, flags: int) -> None:
        self._read, self._flags = read, flags
        self.folds, self.names, self.groups = read.folds, read.names, len(read.groups)
        self._compiled: dict[str, Any] = {}
        self._bare = None if read.before or read.ends else self._get(read.core)

    def compile_all(self) -> None:
        """Compile every form of the pattern."""
        self._get(self._read.whole)
        for before in ("", self._read.before, f"(?:^|{self._read.before})"):
            self._get(f"{before}{self._read.core}")

    def find(self, anchor: Any, data: bytes, pos: int) -> list[_Span] | None:
        """Return where the pattern and its groups match from `pos` on, in bytes."""
        if self._bare is not None:
            spans: list[_Span] = self._bare.Match(anchor, data, pos, len(data))
            return None if spans[0] == _ABSENT else spans
        read = self._read
        before = read.before
        if before and pos == 0 and anchor is not _ANYWHERE and not read.may_begin:
            return None
        if before and pos == 0 and read.may_begin:
            before = f"(?:^|{before})" if anchor is _ANYWHERE else ""
        for _ in range(min(pos, read.back)):  # what stands before must be in view
            pos -= 1
            while data[pos] & 0xC0 == 0x80:
                pos -= 1
        source = before + (read.whole if anchor is _WHOLE else read.core)
        spans = self._get(source).Match(anchor, data, pos, len(data))
        if spans[0] == _ABSENT:
            return None
        start, end = spans[1 if read.before else 0]
        end = next((spans[n][0] for n in read.ends if spans[n] != _ABSENT), end)
        groups = (spans[number] for number in read.groups)
        return [(start, end), *((first, min(last, end)) for first, last in groups)]

    def _get(self, source: str) -> Any:
        found = self._compiled.get(source)
        if found is None:
            options = re2.Options()
            options.max_mem, options.log_errors = _MAX_MEMORY, False
            options.case_sensitive = not self._flags & IGNORECASE
            options.dot_nl = bool(self._flags & DOTALL)
            try:
                found = re2.compile(
                    "(?m)" * bool(self._flags & MULTILINE) + source, options
                )._regexp
            except re2.error as error:
                raise PatternError(f"{error}: {source[:200]}") from error
            self._compiled[source] = found
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


@lru_cache(maxsize=256)
def _parse_template(template: str) -> tuple[str | Any, ...]:
    r"""Return the text between the groups that a template names, and those groups, in turns."""
    parts: list[str | Any] = [""]
    at = 0
    while (start := template.find("\\", at)) >= 0:
        parts[-1] += template[at:start]
        c = template[start + 1]
        at = start + 2
        if c == "g":
            end = template.index(">", at)
            name = template[at + 1 : end]
            parts += [int(name) if name.isdecimal() else name, ""]
            at = end + 1
        elif c.isdecimal():
            parts += [int(c), ""]
        else:
            parts[-1] += {"n": "\n", "t": "\t"}.get(c, c if c == "\\" else "\\" + c)
    parts[-1] += template[at:]
    return tuple(parts)


@lru_cache(maxsize=512)
def compile(pattern: str, flags: int = NOFLAG, unless: str = "") -> Pattern:
    """Return a pattern, which is compiled on first use."""
    return Pattern(pattern, flags, unless)


def escape(text: str) -> str:
    """Return the pattern of a literal text."""
    return "".join("\\" + c if c.isascii() and not (c.isalnum() or c == "_") else c for c in text)


def search(pattern: str, text: str, flags: int = NOFLAG) -> Match | None:
    """Return the first match."""
    return compile(pattern, flags).search(text)


def match(pattern: str, text: str, flags: int = NOFLAG) -> Match | None:
    """Return the match that begins where the text does."""
    return compile(pattern, flags).match(text)


def fullmatch(pattern: str, text: str, flags: int = NOFLAG) -> Match | None:
    """Return the match of the whole text."""
    return compile(pattern, flags).fullmatch(text)


def finditer(pattern: str, text: str, flags: int = NOFLAG) -> Iterator[Match]:
    """Yield the matches, which do not overlap."""
    return compile(pattern, flags).finditer(text)


def findall(pattern: str, text: str, flags: int = NOFLAG) -> list[Any]:
    """Return what each match matched: the whole, or its groups if there are any."""
    return compile(pattern, flags).findall(text)


def split(pattern: str, text: str, maxsplit: int = 0, flags: int = NOFLAG) -> list[str | Any]:
    """Return the text between the matches, with what groups matched between the parts."""
    return compile(pattern, flags).split(text, maxsplit)


def sub(
    pattern: str,
    repl: str | Callable[[Match], str],
    text: str,
    count: int = 0,
    flags: int = NOFLAG,
) -> str:
    """Return the text with its matches, or the first `count`, replaced."""
    return compile(pattern, flags).sub(repl, text, count)
