"""Undo the disguises of a text: look-alike letters, leetspeak, escapes and entities."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

from retrieval.text import patterns as re
from retrieval.text.clean import unescape

# Letters that look like Latin ones, from the table of Unicode's UTS 39 (confusables.txt), in lower
# case: Cyrillic, Greek, Armenian, and Latin's own variants.
_LOOKALIKES = str.maketrans(
    {
        pair[0]: pair[1]
        for pair in """
        аa бb вb гr дd еe єe зz иu іi јj кk мm нh оo пn рp сc тt уy фf хx ѕs һh ԁd ԛq ԝw ӏl ѵv ԍg
        αa βb γy εe ηn ιi κk νv οo ρp τt υu χx ωw σo μu
        օo ոn սu հh յj ցg զq քp
        ɑa ɡg ɩi ʟl ʀr ɴn ıi łl øo đd ħh
        """.split()
    }
)
_IDENTICAL_LOOKALIKES = str.maketrans(
    "асеорхуіјѕһԁԛԝӏοα", "aceopxyijshdqwloa"
)  # at a glance the same letter
_LATIN = re.compile(r"[a-z]")
_WORD = re.compile(r"[^\W_]+")
_LEET_WORD = re.compile(r"[\w@$!|]{3,}")
_SIGN = re.compile(r"[0-9@$!|]")
_LEET = str.maketrans("013457@$!|", "oieastasil")
_FIGURE = re.compile(r"\d+(?:st|nd|rd|th|d|k|m|b|x|s|ms|gb|mb)?$")
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|x([0-9a-f]{2}))", re.IGNORECASE)
_PERCENTS = re.compile(r"(?<![\d\s])(?:%[0-9a-f]{2})+", re.IGNORECASE)
_COLORS = re.compile(r"\x1b?\[\d{1,3}(?:;\d{1,3})*m")  # what is left where ESC was taken out
_CURLY = str.maketrans("‘’ʼ`´“”„«»", "'''''\"\"\"\"\"")


def normalize_text(text: str) -> str:
    """Return `text` in lower case and plain letters, on one line.

    Entities and escapes are read, styled and wide letters become plain, marks and unseen
    characters go, and letters that look Latin become so in words that a Latin reader would read.
    """
    if not text.isascii() or "&" in text:
        text = unicodedata.normalize("NFKD", unescape(text))
        text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Cf", "Co", "Cn"})
        text = text.translate(_CURLY)
    text = _COLORS.sub("", text)
    if "\\" in text:
        text = _ESCAPED.sub(lambda m: chr(int(m[1] or m[2], 16)), text)
    if "%" in text:
        text = _PERCENTS.sub(lambda m: unquote(m[0], errors="replace"), text)
    text = " ".join(text.lower().split())
    return text if text.isascii() else _WORD.sub(_to_latin, text)


def undo_leetspeak(text: str) -> str:
    """Return normalized `text` with digits and signs inside words as the letters they stand for.

    Figures with a unit stay.
    """
    return _LEET_WORD.sub(_replace_leet, text)


def to_ascii_words(text: str) -> str:
    """Return normalized text with an `X` in place of each letter outside ASCII, for RE2's patterns.

    Normalized text has no `X` of its own, so no pattern looks for one.
    """
    if text.isascii():
        return text
    return "".join(
        c if c.isascii() or not (c.isalnum() or "\ud800" <= c <= "\udfff") else "X" for c in text
    )


def _replace_leet(found: re.Match) -> str:
    word = found[0]
    mixed = _LATIN.search(word) and _SIGN.search(word) and not _FIGURE.fullmatch(word)
    return word.translate(_LEET) if mixed else word


def _to_latin(found: re.Match) -> str:
    word = found[0]
    if word.isascii():
        return word
    if _LATIN.search(word):
        return word.translate(_LOOKALIKES)
    latin = word.translate(_IDENTICAL_LOOKALIKES)
    return latin if latin.isascii() else word
