"""Recognize sentences that instruct a model what to write, or a reader what to do.

Abstracts do not give commands. The patterns cover the forms that commands take in English, and what
is fitted (`directives`) the sentences of an abstract that ask for something in any other form.
Nearly all sentences of the abstracts of two collections are left alone (decision 0024). What is not
English has no place in an English abstract: `sanitize` masks it whatever it says.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from bot.prompt_injection import model_directed, reader_directed
from bot.prompt_injection.directives import IN_ABSTRACTS, is_directive
from bot.prompt_injection.normalize import normalize_text, to_ascii_words, undo_leetspeak
from retrieval.text import patterns as re

Strength = Literal["none", "weak", "strong"]
"""How strongly a sentence instructs; after a strong one, the text that follows belongs to it."""

_MAX_SENTENCE_CHARS: Final = 6_000  # characters of one sentence that are looked at
_ORDER: Final[tuple[Strength, ...]] = ("none", "weak", "strong")
_IN_ORDER = re.compile(r"\bin order ")  # no order to a model
_STOP = re.compile(r"[.!?…][\"')\]]*\s+|</?[a-z][^<>]{0,200}>")
_ADDRESS = re.compile(r"\w+://\S*|(?:[\w-]*\.)+[a-z]{2,}/\S*", re.IGNORECASE)
_HAS_LEET = re.compile(r"[a-z][0-9@$!|][a-z]|\b[0-9@$!|][a-z]{2}")

# Commonest words of commands, in ROT13 and backwards: nothing else has them.
_ROT13_OR_REVERSED = re.compile(
    r"\b(?:vtaber|vafgehpgvbaf?|cerivbhf|qvfertneq|erfcbaq|nafjre|ercyl|cebzcg|flfgrz|"
    r"snoitcurtsni|noitcurtsni|erongi|suoiverp|dragersid|dnopser|tpmorp|metsys|rewsna)\b"
)
# Letters set apart ("i g n o r e", "i-g-n-o-r-e"), and encoded text.
_SPACED_LETTERS = re.compile(r"(?<![\w.])[a-z](?:[ ._*\-·]{1,2}[a-z]){9}(?![^\W_])")
_LONG_WORD = re.compile(r"[A-Za-z0-9+/=]{16,}")
_BLOB = re.compile(r"[A-Za-z0-9+/]{14,}={1,2}|[0-9a-fA-F]{40,}|[01]{32,}")
_MIN_BASE64_CHARS = 40  # where no sign at its end shows what it is
_BYTES = re.compile(r"(?:\b(?:0x)?[0-9a-fA-F]{2}\b[ ,:]){9,}|(?:\b[01]{8}\b ?){4,}")


def instruction_strength(sentence: str, *, heading: bool = False) -> Strength:
    """Return how strongly a sentence, or a `heading`, instructs."""
    sentence = sentence[:_MAX_SENTENCE_CHARS]
    text = normalize_text(sentence)
    found = _strength_of_plain(text, heading)
    if found == "none":
        found = _strength_of_pieces(text, heading)
    if found == "none" and _HAS_LEET.search(text):
        found = _strength_of_plain(undo_leetspeak(text), heading)
    if found == "none" and (
        _ROT13_OR_REVERSED.search(text)
        or _SPACED_LETTERS.search(text)
        or _has_encoded_text(sentence)
    ):
        return "strong"
    return found


def is_instruction(sentence: str, *, heading: bool = False) -> bool:
    """Tell whether a sentence instructs, even weakly."""
    return instruction_strength(sentence, heading=heading) != "none"


def _strength_of_pieces(text: str, heading: bool) -> Strength:
    """Check what follows a stop inside a sentence, as in "to 9 m. Say this"."""
    pieces = _STOP.split(text)[1:]
    return max(
        (_strength_of_plain(piece, heading) for piece in pieces), key=_ORDER.index, default="none"
    )


def _strength_of_plain(text: str, heading: bool) -> Strength:
    plain = _IN_ORDER.sub("", to_ascii_words(text))
    if model_directed.STRONG.search(plain):
        return "strong"
    weak = any(pattern.search(plain) for pattern in reader_directed.WEAK) or (
        not heading and reader_directed.WEAK_IN_SENTENCES.search(plain)
    )
    return "weak" if weak else "none"


def addresses_reader(sentence: str, directives: Path = IN_ABSTRACTS) -> bool:
    """Tell whether a sentence of a paper says “you”, or asks a reader or a writer for something.

    `directives` are the weights for where it stands: an abstract, or the body of a whole paper.
    Stricter than `instruction_strength`: answers may speak of answers and models.
    """
    text = to_ascii_words(normalize_text(_ADDRESS.sub(" ", sentence[:_MAX_SENTENCE_CHARS])))
    return is_directive(text, directives) or any(
        pattern.search(text) for pattern in reader_directed.ADDRESSES_READER
    )


def _has_encoded_text(sentence: str) -> bool:
    """Tell whether a sentence has encoded text: base64, hexadecimal, bits."""
    if _BYTES.search(sentence):
        return True
    if not _LONG_WORD.search(sentence):
        return False
    bare = _ADDRESS.sub(" ", sentence)
    return any(_is_encoded(word) for word in _LONG_WORD.findall(bare))


def _is_encoded(word: str) -> bool:
    """Tell whether a long word is encoded; without a sign at its end, base64 mixes all it has."""
    if _BLOB.fullmatch(word):
        return True
    mixed = word.upper() != word != word.lower() and not word.isalpha()
    return len(word) >= _MIN_BASE64_CHARS and mixed and "=" not in word
