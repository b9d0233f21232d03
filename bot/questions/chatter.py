"""Leave out of a question what people type around it in a chat."""

from __future__ import annotations

from retrieval.text import patterns as re

_ASIDE = re.compile(r"\([^()]*\b(?:lol|haha+|lmao|jk|just kidding|sorry)\b[^()]*\)", re.IGNORECASE)
"""A joke or an excuse in brackets."""
_NARROWS = re.compile(r"\b(?:not?|only|without|except)\b", re.IGNORECASE)
_BEGINS_WITH_NOT = re.compile(r"\(not\b", re.IGNORECASE)
"""“(human ones, not attention, sorry)” narrows a topic and is kept; “(not urgent lol)” is not."""
_WORDS = re.compile(
    r"(?<![\w-])(?:lol|lmao|rofl|haha+|pls|plz|please|thx|btw|tbh|imo|imho|iirc|fwiw|afaik|"
    r"kinda|sry|thanks in advance)[,!.]*(?![\w-])"
)
"""Words of chats, which add nothing to a question."""
_OPENING = re.compile(
    r"^\W*(?:(?:hey|hi|hello|yo|ok|okay|so|well|um+|quick question|quick q)(?: (?:all|everyone|"
    r"guys|folks|there|team|bot))?(?: before \w+)?\s*[,:!-]+\s*)+",
    re.IGNORECASE,
)
"""A greeting before a question."""


def strip_chatter(question: str) -> str:
    """Return a question without greetings, asides and chat words; the question if nothing is left.

    Chat words count only in lower case: LOL may be the name of a method.
    """
    text = _WORDS.sub(" ", _ASIDE.sub(_drop_aside, _OPENING.sub("", question)))
    text = re.sub(r" ([?!.,])", r"\1", " ".join(text.split()))
    return text if any(c.isalnum() for c in text) else question


def _drop_aside(aside: re.Match) -> str:
    narrows = _NARROWS.search(aside.group()) and not _BEGINS_WITH_NOT.match(aside.group())
    return aside.group() if narrows else " "
