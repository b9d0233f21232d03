"""Tell whether a sentence leans on one before it, so that it says little alone."""

from __future__ import annotations

from retrieval.text import patterns as re

_NOUNS = (
    r"(?:models?|methods?|approach(?:es)?|frameworks?|systems?|networks?|architectures?|"
    r"algorithms?|techniques?|modules?|variants?|tasks?|ability|effects?|gains?|improvements?|idea|"
    r"mechanism|procedure|same|latter|former|others?)"
)
_REFERS_BACK = re.compile(
    r"^(?:(?:In|To|For|By|With|From|At|On|Under|Despite|Besides|Beyond|Based on|Building on|Using|"
    r"Given|Through) )?(?:doing so|(?i:this|that|these|those|such|its?|they|their|them|both|here)"
    rf"\b|(?i:the) (?:(?:two|three|whole|overall|final|full|improved) )?{_NOUNS}\b)|"
    r"^(?:Then|Instead|Conversely|Similarly|Likewise|In contrast|For (?:example|instance)|First|"
    r"Second|Third|Neither|Another|Further|An? (?:extra|further|additional|second|third))\b",
    unless=r" (?:paper|work|study|article|survey|thesis|report|review|of|for|that|which|in which)\b"
    r"|,? we\b",
)
_CONNECTIVE = re.compile(
    r"(?:First|Second|Third)(?:ly)?,? (?=we )|(?:However|Nevertheless|Nonetheless|Moreover|"
    r"Furthermore|Additionally|In addition|Besides|Accordingly|Therefore|Consequently|Thus|Hence|"
    r"Meanwhile|Specifically|Concretely|In particular|More (?:specifically|precisely|importantly)|"
    r"Finally|Lastly|Also|Yet|Still|In turn|As a (?:result|consequence)|As such|Overall|Notably|"
    r"In (?:summary|short)|(?:Inspired|Motivated|Driven) by (?:this|that|these|those)"
    r"(?: [\w-]+){0,3}|To (?:\w+ ){1,3}(?:this|that|these|those|such)(?: [\w-]+){1,3}), (?=\w)"
)
_POINTS_BACK = re.compile(
    r"\b(?:these|those|this|(?:to|of|on|in|for|with|by|from) that) ([a-z-]{3,})|\b(accordingly)\b"
)
_OF_THE_PAPER = frozenset("paper work study article survey thesis report review end way".split())


def hangs(sentence: str) -> bool:
    """Tell whether a sentence, anywhere in it, names what only one before it can have named.

    A “However, ” or the like before it does not count.
    """
    connective = _CONNECTIVE.match(sentence)
    rest = sentence[connective.end() :] if connective else sentence
    rest = rest[:1].upper() + rest[1:]
    if _REFERS_BACK.search(rest):
        return True
    for found in _POINTS_BACK.finditer(rest):
        noun, before = (found[1] or "").rstrip("s"), rest[: found.start()].lower()
        if not (noun and (noun in before or noun in _OF_THE_PAPER or noun.endswith("ing"))):
            return True
    return False
