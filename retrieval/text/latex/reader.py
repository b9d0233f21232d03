"""Read the LaTeX and HTML of titles and abstracts as plain text, forgiving whatever is broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from retrieval.text.latex import symbols
from retrieval.text.latex.meanings import decoded, meaning, quotation
from retrieval.text.latex.tokens import DOLLAR, OPTION, TOKEN, TWO_DIGITS, is_formula, ties

_DEEPEST = 40


@dataclass(slots=True)
class _Group:
    """An open brace, the command it belongs to (empty: none) and what was read since."""

    command: str = ""
    pieces: list[str] = field(default_factory=list)
    arguments: list[str] = field(default_factory=list)
    restyled: bool = False


class LatexText:
    """One pass over a text whose whitespace is single spaces."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._groups = [_Group()]
        self._last = ""
        self._mark = ""  # a combining character that waits for its letter, and what else to write
        self._mark_sign = ""
        self._formula_end = -1
        self._in_formula = False

    def read(self) -> str:
        """Return the text without markup; what was never closed is kept."""
        actions: dict[str, Callable[[str], None]] = {
            "url": self._emit,
            "degree": lambda _: self._emit("°"),
            "command": self._command,
            "sign": self._sign,
            "open": lambda _: self._open(""),
            "close": lambda _: self._close(),
            "script": lambda found: self._script(found[0]),
            "dollar": lambda _: self._dollar(),
            "tie": lambda _: self._tie(),
            "dash": self._dash,
            "quote": lambda found: self._emit(quotation(found, self._last)),
            "entity": lambda found: self._emit(decoded(found)),
        }
        while found := TOKEN.search(self._text, self._at):
            self._emit(self._text[self._at : found.start()])
            self._at = found.end()
            if found["tag"]:
                self._tag(found)
            elif found.lastgroup:
                actions[found.lastgroup](found[found.lastgroup])
        self._emit(self._text[self._at :])
        self._settle_mark()
        return "".join(
            piece for group in self._groups for piece in (*group.arguments, *group.pieces)
        )

    def _emit(self, text: str) -> None:
        if not text:
            return
        if self._mark:
            first = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
            # A stroke negates a relation, every other mark stands on a letter.
            if first.isalpha() != (self._mark == "\u0338") and not first.isspace():
                text = first + self._mark + text[1:]
                self._mark = ""
            self._settle_mark()
        self._groups[-1].pieces.append(text)
        self._last = text[-1]

    def _settle_mark(self) -> None:
        if self._mark:
            self._mark = ""
            self._emit(self._mark_sign)

    def _next(self, length: int = 1) -> str:
        return self._text[self._at : self._at + length]

    def _skip_space(self) -> None:
        if self._next() == " ":
            self._at += 1

    def _word(self, word: str) -> None:
        parted = f" {word}" if self._last.isalnum() else word
        self._emit(parted + (" " if word in symbols.FUNCTIONS and self._next() == "{" else ""))

    def _command(self, name: str) -> None:
        if name == "sim":
            self._sim()
        elif name in symbols.ABBREVIATIONS:
            self._word(symbols.ABBREVIATIONS[name][: -1 if self._next() == "." else None])
        elif name == "deg" and self._last.isdigit():
            self._emit("°")
        elif name in symbols.SYMBOLS:
            self._emit(symbols.SYMBOLS[name])
        elif name in symbols.MARKS or (name == "not" and self._next(2).strip()):
            self._wait(symbols.MARKS.get(name, "\u0338"), "")
        elif (
            name in symbols.LETTERS and not self._in_formula and self._next() not in ("(", "_", "^")
        ):
            self._emit(symbols.LETTERS[name])
            self._skip_space()
        elif name in symbols.LETTER_MARKS and not self._in_formula and self._next() in ("{", " "):
            self._wait(symbols.LETTER_MARKS[name], "")
        elif name in symbols.SPACES:
            self._emit(" ")
        elif name in symbols.FUNCTIONS:
            self._word(name)
        else:
            self._with_arguments(name)

    def _with_arguments(self, name: str) -> None:
        if (name in symbols.DROPPED or name in symbols.ARGUMENTS) and (
            option := OPTION.match(self._text, self._at)
        ):
            self._at = option.end()
        if self._next() == "{" or (
            self._next(2) == " {" and name in symbols.FONTS | symbols.DROPPED
        ):
            self._at = self._text.index("{", self._at) + 1
            self._open(name)
        elif "frac" in name and (digits := TWO_DIGITS.match(self._text, self._at)):
            self._at = digits.end()
            self._emit(f"{digits[1]}/{digits[2]}")
        elif name == "sqrt":
            self._emit("√")
            self._skip_space()
        elif name in symbols.FONTS or name in symbols.DROPPED:
            self._groups[-1].restyled = True
            if name in ("left", "right") and self._next() == ".":
                self._at += 1
            elif not self._last.isalnum() or self._in_formula:
                self._skip_space()
        else:
            self._word(name)

    def _wait(self, mark: str, sign: str) -> None:
        self._settle_mark()
        self._mark, self._mark_sign = mark, sign
        if not sign:
            self._skip_space()

    def _sign(self, sign: str) -> None:
        following = self._next(2)
        if sign == "'" and self._last.isalpha() and following[:1] in ("s", "t"):
            if following[1:].isalpha():
                self._wait(symbols.SIGN_MARKS[sign], sign)
            else:
                self._emit("’")  # "today\'s"
        elif sign in symbols.SIGN_MARKS and (
            following[:1].isalpha() or following[:1] in ("{", "\\")
        ):
            self._wait(symbols.SIGN_MARKS[sign], sign)
        elif sign in "()[]":
            self._in_formula = sign in "(["
            self._emit(" " if sign in "[]" else "")
        elif sign == "\\":
            self._emit("" if following[:1] in ("%", "&", "#", "_", "$") else " ")
        elif sign in ",;:> ":
            self._emit(" ")
        elif sign not in "!/-@":
            self._emit("‖" if sign == "|" else sign)

    def _open(self, command: str) -> None:
        if len(self._groups) < _DEEPEST:
            self._groups.append(_Group(command))

    def _close(self) -> None:
        if len(self._groups) == 1:
            return
        self._settle_mark()
        group = self._groups.pop()
        group.arguments.append("".join(group.pieces))
        if len(group.arguments) < symbols.ARGUMENTS.get(group.command, 1) and self._next() == "{":
            self._at += 1
            group.pieces = []
            self._groups.append(group)
            return
        pieces = self._groups[-1].pieces
        self._last = next((p[-1] for p in reversed(pieces) if p), self._last)
        if group.command in symbols.DROPPED:
            self._close_gap()
        else:
            formula = self._in_formula or group.restyled
            self._emit(meaning(group.command, group.arguments, formula, self._last))

    def _close_gap(self) -> None:
        pieces = self._groups[-1].pieces
        if not pieces:
            return
        if pieces[-1].endswith("(") and self._next() == ")":
            pieces[-1] = pieces[-1][:-1].rstrip()
            self._at += 1
        if self._next() in ("", *".,;:)"):
            pieces[-1] = pieces[-1].rstrip()

    def _script(self, mark: str) -> None:
        self._at += 1
        self._open(mark)

    def _dollar(self) -> None:
        here = self._at - 1
        if here == self._formula_end:
            self._formula_end = -1
            self._in_formula = False
        elif self._formula_end > here:
            return
        elif (end := DOLLAR.search(self._text, self._at)) and is_formula(
            self._text[self._at : end.start()], self._text[end.end() : end.end() + 1]
        ):
            self._formula_end = end.start()
            self._in_formula = True
        else:
            self._emit("$")

    def _sim(self) -> None:
        ahead = self._text[self._at : self._at + 4].lstrip("$ {}")
        between_figures = self._last.isdigit() and ahead[:1].isdigit()
        if between_figures:
            self._skip_space()
        tied = ties(self._last) and not between_figures
        self._emit(" ~" if tied else "~")

    def _tie(self) -> None:
        following = self._next()
        between_figures = self._last.isdigit() and following.isdigit()
        kept = following in ("", " ") or between_figures or not ties(self._last)
        self._emit("~" if kept and not self._in_formula else " ")

    def _dash(self, dashes: str) -> None:
        self._emit({"--": "–", "---": "—"}.get(dashes, dashes) if not self._in_formula else dashes)

    def _tag(self, tag: re.Match[str]) -> None:
        following = self._next().lstrip("-+−")
        if tag["block"]:
            self._emit(" ")
        elif tag["sup"] and not tag["closing"] and self._last.isdigit() and following != " ":
            self._emit("^")
