"""Find the names that a paper gives its own work, and tell where sentences speak of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.quotes import cues
from retrieval.text import patterns as re

_MAX_TITLE_WORDS = 3  # of the part of a title before a colon that may be a name
_MAX_LONG_FORM_WORDS = 9  # before a name in parentheses, with the parenthesis
_START_CHARS = 40
_CONTRAST = re.compile(r"\b(?:but|however|yet|although|though|despite)\b")
_PLURAL = re.compile(r"[A-Z]s$")
_WORD = re.compile(r"[\w@+-]+")


def find_names(title: str, sentences: Sequence[str]) -> frozenset[str]:
    """Return the names that a paper gives its own work: of the title, or introduced in the text.

    Where no sentence says "we propose" or the like, the subject of the first may be such a name.
    """
    text = " ".join(sentences)
    names = set()
    head, colon, _ = title.partition(":")
    if colon and len(head.split()) <= _MAX_TITLE_WORDS:
        names |= {head.strip(), head.strip().replace(" ", "-")}
    announced = [s for s in sentences if cues.OURS.search(s) and cues.PROPOSES.search(s)]
    if sentences and not announced and not _is_background(sentences[0]):
        patterns = (cues.NAME, cues.EXPANDED, cues.DEFINED)
        for named in filter(None, (p.match(sentences[0]) for p in patterns)):
            names |= {
                n for n in (named.group(named.lastindex or 0),) if not cues.KNOWN_SET.match(n)
            }
    for sentence in announced:
        before = text[: text.index(sentence)]
        names |= {name for name in cues.INTRODUCED.findall(sentence) if name not in before}
    names |= set(cues.CALLED.findall(text))
    return frozenset(n for n in names if n and n in text and not _PLURAL.search(n))


def _is_background(sentence: str) -> bool:
    """Tell whether a sentence is on the work of others, or says what that lacks."""
    contrasts = _CONTRAST.search(sentence) is not None
    return contrasts or cues.RIVAL.search(sentence[:_START_CHARS]) is not None


def has_name(names: Collection[str], text: str) -> bool:
    """Tell whether a text has one of the names, as words of its own."""
    words = set(_WORD.findall(text))
    return any(name in words or (" " in name and name in text) for name in names)


def is_subject(name: str, text: str) -> bool:
    """Tell whether a sentence begins with a name, a word and a name, or a long form and a name."""
    before, found, after = text.partition(name)
    if not found or after[:1].isalnum():
        return False
    words = before.split()
    return len(words) <= 1 or (before.endswith("(") and len(words) <= _MAX_LONG_FORM_WORDS)
