"""Resolve a sentence's "It" or "This method" to its paper's name, where nothing else can be meant.

As editors do, the name goes in square brackets: "[RLAIF-V] reduces …". Quotes are written so, and
the check finds them in the abstract (`evidence_spans`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_MAX_CACHED = 512  # abstracts
_MAX_TITLE_WORDS = 3  # of the part of a title before a colon that may be a name
_MAX_LONG_FORM_WORDS = 9  # before its abbreviation in parentheses
_NAME = (
    r"(?:[A-Z][\w@+-]{0,20}?[A-Z\d][\w@+-]{0,30}|[a-z]{1,9}[A-Z][\w-]{0,30}|"
    r"[A-Z][a-z]{1,20}-[A-Z][\w-]{0,30})"
)
_ANNOUNCES = re.compile(
    r"\b(?:we|this (?:paper|work|article|study|report)|the authors?) "
    r"(?:\w+ ){0,3}?(?:propos|introduc|present|develop|design|devis|releas|build|creat)\w*\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"(?:\b(?:called|named|dubbed|termed|namely|referred to as|"
    r"(?:propose|introduce|present|develop|release)s?)\s|"
    r"\b(?:framework|method|model|network|approach|system|algorithm|benchmark|data ?set),?\s|"
    r"\b(?:propose|introduce|present|develop)s? (?:(?!(?:of|for|using|with|from|to|by|on|in|that|"
    r"which|based|via)\b)[\w-]{1,30} ){1,9}\()"
    rf"(?:the )?({_NAME})(?=[,.;:)]|\s(?![A-Z]))(?!\)?(?:-| )based\b)"
)
_SORTS: tuple[frozenset[str], ...] = (
    frozenset(
        "method approach technique framework system algorithm model network architecture strategy "
        "scheme pipeline paradigm".split()
    ),
    frozenset(("dataset", "data set", "corpus", "benchmark", "collection")),
    frozenset(("tool", "library", "toolkit", "platform", "package")),
)
"""Words for the same thing; a paper that announces one is not meant by a word for another."""
_NOUN = "|".join(sorted(word for sort in _SORTS for word in sort))
_REFERENCE = re.compile(
    rf"(?P<lead>(?:[A-Z][a-z]+(?: [a-z]+){{0,2}}, )?)"
    rf"(?P<word>[Ii]ts?|(?:[Tt]his|[Tt]he(?: (?:proposed|new|overall|entire|whole))?) "
    rf"(?P<noun>{_NOUN}))(?P<of>['’]s)?"
    r"(?= (?!of\b|for\b|that\b|to\b))"
)
_VERB = re.compile(
    r" (?:(?:also|first|then|further|not only|(?!family|assembly|anomaly)\w+ly) ){0,2}"
    r"(?:\w+s|has|can|could|may|will|would|should|must|was)\b"
)
"""After a subject: "is", "reduces", but not "and"."""
_EXPLETIVE = re.compile(
    r" (?:(?:is|was|has been) \w+ed (?:an?|the|that)|"
    r"(?:is|was|remains|seems|appears|turns|follows)(?: [\w-]{1,30}){0,2} (?:that|how|whether|why)|"
    r"(?:is|was|remains) (?:not |\w{1,20}ly ){0,2}(?:important|necessary|possible|impossible|"
    r"difficult|hard|easy|crucial|vital|essential|critical|desirable|challenging|common|worth|"
    r"worthwhile|clear|unclear|natural|imperative|well[- ]known))\b"
)
"""After an "It" that means nothing: "It is clear that …", "It is important to …"."""


@lru_cache(_MAX_CACHED)
def resolve_references(title: str, sentences: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sentences of an abstract with the paper's name in brackets where it is meant.

    The name is that of the title before a colon, or the only one that the authors give to what
    they announce. The sentence before must have it as its subject, or announce it; where the title
    begins with it, "the proposed method" may come later, until the authors announce something else.
    """
    name, announced = _find_own_name(title, sentences)
    if name is None:
        return sentences
    sorts = _find_sorts(f"{title}. {sentences[announced]}")
    resolved = list(sentences)
    speaks = False  # whether the sentence before is about the name
    alone = title.startswith(name)  # and whether nothing else has been announced
    for i, text in enumerate(sentences):
        found = _REFERENCE.match(text) if i > announced else None
        certain = found is not None and (speaks or (alone and "proposed" in found["word"]))
        if found is not None and certain and _fits(found, text, sorts):
            word = f"{name}'s" if found["word"].lower() == "its" or found["of"] else name
            resolved[i] = f"{found['lead']}[{word}]{text[found.end() :]}"
        else:
            speaks = i == announced or _has_subject(text, name)
            alone &= i <= announced or speaks or _ANNOUNCES.search(text) is None
    return tuple(resolved)


def _find_own_name(title: str, sentences: Sequence[str]) -> tuple[str | None, int]:
    """Return the name of a paper's own work and where it is announced; None if not certain."""
    head, colon, _ = title.partition(":")
    head = head.strip()
    if not (colon and len(head.split()) <= _MAX_TITLE_WORDS and head):
        head = ""
    announcing = [i for i, text in enumerate(sentences) if _ANNOUNCES.search(text)]
    if head:
        having = [i for i, text in enumerate(sentences) if _has_word(text, head)]
        first = next((i for i in having if i in announcing or _has_subject(sentences[i], head)), -1)
        return (head, first) if first >= 0 else (None, -1)
    names: dict[str, int] = {}
    for i in announcing:
        before, after = " ".join(sentences[:i]), " ".join((title, *sentences[i + 1 :]))
        for name in _GIVEN.findall(sentences[i]):
            known = f"({name})" in sentences[i] and not _has_word(after, name)
            if not (known or _has_word(before, name)):
                names.setdefault(name, i)
    if len(names) != 1:
        return None, -1
    return next(iter(names.items()))


def _has_word(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def _has_subject(text: str, name: str) -> bool:
    """Tell whether a sentence begins with a name, or with its long form and the name."""
    before, found, after = text.partition(name)
    if not found or after[:1].isalnum() or after[:1] == "-":
        return False
    words = len(before.split())
    return words <= 1 or (before.endswith("(") and words <= _MAX_LONG_FORM_WORDS)


def _find_sorts(text: str) -> set[int]:
    lower = text.lower()
    return {n for n, sort in enumerate(_SORTS) if any(word in lower for word in sort)}


def _fits(found: re.Match[str], text: str, sorts: set[int]) -> bool:
    possessive = found["word"].lower() == "its" or found["of"] is not None
    if not possessive and _VERB.match(text, found.end()) is None:
        return False
    if found["noun"] is None:
        return _EXPLETIVE.match(text, found.end()) is None
    return sorts == {n for n, words in enumerate(_SORTS) if found["noun"].lower() in words}
