"""Clean LaTeX and HTML leftovers in titles and abstracts for reading."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator
from itertools import groupby, islice

from retrieval.text import patterns as re
from retrieval.text.latex import LatexText
from retrieval.text.surrogates import replace_surrogates

_ARROWS = {
    "rightarrow": "→",
    "leftarrow": "←",
    "leftrightarrow": "↔",
    "Rightarrow": "⇒",
    "Leftarrow": "⇐",
    "longrightarrow": "⟶",
    "uparrow": "↑",
    "downarrow": "↓",
}
_ARROW = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_ARROWS)})(?![^\W\d_])")
# A number stuck to a bare command name, as pages leave it that strip backslashes: "1.5sim3.0".
# "real2sim2real", "5pm" and "3 times" are words and stay.
_SIGNS = {"times": "×", "sim": "~", "pm": "±", "approx": "≈", "leq": "≤", "geq": "≥", "cdot": "·"}
_GLUED_SIGNS = re.compile(
    r"(?<![\w.,])[\d.,]*\d(?:(?:times|(?:sim|pm|approx|leq|geq|cdot)\d)[\d.,]*)+"
)
_SIGN = re.compile("|".join(_SIGNS))

# Glyphs that a PDF's text has by number; 173 is the hyphen at the end of a line.
_GLYPH = re.compile(r"\(cid:(?:173\) ?|\d{1,6}\))")

_MARKUP = (*"\\{}$~`<&", "--", "''", "arrow", "(cid:")
_MARKUP_CHARACTERS = str.maketrans("", "", "\\{}$~`<&")

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Normalising takes quadratic time in a run of marks. Text has few on a letter; what may be kept is
# as in Unicode Standard Annex 15, "Stream-Safe Text Format".
_MAX_MARKS = 30
_MAY_BE_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MAX_MARKS + 1},}}")

_MAX_PASSES = 4


def clean_text(text: str) -> str:
    """Return `text` without LaTeX, HTML, invisible characters and line breaks, in NFC.

    Takes linear time, never raises, and is idempotent. Numbers in running text are kept; those in
    dropped references, colors, link targets and tags are not.
    """
    text = _normalize(text)
    for _ in range(_MAX_PASSES):
        if not _may_have_markup(text):
            return text
        cleaned = _clean_once(text)
        if cleaned == text:
            return text
        text = cleaned
    # Markup that makes markup, without end: no paper writes so. Without its characters, what
    # is left only shrinks.
    text = _normalize(text.translate(_MARKUP_CHARACTERS))
    while (cleaned := _clean_once(text)) != text:
        text = cleaned.translate(_MARKUP_CHARACTERS)
    return text


def _may_have_markup(text: str) -> bool:
    """Tell quickly whether there may be something to clean: most abstracts have nothing."""
    return any(sign in text for sign in _MARKUP) or _may_have_glued_signs(text)


def _may_have_glued_signs(text: str) -> bool:
    for name in _SIGNS:
        at = text.find(name, 1)
        while at > 0:
            if text[at - 1].isdigit():
                return True
            at = text.find(name, at + 1)
    return False


def _clean_once(text: str) -> str:
    if "(cid:" in text:
        text = _GLYPH.sub("", text)
    text = LatexText(text).read()
    if "arrow" in text:
        text = _ARROW.sub(lambda found: _ARROWS[found.group()], text)
    if _may_have_glued_signs(text):
        text = _GLUED_SIGNS.sub(_write_signs, text)
    return _normalize(text)


def _write_signs(found: re.Match) -> str:
    """Return a number with the signs that are named in it; "3timesfaster" has none."""
    glued, after = found.group(), found.string[found.end() : found.end() + 1]
    if glued.endswith("times") and after.isalpha():
        return glued
    return _SIGN.sub(lambda sign: _SIGNS[sign.group()], glued)


def _normalize(text: str) -> str:
    if not text.isascii() or not text.isprintable():
        text = replace_surrogates(_INVISIBLE.sub("", text))
    text = " ".join(text.split())
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", _limit_marks(text))
    return _limit_marks(text)  # some characters become several marks


def _limit_marks(text: str) -> str:
    if len(text) - len(text.encode("ascii", "ignore")) <= _MAX_MARKS:
        return text
    return _MAY_BE_MARKS.sub(lambda found: "".join(_without_excess(found[0])), text)


def _without_excess(signs: str) -> Iterator[str]:
    for is_mark, run in groupby(signs, lambda c: unicodedata.category(c)[0] == "M"):
        yield from islice(run, _MAX_MARKS if is_mark else None)


_NUMERIC_REFERENCE = re.compile(r"&#0*([0-9]{1,8})[0-9]*")


def unescape(text: str) -> str:
    """Return `text` with its character references read, whatever figures they have.

    `html.unescape` raises an error for one of more than 4,300. Eight are past Unicode's last.
    """
    return html.unescape(_NUMERIC_REFERENCE.sub(r"&#\1", text))
