"""Write raised and lowered digits as such: 10 to the power of 5 must not be read as 105."""

from __future__ import annotations

_SUPERSCRIPTS = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_MARKS = frozenset("0123456789,-–*∗†‡§¶♠♢♡♣[] ")
_AFTER_SENTENCE = frozenset('.,;:”")?!’')


def raise_digits(text: str) -> str:
    """Return a superscript."""
    return text.translate(_SUPERSCRIPTS)


def lower_digits(text: str) -> str:
    """Return a subscript."""
    return text.translate(_SUBSCRIPTS)


def is_note_mark(raised: str, before: str) -> bool:
    """Tell whether a superscript is the mark of a note or reference, by the text before it."""
    after_word = (len(before) >= 4 and before[-4:].isalpha()) or before[-1:] in _AFTER_SENTENCE
    return _MARKS.issuperset(raised) and (not before.strip() or after_word)
