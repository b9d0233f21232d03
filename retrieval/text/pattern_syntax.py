"""Write patterns, which are those of `re` but for what RE2 lacks, in the syntax of RE2."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag


class PatternError(ValueError):
    """A pattern is malformed, or cannot be matched in linear time."""


class Flag(IntFlag):
    """How a pattern is read; the values are those of `re`."""

    NOFLAG = 0
    IGNORECASE = 2
    MULTILINE = 8
    DOTALL = 16
    VERBOSE = 64
    ASCII = 256


@dataclass(frozen=True, slots=True)
class Translation:
    """A pattern in RE2's syntax.

    `whole` is the `core` for a match that ends with the text. `groups` are the numbers that RE2
    gives the pattern's groups, and `ends` those of what looks ahead: where one of these takes part,
    a match ends before it. `back` is how many characters `before` takes; `may_begin` tells whether
    a match may stand at the beginning of a text.
    """

    before: str
    core: str
    whole: str
    groups: tuple[int, ...]
    ends: tuple[int, ...]
    names: dict[str, int]
    back: int
    may_begin: bool
    folds: bool


_INSIDE = {  # what a class of characters has for these, in texts of ASCII and of all scripts
    "flag": {"w": "0-9A-Za-z_", "d": "0-9", "s": r"\t-\r\x20"},
    "ascii": {"w": "0-9A-Za-z_", "d": "0-9", "s": r"\t-\r\x1c-\x20"},
    "wide": {"w": r"\p{L}\p{N}_", "d": r"\p{Nd}", "s": r"\t-\r\x1c-\x20\x{85}\p{Z}"},
}
_BUT = {  # [^\W_] and the like: of the characters of words or spaces, all but some
    "flag": {"W_": "0-9A-Za-z", "Wd": "A-Za-z_", "W_d": "A-Za-z", "S\n": r"\t\x0b-\r\x20"},
    "ascii": {
        "W_": "0-9A-Za-z", "Wd": "A-Za-z_", "W_d": "A-Za-z", "S\n": r"\t\x0b-\r\x1c-\x20",
    },
    "wide": {
        "W_": r"\p{L}\p{N}", "Wd": r"\p{L}\p{Nl}\p{No}_", "W_d": r"\p{L}\p{Nl}\p{No}",
        "S\n": r"\t\x0b-\r\x1c-\x20\x{85}\p{Z}",
    },
}  # fmt: skip
_NO_CHARACTER = ("(", ")", "(?:", "*", "+", "?", "{", "$", "^", "\\b", "\\B", "\\z", "\\A")
_NOTHING = r"([^\x00-\x{10FFFF}])"
_LOOKS = ("(?<=", "(?<!", "(?=", "(?!")


def translate(source: str, flags: int, *, wide: bool) -> Translation:
    """Read a pattern; `wide` tells whether its texts have more than ASCII."""
    characters = "flag" if flags & Flag.ASCII else "wide" if wide else "ascii"
    return _Translator(source, bool(flags & Flag.VERBOSE), characters).translate()


class _Translator:
    """One way through a pattern, from left to right."""

    def __init__(self, source: str, verbose: bool, characters: str) -> None:
        self.source, self.verbose, self.characters = source, verbose, characters
        self.at = 0
        self.names: dict[str, int] = {}
        self.groups: list[int] = []
        self.ends: list[int] = []
        self.bounds = False
        self.letters = False

    def translate(self) -> Translation:
        """Return the whole pattern."""
        before, back, may_begin = "", 0, True
        self._skip_space()
        lead = ""
        while self.source.startswith(("(?i)", "(?m)", "(?s)"), self.at):
            lead += self.source[self.at : self.at + 4]
            self.at += 4
        if self.source.startswith(_LOOKS[:2], self.at):
            before, back, may_begin = self._look_back()
        core, whole, depth = "", "", 0
        while self.at < len(self.source):
            if self.source.startswith(_LOOKS, self.at):
                ahead, may_end = self._look_ahead()
                core += f"({ahead})"
                whole += "()" if may_end else _NOTHING
                continue
            piece = self._piece()
            depth += (piece[:1] == "(") - (piece == ")")
            if piece == "|" and not depth and before:
                raise self._error("it looks back in an alternative")
            core, whole = core + piece, whole + piece
        folds = self.bounds and self.characters != "flag"
        if folds and self.letters:
            raise self._error("it has \\b beside letters that are not ASCII")
        shift = bool(before)  # the whole is a group, then
        return Translation(
            before=lead + before if before else "",
            core=f"({core})" if before else lead + core,
            whole=f"{lead}({whole})" if before else lead + whole,
            groups=tuple(number + shift for number in self.groups),
            ends=tuple(number + shift for number in self.ends),
            names=self.names,
            back=back,
            may_begin=may_begin,
            folds=folds,
        )

    def _error(self, why: str) -> PatternError:
        return PatternError(f"{why}, at {self.at}: {self.source[:300]}")

    def _skip_space(self) -> None:
        while self.verbose and self.at < len(self.source):
            if self.source[self.at] == "#":
                end = self.source.find("\n", self.at)
                self.at = len(self.source) if end < 0 else end
            elif not self.source[self.at].isspace():
                return
            else:
                self.at += 1

    def _piece(self) -> str:
        """Read an atom, the beginning or end of a group, or a repeat."""
        c = self.source[self.at]
        if c == "\\":
            return self._escape()
        if c == "[":
            return self._class()
        if c == "(":
            return self._group()
        if self.verbose and (c.isspace() or c == "#"):
            self._skip_space()
            return ""
        self.at += 1
        if c in "*+?}" and self.source.startswith("+", self.at):
            raise self._error("it has a possessive repeat")
        if c == "{" and self.source.startswith(",", self.at):
            return "{0"
        return self._literal(c)

    def _literal(self, c: str) -> str:
        if "\ud800" <= c <= "\udfff":
            raise self._error("it names half of a surrogate pair")
        self.letters = self.letters or (not c.isascii() and c.isalnum())
        return c

    def _group(self) -> str:
        source, at = self.source, self.at
        for start in ("(?P<", "(?:", "(?#"):
            if source.startswith(start, at):
                break
        else:
            start = "(" if not source.startswith("(?", at) else "(?"
        if start == "(":
            self.at += 1
            self._count(self.groups)
            return "("
        if start == "(?:":
            self.at += 3
            return "(?:"
        if start == "(?P<":
            end = source.index(">", at)
            self._count(self.groups)
            self.names[source[at + 4 : end]] = len(self.groups)
            self.at = end + 1
            return source[at : self.at]
        end = at + 2
        while source[end] in "ims-":
            end += 1
        if source[end] not in ":)" or end == at + 2:
            raise self._error("RE2 does not have this group")
        self.at = end + 1
        return source[at : self.at] if source[end] == ":" else source[at:end] + ")"

    def _escape(self) -> str:
        """Read an escape outside of a class."""
        c = self.source[self.at + 1 : self.at + 2]
        inside = _INSIDE[self.characters]
        if c in "wds":
            self.at += 2
            return f"[{inside[c]}]"
        if c in "WDS":
            self.at += 2
            return f"[^{inside[c.lower()]}]"
        if c in "bB":
            self.at += 2
            self.bounds = True
            return "\\" + c
        if c == "Z":
            self.at += 2
            return r"\z"
        if c == "A":
            self.at += 2
            return r"\A"
        return self._char()

    def _char(self) -> str:
        """Read one escaped character, in a class or outside."""
        source, at = self.source, self.at
        c = source[at + 1 : at + 2]
        digits = {"x": 2, "u": 4, "U": 8}.get(c)
        if digits:
            self.at = at + 2 + digits
            code = int(source[at + 2 : self.at], 16)
            self._literal(chr(code))
            return rf"\x{{{code:x}}}"
        if c in ("p", "P") and source.startswith("{", at + 2):
            self.at = source.index("}", at) + 1
            return source[at : self.at]
        self.at = at + 2
        if c in "afnrtv":
            return "\\" + c
        if c == "0":
            return r"\x00"
        if not c or (c.isascii() and c.isalnum()):
            raise self._error("RE2 does not have this escape")
        return "\\" + c if c.isascii() else self._literal(c)

    def _class(self) -> str:
        """Read a class of characters."""
        source = self.source
        self.at += 1
        negated = source.startswith("^", self.at)
        self.at += negated
        inside, outside, plain = "", "", ""
        first = True
        while first or source[self.at : self.at + 1] != "]":
            if self.at >= len(source):
                raise self._error("a class does not end")
            c = source[self.at]
            if c == "\\" and source[self.at + 1] in "wdsWDS":
                kind = source[self.at + 1]
                self.at += 2
                if kind.islower():
                    inside += _INSIDE[self.characters][kind]
                    plain += kind
                else:
                    outside += kind
            elif c == "\\" and source[self.at + 1] == "b":
                self.at += 2
                inside += r"\x08"
            else:
                item = self._range()
                inside += item
                plain += {r"\n": "\n"}.get(item, item)
            first = False
        self.at += 1
        if not outside:
            return f"[^{inside}]" if negated else f"[{inside}]"
        if negated:
            try:
                return f"[{_BUT[self.characters][outside + ''.join(sorted(plain))]}]"
            except KeyError:
                raise self._error("this class takes away from a class") from None
        others = [f"[^{_INSIDE[self.characters][kind.lower()]}]" for kind in outside]
        return "(?:" + "|".join([*others, *([f"[{inside}]"] if inside else [])]) + ")"

    def _range(self) -> str:
        """Read a character of a class, or a range."""
        low = self._class_char()
        if self.source.startswith("-", self.at) and self.source[self.at + 1 : self.at + 2] != "]":
            self.at += 1
            return f"{low}-{self._class_char()}"
        return low

    def _class_char(self) -> str:
        c = self.source[self.at]
        if c == "\\":
            return self._char()
        self.at += 1
        self._literal(c)
        return "\\" + c if c in "[]^-&~" else c

    def _count(self, kind: list[int]) -> None:
        """Give the group that begins its number in RE2."""
        kind.append(len(self.groups) + len(self.ends) + 1)

    def _is_last(self, at: int) -> bool:
        """Tell whether a match ends here, be it within groups and before other alternatives."""
        source = self.source
        while at < len(source):
            ends_group = source[at] == ")" and source[at + 1 : at + 2] not in ("*", "+", "?", "{")
            if source[at] == "|":
                at = self._end_of_alternatives(at)
            elif ends_group or (self.verbose and source[at].isspace()):
                at += 1
            else:
                return False
        return True

    def _end_of_alternatives(self, at: int) -> int:
        """Return where the group ends that encloses the alternatives from here on."""
        depth, source = 0, self.source
        while at < len(source):
            if source[at] == "\\":
                at += 1
            elif source[at] == "[":
                at = self._end_of_class(at)
            elif source[at] == "(":
                depth += 1
            elif source[at] == ")":
                if not depth:
                    return at
                depth -= 1
            at += 1
        return at

    def _end_of_class(self, at: int) -> int:
        """Return where the bracket is that ends a class of characters."""
        source = self.source
        at += 3 if source[at + 1] == "^" else 2
        while source[at] != "]":
            at += 1 + (source[at] == "\\")
        return at

    def _end_of_group(self) -> int:
        depth, at, source = 0, self.at, self.source
        while at < len(source):
            if source[at] == "\\":
                at += 1
            elif source[at] == "[":
                at = self._end_of_class(at)
            elif source[at] in "()":
                depth += 1 if source[at] == "(" else -1
                if not depth:
                    return at + 1
            at += 1
        raise self._error("a group does not end")

    def _look_back(self) -> tuple[str, int, bool]:
        """Read `(?<!x)` or `(?<=xy)`: what stands before, its length, and whether nothing may."""
        negative = self.source.startswith("(?<!", self.at)
        end = self._end_of_group()
        self.at += 4
        if negative:
            return self._negated(end), 1, True
        body, lengths = self._branches(end)
        if len(set(lengths)) != 1:
            raise self._error("it looks back to no fixed length")
        return f"(?:{body})", lengths[0], False

    def _look_ahead(self) -> tuple[str, bool]:
        """Read `(?!x)` or `(?=xy)`: what follows, and whether that may be the end."""
        negative = self.source.startswith("(?!", self.at)
        end = self._end_of_group()
        if self.source[self.at + 2] == "<" or not self._is_last(end):
            raise self._error("it looks around within the pattern")
        self._count(self.ends)
        self.at += 3
        if negative:
            return f"$|{self._negated(end)}", True
        groups = len(self.groups)
        body = ""
        while self.at < end - 1:
            c = self.source[self.at]
            if c in "*+" or (c == "{" and ",}" in self.source[self.at : self.at + 6]):
                raise self._error("it looks ahead without bounds")
            body += self._piece()
        self.at = end
        if len(self.groups) != groups:
            raise self._error("a group is in what looks ahead")
        return body, body.endswith("$")

    def _negated(self, end: int) -> str:
        """Read the one character that may not be there, up to the group's end."""
        choices = [""]
        while self.at < end - 1:
            piece = self._piece()
            if not piece:
                continue
            if piece == "|":
                choices.append("")
            elif choices[-1] or piece in _NO_CHARACTER:
                raise self._error("it excludes more than a character")
            else:
                choices[-1] = piece
        self.at = end
        classes = [choice if choice[:1] == "[" else f"[{choice}]" for choice in choices]
        if len(classes) == 1 and classes[0] != "[]":
            return f"[{classes[0][2:]}" if classes[0][1] == "^" else f"[^{classes[0][1:]}"
        if any(each[1] in "^]" for each in classes):
            raise self._error("it excludes more than a character")
        return "[^" + "".join(each[1:-1] for each in classes) + "]"

    def _branches(self, end: int) -> tuple[str, list[int]]:
        body, lengths = "", [0]
        while self.at < end - 1:
            piece = self._piece()
            body += piece
            if piece == "|":
                lengths.append(0)
            elif piece in _NO_CHARACTER:
                raise self._error("it looks back to a repeat or a group")
            else:
                lengths[-1] += 1
        self.at = end
        return body, lengths
