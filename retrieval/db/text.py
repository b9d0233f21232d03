"""Make text such that every database gives it back as it was."""

from __future__ import annotations


def storable_text(text: str) -> str:
    """Return `text` without NUL characters, and with U+FFFD for lone surrogates.

    PostgreSQL holds neither; SQLite's driver takes no surrogates.
    """
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        # Two surrogates that make a pair are joined; only lone ones are lost.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
