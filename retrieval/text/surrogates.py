"""Replace halves of surrogate pairs, which JSON can write but neither UTF-8 nor an index holds."""

from __future__ import annotations


def replace_surrogates(text: str, by: str = "\ufffd") -> str:
    """Return a text with `by` in place of each lone half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join(by if "\ud800" <= c <= "\udfff" else c for c in text)
    return text
