"""Write patterns in the syntax of RE2, from the tree into which Python's own `re` parses them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

PatternError = re.error
"""A pattern is malformed, or cannot be matched in linear time."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A pattern in RE2's syntax.

    `before` matches the `back` characters that must stand before a match, and `may_begin` tells
    whether a match may stand at the beginning of a text all the same. `groups` are the numbers that
    RE2 gives the pattern's groups, and `ends` those of what looks ahead: where one of these takes
    part, a match ends before it. `folds` tells that texts must be folded to ASCII, for `\b`.
    """

    core: str
    before: str
    back: int
    may_begin: bool
    groups: Sequence[int]
    ends: Sequence[int]
    names: Mapping[str, int]
    flags: int
    folds: bool


# The characters of words, digits and spaces, in texts of ASCII and of all scripts.
_SPACES = (r"\x{9}", r"\x{a}", r"\x{b}-\x{d}")
_KINDS: Mapping[str, Mapping[Any, Sequence[str]]] = {
    "flag": {
        op.CATEGORY_WORD: ("0-9", "A-Z", "a-z", "_"),
        op.CATEGORY_DIGIT: ("0-9",),
        op.CATEGORY_SPACE: (*_SPACES, r"\x{20}"),
    },
    "ascii": {
        op.CATEGORY_WORD: ("0-9", "A-Z", "a-z", "_"),
        op.CATEGORY_DIGIT: ("0-9",),
        op.CATEGORY_SPACE: (*_SPACES, r"\x{1c}-\x{20}"),
    },
    "wide": {
        op.CATEGORY_WORD: (r"\p{L}", r"\p{Nd}", r"\p{Nl}", r"\p{No}", "_"),
        op.CATEGORY_DIGIT: (r"\p{Nd}",),
        op.CATEGORY_SPACE: (*_SPACES, r"\x{1c}-\x{20}", r"\x{85}", r"\p{Z}"),
    },
}
_OPPOSITES = {
    op.CATEGORY_NOT_WORD: op.CATEGORY_WORD,
    op.CATEGORY_NOT_DIGIT: op.CATEGORY_DIGIT,
    op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE,
}
_PLACES = {
    op.AT_BEGINNING: "^",
    op.AT_BEGINNING_STRING: r"\A",
    op.AT_END: "$",
    op.AT_END_STRING: r"\z",
    op.AT_BOUNDARY: r"\b",
    op.AT_NON_BOUNDARY: r"\B",
}
_NEGATE = (op.NEGATE, None)


def translate(source: str, flags: int, *, wide: bool) -> Translation:
    """Read a pattern; `wide` tells whether its texts have more than ASCII. Raises PatternError."""
    tree = _parser.parse(source, flags)
    if tree.state.flags & re.ASCII & ~flags:
        raise PatternError("ASCII is a flag of the whole pattern, not within it", source[:300])
    characters = "flag" if flags & re.ASCII else "wide" if wide else "ascii"
    return _Translator(source, characters).translate(tree)


class _Translator:
    """One way through a pattern, from left to right."""

    def __init__(self, source: str, characters: str) -> None:
        self._source = source
        self._kinds = _KINDS[characters]
        self._groups: list[int] = []
        self._ends: list[int] = []
        self._first = 1
        self._has_bounds = self._has_letters = False
        self._characters = characters

    def translate(self, tree: Any) -> Translation:
        items, before, back, may_begin = list(tree), "", 0, True
        if items and items[0][0] in (op.ASSERT, op.ASSERT_NOT) and items[0][1][0] < 0:
            kind, (_, inner) = items.pop(0)
            back, most = inner.getwidth()
            if back != most:
                raise self._error("it looks back to no fixed length")
            may_begin = kind is op.ASSERT_NOT
            before = f"(?:{self._all_but(inner) if may_begin else self._sequence(inner)})"
            if self._groups:
                raise self._error("it looks back to a group")
            self._first = 2  # the whole is a group, then
        core = self._sequence(items, last=True)
        folds = self._has_bounds and self._characters != "flag"
        if folds and self._has_letters:
            raise self._error(r"it has \b beside letters that are not ASCII")
        return Translation(
            core=f"({core})" if before else core,
            before=before,
            back=back,
            may_begin=may_begin,
            groups=self._groups,
            ends=self._ends,
            names=tree.state.groupdict,
            flags=tree.state.flags,
            folds=folds,
        )

    def _error(self, why: str) -> PatternError:
        return PatternError(why, self._source[:300])

    def _sequence(self, items: Any, *, last: bool = False) -> str:
        """Write items in a row; if `last`, the match ends with them."""
        final = len(items) - 1
        return "".join(
            self._item(*item, last=last and place == final) for place, item in enumerate(items)
        )

    def _item(self, kind: Any, value: Any, *, last: bool) -> str:
        match kind:
            case op.LITERAL:
                return self._char(value)
            case op.NOT_LITERAL:
                return f"[^{self._char(value)}]"
            case op.ANY:
                return "."
            case op.IN:
                return self._class(value)
            case op.AT:
                self._has_bounds |= value in (op.AT_BOUNDARY, op.AT_NON_BOUNDARY)
                return _PLACES[value]
            case op.BRANCH:
                branches = [self._sequence(branch, last=last) for branch in value[1]]
                return f"(?:{'|'.join(branches)})"
            case op.SUBPATTERN:
                return self._group(*value, last=last)
            case op.MAX_REPEAT | op.MIN_REPEAT:
                least, most, inner = value
                limit = "" if most is op.MAXREPEAT else most
                lazy = "?" if kind is op.MIN_REPEAT else ""
                return f"(?:{self._sequence(inner)}){{{least},{limit}}}{lazy}"
            case op.ASSERT | op.ASSERT_NOT if value[0] > 0 and last:
                return self._look_ahead(value[1], negative=kind is op.ASSERT_NOT)
        raise self._error(f"RE2 does not have this, or not here: {kind}")

    def _group(self, number: int | None, add: int, remove: int, inner: Any, *, last: bool) -> str:
        if number is not None:
            self._number(self._groups)
            return f"({self._sequence(inner, last=last)})"
        if (add | remove) & ~(re.IGNORECASE | re.MULTILINE | re.DOTALL):
            raise self._error("a group has a flag that RE2 does not have")
        signs = {re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s"}
        on, off = ("".join(signs[f] for f in signs if f & flags) for flags in (add, remove))
        return f"(?{on}{'-' + off if off else ''}:{self._sequence(inner, last=last)})"

    def _number(self, kind: list[int]) -> None:
        """Give the group that begins its number in RE2."""
        kind.append(len(self._groups) + len(self._ends) + self._first)

    def _look_ahead(self, inner: Any, *, negative: bool) -> str:
        self._number(self._ends)
        if negative:
            return f"($|{self._all_but(inner)})"
        groups = len(self._groups)
        body = self._sequence(inner)
        if inner.getwidth()[1] >= op.MAXREPEAT or len(self._groups) > groups:
            raise self._error("what looks ahead has a group or no bounds")
        return f"({body})"

    def _all_but(self, inner: Any) -> str:
        """Write the characters that are not the one that may not be there."""
        match list(inner):
            case [(op.LITERAL, code)]:
                return f"[^{self._char(code)}]"
            case [(op.NOT_LITERAL, code)]:
                return self._char(code)
            case [(op.IN, items)]:
                return self._class(items[1:] if items[0] == _NEGATE else [_NEGATE, *items])
        raise self._error("it excludes more than a character")

    def _class(self, items: Sequence[tuple[Any, Any]]) -> str:
        negated = items[0] == _NEGATE
        inside: list[str] = []
        outside: list[Sequence[str]] = []
        for kind, value in items[negated:]:
            if kind is op.LITERAL:
                inside.append(self._char(value))
            elif kind is op.RANGE:
                inside.append("-".join(map(self._char, value)))
            elif value in _OPPOSITES:
                outside.append(self._kinds[_OPPOSITES[value]])
            else:
                inside += self._kinds[value]
        if not outside:
            return f"[{'^' * negated}{''.join(inside)}]"
        if not negated:
            others = [f"[^{''.join(kind)}]" for kind in outside]
            return "(?:" + "|".join([*others, *([f"[{''.join(inside)}]"] if inside else [])]) + ")"
        if len(outside) > 1 or not set(inside) <= set(outside[0]):
            raise self._error("this class takes away from a class")
        return f"[{''.join(part for part in outside[0] if part not in inside)}]"

    def _char(self, code: int) -> str:
        c = chr(code)
        if "\ud800" <= c <= "\udfff":
            raise self._error("it names half of a surrogate pair")
        self._has_letters |= not c.isascii() and c.isalnum()
        return c if c.isalnum() or c in "_ " else rf"\x{{{code:x}}}"
