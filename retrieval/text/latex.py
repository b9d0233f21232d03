"""Read the LaTeX and HTML of titles and abstracts as plain text, forgiving whatever is broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from retrieval.text import patterns as re
from retrieval.text.latex_commands import (
    ABBREVIATIONS,
    ARGUMENTS,
    DROPPED,
    FONTS,
    FUNCTIONS,
    LETTER_MARKS,
    LETTERS,
    MARKS,
    SIGN_MARKS,
    SPACES,
    SYMBOLS,
    decode_entity,
    render_command,
    render_quote,
)

_MAX_DEPTH = 40


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
            "command": self._read_command,
            "sign": self._read_sign,
            "open": lambda _: self._open_group(""),
            "close": lambda _: self._close_group(),
            "script": lambda found: self._read_script(found[0]),
            "dollar": lambda _: self._read_dollar(),
            "tie": lambda _: self._read_tie(),
            "dash": self._read_dash,
            "quote": lambda found: self._emit(render_quote(found, self._last)),
            "entity": lambda found: self._emit(decode_entity(found)),
        }
        for found in TOKEN.finditer(self._text):
            if found.start() < self._at:
                continue  # within what a command before it has read
            self._emit(self._text[self._at : found.start()])
            self._at = found.end()
            if found["tag"]:
                self._read_tag(found)
            elif found.lastgroup:
                actions[found.lastgroup](found[found.lastgroup])
        self._emit(self._text[self._at :])
        self._flush_mark()
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
            self._flush_mark()
        self._groups[-1].pieces.append(text)
        self._last = text[-1]

    def _flush_mark(self) -> None:
        if self._mark:
            self._mark = ""
            self._emit(self._mark_sign)

    def _peek(self, length: int = 1) -> str:
        return self._text[self._at : self._at + length]

    def _skip_space(self) -> None:
        if self._peek() == " ":
            self._at += 1

    def _emit_word(self, word: str) -> None:
        parted = f" {word}" if self._last.isalnum() else word
        self._emit(parted + (" " if word in FUNCTIONS and self._peek() == "{" else ""))

    def _read_command(self, name: str) -> None:
        if name == "sim":
            self._read_sim()
        elif name in ABBREVIATIONS:
            self._emit_word(ABBREVIATIONS[name][: -1 if self._peek() == "." else None])
        elif name == "deg" and self._last.isdigit():
            self._emit("°")
        elif name in SYMBOLS:
            self._emit(SYMBOLS[name])
        elif name in MARKS or (name == "not" and self._peek(2).strip()):
            self._hold_mark(MARKS.get(name, "\u0338"), "")
        elif name in LETTERS and not self._in_formula and self._peek() not in ("(", "_", "^"):
            self._emit(LETTERS[name])
            self._skip_space()
        elif name in LETTER_MARKS and not self._in_formula and self._peek() in ("{", " "):
            self._hold_mark(LETTER_MARKS[name], "")
        elif name in SPACES:
            self._emit(" ")
        elif name in FUNCTIONS:
            self._emit_word(name)
        else:
            self._read_arguments(name)

    def _read_arguments(self, name: str) -> None:
        if (name in DROPPED or name in ARGUMENTS) and (
            option := OPTION.match(self._peek(_MAX_OPTION_CHARS))
        ):
            self._at += option.end()
        if self._peek() == "{" or (self._peek(2) == " {" and name in FONTS | DROPPED):
            self._at = self._text.index("{", self._at) + 1
            self._open_group(name)
        elif "frac" in name and (digits := TWO_DIGITS.match(self._peek(4))):
            self._at += digits.end()
            self._emit(f"{digits[1]}/{digits[2]}")
        elif name == "sqrt":
            self._emit("√")
            self._skip_space()
        elif name in FONTS or name in DROPPED:
            self._groups[-1].restyled = True
            if name in ("left", "right") and self._peek() == ".":
                self._at += 1
            elif not self._last.isalnum() or self._in_formula:
                self._skip_space()
        else:
            self._emit_word(name)

    def _hold_mark(self, mark: str, sign: str) -> None:
        self._flush_mark()
        self._mark, self._mark_sign = mark, sign
        if not sign:
            self._skip_space()

    def _read_sign(self, sign: str) -> None:
        following = self._peek(2)
        if sign == "'" and self._last.isalpha() and following[:1] in ("s", "t"):
            if following[1:].isalpha():
                self._hold_mark(SIGN_MARKS[sign], sign)
            else:
                self._emit("’")  # "today\'s"
        elif sign in SIGN_MARKS and (following[:1].isalpha() or following[:1] in ("{", "\\")):
            self._hold_mark(SIGN_MARKS[sign], sign)
        elif sign in "()[]":
            self._in_formula = sign in "(["
            self._emit(" " if sign in "[]" else "")
        elif sign == "\\":
            self._emit("" if following[:1] in ("%", "&", "#", "_", "$") else " ")
        elif sign in ",;:> ":
            self._emit(" ")
        elif sign not in "!/-@":
            self._emit("‖" if sign == "|" else sign)

    def _open_group(self, command: str) -> None:
        if len(self._groups) < _MAX_DEPTH:
            self._groups.append(_Group(command))

    def _close_group(self) -> None:
        if len(self._groups) == 1:
            return
        self._flush_mark()
        group = self._groups.pop()
        group.arguments.append("".join(group.pieces))
        if len(group.arguments) < ARGUMENTS.get(group.command, 1) and self._peek() == "{":
            self._at += 1
            group.pieces = []
            self._groups.append(group)
            return
        pieces = self._groups[-1].pieces
        self._last = next((p[-1] for p in reversed(pieces) if p), self._last)
        if group.command in DROPPED:
            self._close_gap()
        else:
            formula = self._in_formula or group.restyled
            self._emit(render_command(group.command, group.arguments, formula, self._last))

    def _close_gap(self) -> None:
        pieces = self._groups[-1].pieces
        if not pieces:
            return
        if pieces[-1].endswith("(") and self._peek() == ")":
            pieces[-1] = pieces[-1][:-1].rstrip()
            self._at += 1
        if self._peek() in ("", *".,;:)"):
            pieces[-1] = pieces[-1].rstrip()

    def _read_script(self, mark: str) -> None:
        self._open_group(mark)

    def _read_dollar(self) -> None:
        here = self._at - 1
        if here == self._formula_end:
            self._formula_end = -1
            self._in_formula = False
        elif self._formula_end > here:
            return
        elif (end := self._find_dollar()) >= 0 and is_formula(
            self._text[self._at : end], self._text[end + 1 : end + 2]
        ):
            self._formula_end = end
            self._in_formula = True
        else:
            self._emit("$")

    def _find_dollar(self) -> int:
        """Return where the next dollar is that no backslash escapes; -1 if too far off."""
        last = self._at + _MAX_FORMULA_CHARS + 1
        end = self._text.find("$", self._at, last)
        while end > 0 and self._text[end - 1] == "\\":
            end = self._text.find("$", end + 1, last)
        return end

    def _read_sim(self) -> None:
        ahead = self._text[self._at : self._at + 4].lstrip("$ {}")
        between_figures = self._last.isdigit() and ahead[:1].isdigit()
        if between_figures:
            self._skip_space()
        tied = is_tie(self._last) and not between_figures
        self._emit(" ~" if tied else "~")

    def _read_tie(self) -> None:
        following = self._peek()
        between_figures = self._last.isdigit() and following.isdigit()
        kept = following in ("", " ") or between_figures or not is_tie(self._last)
        self._emit("~" if kept and not self._in_formula else " ")

    def _read_dash(self, dashes: str) -> None:
        self._emit({"--": "–", "---": "—"}.get(dashes, dashes) if not self._in_formula else dashes)

    def _read_tag(self, tag: re.Match) -> None:
        following = self._peek().lstrip("-+−")
        if tag["block"]:
            self._emit(" ")
        elif tag["sup"] and not tag["closing"] and self._last.isdigit() and following != " ":
            self._emit("^")


_TAGS = (
    r"(?P<block>p|br|div|li|ul|ol|tr|td|table|h[1-6]|jats:\w+|title|sec)"
    r"|(?P<sup>sup)|i|b|u|em|strong|sub|span|a|tt|small|big|font|(?:mml:)?m[a-z]+"
)
TOKEN = re.compile(
    r"""
    (?P<url>https?://[^\s{}\\$<>"'`&]+)
    |(?P<degree>\^\s?\{?\s?\\circ\s?\}?)
    |\\{1,2}(?P<command>[a-zA-Z]+)\*?
    |\\(?P<sign>.)
    |(?P<open>\{)
    |(?P<close>\})
    |(?P<script>[\^_]\s?\{)
    |(?P<dollar>\$)
    |(?P<tie>~)
    |(?P<dash>-{2,}>?)
    |(?P<quote>`{2,}|'')
    |(?P<entity>&(?:amp;)*(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});)
    |(?P<tag><(?P<closing>/?)(?:"""
    + _TAGS
    + r""")(?:\s[\w:-]+\s?=\s?(?:"[^"<>]*"|'[^'<>]*'))*\s?/?>)""",
    re.VERBOSE,
)
_PRICE = re.compile(r"\d[\d.,]*[kKMBTbn+]{0,2}(?:,?[ /-]+[A-Za-z(]{2,}| \(|[ /–—-]+$)")
_WORDS = re.compile(r"[A-Za-z]{2} [A-Za-z]{2}")
OPTION = re.compile(r"\s?\[[^\[\]{}$]*\]")
_MAX_OPTION_CHARS = 83
TWO_DIGITS = re.compile(r"\s?(\d)\s?(\d)")
_MAX_FORMULA_CHARS = 1000


def is_tie(before: str) -> bool:
    """Tell whether a `~` after this character ties words; elsewhere it means "about"."""
    return bool(before) and (before.isalnum() or before in ".,;:)]}%=”’\"'")


def is_formula(content: str, following: str) -> bool:
    """Tell whether `content` between two dollars is a formula: "$5 and $10" has none."""
    if not content or content in "-/–":
        return True
    if len(content) > _MAX_FORMULA_CHARS:
        return False
    unfinished = not content[-1].isalnum() or following.isalnum() or following == "\\"
    if _PRICE.match(content) and (unfinished or ", " in content):
        return False
    if any(sign in content for sign in "\\^_={<>+|"):
        return True
    if following.isdigit() or _WORDS.search(content):
        return False
    return (content[0] != " " and content[-1] != " ") or len(content.strip()) <= 4
