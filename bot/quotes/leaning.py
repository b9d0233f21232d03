"""Tell whether a sentence leans on one before it, so that it says little alone."""

from __future__ import annotations

from retrieval.text import patterns as re

_NOUNS = (
    r"(?:models?|methods?|approach(?:es)?|frameworks?|systems?|networks?|architectures?|"
    r"algorithms?|techniques?|modules?|versions?|variants?|tasks?|ability|accounts?|effects?|gains?|"
    r"improvements?|question|idea|mechanism|procedure|same|latter|former|others?|proposed|resulting)"
)
_REFERS_BACK = re.compile(
    r"^(?:(?:In|To|For|By|With|From|At|On|Under|Despite|Besides|Beyond|Based on|Building on|Using|"
    r"Given|Through) )?(?:doing so|(?P<this>(?i:this|that))|"
    r"(?i:these|those|such|its?|they|their|them)\b|(?P<both>(?i:both)\b)|(?P<here>(?i:here),? )|"
    r"(?P<the>(?i:the) (?:(?:two|three|whole|overall|final|practical|full|improved) )?"
    + _NOUNS
    + r"\b))|"
    r"^(?:Then|Thus|Hence|However|Nevertheless|Nonetheless|Moreover|Furthermore|Additionally|"
    r"Accordingly|Therefore|Consequently|Instead|Conversely|Similarly|Likewise|Meanwhile|"
    r"In addition|In contrast|In particular|In turn|As a (?:result|consequence)|Specifically|"
    r"Concretely|For (?:example|instance|this|a further)|Also|Finally|Lastly|First(?:ly)?|"
    r"Second(?:ly)?|Third(?:ly)?|Neither|Another|Further|More precisely|"
    r"An? (?:extra|further|additional|second|third|new))\b"
)
_NO_REFERENCE = {
    "this": re.compile(
        r" (?:paper|work|study|article|survey|thesis|report|review|tutorial)\b", re.IGNORECASE
    ),
    "both": re.compile(" of the"),
    "here": re.compile(r"we\b"),
    "the": re.compile(r" (?:of|for|that|which|in which)\b"),
}
"""What may follow these words where they name nothing that was said before."""
_RESULTING = re.compile(r"The (?:resulting|proposed|final|full|improved)\b")
_ADDS = re.compile(
    r"^(?:\S{1,40} ){1,6}?(?:also|instead|too|further|furthermore|moreover|however|these|"
    r"therefore|thus|then)\b"
)
_CONNECTIVE = re.compile(
    r"(?:First|Second|Third)(?:ly)?,? (?=we )|"
    r"(?:However|Nevertheless|Nonetheless|Moreover|Furthermore|Additionally|In addition|Besides|"
    r"Accordingly|Therefore|Consequently|Thus|Hence|Meanwhile|Specifically|Concretely|"
    r"In particular|More specifically|More precisely|More importantly|Finally|Lastly|Also|Yet|"
    r"Still|In turn|As a (?:result|consequence)|As such|Overall|(?:Inspired|Motivated|Driven) by "
    r"(?:this|that|these|those)(?: [\w-]+){0,3}|"
    r"In summary|In short|Notably|To (?:\w+ ){1,3}(?:this|that|these|those|such)"
    r"(?: [\w-]+){1,3}), (?=\w)"
)


_POINTS_BACK = re.compile(
    r"\b(?:these|those|this|(?:to|of|on|in|for|with|by|from) that) ([a-z-]{3,})|"
    r"\b(the two)(?=[.,;]| (?:and|but|or|are|is|have) )|"
    r"\b(accordingly)\b",
)
_DIFFICULTIES = re.compile(
    r"\b(?:these|those|this) (?:\w{3,20} )?(?:limitation|issue|problem|challenge|shortcoming|"
    r"drawback|"
    r"gap|difficult(?:y|ie)|weakness|need|bottleneck|obstacle)(?:e?s)?\b"
)
_INSTEAD = re.compile(r", instead,| instead\b", unless=" of")
_OPPOSED = re.compile(r"\b(?:not|no|without|unlike|whereas|while)\b")
_OF_THE_PAPER = frozenset("paper work study article survey thesis report review end way".split())


def hangs(sentence: str) -> bool:
    """Tell whether a sentence, anywhere in it, names what only one before it can have named."""
    stripped = strip_connective(sentence)
    if refers_back(stripped) and not _RESULTING.match(stripped):
        return True
    for found in _POINTS_BACK.finditer(stripped):
        noun, before = (found[1] or "").rstrip("s"), stripped[: found.start()].lower()
        if found[2] and (" and " in before or "two " in before or before.count(",") > 1):
            continue
        if not (noun and (noun in before or noun in _OF_THE_PAPER or noun.endswith("ing"))):
            return True
    return False


def hangs_on_problem(sentence: str) -> bool:
    """Tell whether all that a sentence needs from before is the difficulty that it takes up."""
    return hangs(sentence) and not hangs(_DIFFICULTIES.sub("difficulties", sentence))


def contrasts(sentence: str) -> bool:
    """Tell whether a sentence says that something is done "instead" of what it leaves unsaid."""
    found = _INSTEAD.search(sentence)
    return found is not None and _OPPOSED.search(sentence, 0, found.start()) is None


def leans(sentence: str) -> bool:
    """Tell whether a sentence begins as one does that continues another."""
    return refers_back(sentence) or _ADDS.search(sentence) is not None


def refers_back(sentence: str) -> bool:
    """Tell whether a sentence names what was said before ("These losses …").

    One that only adds to it ("WhaleNet also …") needs no more than its paper.
    """
    found = _REFERS_BACK.search(sentence)
    if found is None:
        return False
    rest = sentence[found.end() :]
    return not any(found[word] and end.match(rest) for word, end in _NO_REFERENCE.items())


def strip_connective(sentence: str) -> str:
    """Return a sentence without a "However, " or the like before it."""
    found = _CONNECTIVE.match(sentence)
    if found is None:
        return sentence
    rest = sentence[found.end() :]
    return rest[:1].upper() + rest[1:]
