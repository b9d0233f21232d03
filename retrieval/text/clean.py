"""Clean LaTeX and HTML leftovers in titles and abstracts for reading."""

from __future__ import annotations

import html
import re
import unicodedata

import re2

from retrieval.text.latex import LatexText

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
_STUCK = re.compile(
    r"(?<![\w.,])[\d.,]*\d(?:(?:times(?![^\W\d_])|(?:sim|pm|approx|leq|geq|cdot)(?=\d))[\d.,]*)+"
)
_SIGN = re.compile("|".join(_SIGNS))

_MARKUP = (*"\\{}$~`<&", "--", "''", "arrow")
_MARKUP_CHARACTERS = str.maketrans("", "", "\\{}$~`<&")

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Normalising takes quadratic time in a run of marks. Text has few on a letter; what may be kept is
# as in Unicode Standard Annex 15, "Stream-Safe Text Format".
_HEAPED_MARKS = re2.compile(r"(\p{M}{30})\p{M}+")

_PASSES = 4


def clean_text(text: str) -> str:
    """Return `text` without LaTeX, HTML, invisible characters and line breaks, in NFC.

    Linear in the length of the text, never raises, and `readable(readable(x)) == readable(x)`.
    Figures of the running text are kept; those inside dropped references, colours, link targets
    and tags are not.
    """
    text = _plain(text)
    for _ in range(_PASSES):
        if not _may_have_markup(text):
            return text
        cleaned = _clean(text)
        if cleaned == text:
            return text
        text = cleaned
    # Markup that makes markup, without end: no paper writes so. Without its characters, what
    # is left only shrinks.
    text = _plain(text.translate(_MARKUP_CHARACTERS))
    while (cleaned := _clean(text)) != text:
        text = cleaned.translate(_MARKUP_CHARACTERS)
    return text


def _may_have_markup(text: str) -> bool:
    """Tell quickly whether there may be something to clean: most abstracts have nothing."""
    return any(sign in text for sign in _MARKUP) or _may_be_stuck(text)


def _may_be_stuck(text: str) -> bool:
    for name in _SIGNS:
        at = text.find(name, 1)
        while at > 0:
            if text[at - 1].isdigit():
                return True
            at = text.find(name, at + 1)
    return False


def _clean(text: str) -> str:
    text = LatexText(text).read()
    if "arrow" in text:
        text = _ARROW.sub(lambda found: _ARROWS[found.group()], text)
    if _may_be_stuck(text):
        text = _STUCK.sub(lambda found: _SIGN.sub(lambda s: _SIGNS[s.group()], found.group()), text)
    return _plain(text)


def _plain(text: str) -> str:
    if not text.isascii() or not text.isprintable():
        text = _SURROGATE.sub("\ufffd", _UNSEEN.sub("", text))
    text = " ".join(text.split())
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", _without_heaps(text))
    return _without_heaps(text)  # some characters become several marks


def _without_heaps(text: str) -> str:
    return str(_HEAPED_MARKS.sub(r"\1", text))


_FIGURES = re.compile(r"&#0*([0-9]{1,8})[0-9]*")


def unescape(text: str) -> str:
    """Return `text` with its character references read, whatever figures they have.

    `html.unescape` raises an error for one of more than 4,300. Eight are past Unicode's last.
    """
    return html.unescape(_FIGURES.sub(r"&#\1", text))
