"""Know a sentence that an abstract has word for word."""

from __future__ import annotations

import re

from retrieval.paper import Evidence, Paper
from retrieval.search.query import fold_words
from retrieval.text.sentences import split_sentences

_MARKS = re.compile(r"[\[【]\^?\d[\d\s,;–-]*[\]】]")
_FEWEST = 4  # words of a sentence cut short: fewer are a phrase
# What may be left out at the beginning: joining words, but no condition.
_LEADS = """however moreover furthermore additionally specifically finally here thus therefore then
    first second third notably importantly interestingly overall consequently hence meanwhile also
    and but so conclusion conclusions result results background methods objective"""
_PHRASES = """in addition|to this end|in this paper|in this work|in this study|as a result|
    in particular|in summary|in conclusion|experiments show that|results show that|we show that|
    we find that|we demonstrate that|we argue that|we observe that"""
_LEAD = re.compile(
    rf"(?:{'|'.join([*_LEADS.split(), *(p.strip() for p in _PHRASES.split('|'))])})[,:;]?\s",
    re.IGNORECASE,
)


def verbatim(text: str, paper: Paper) -> Evidence | None:
    """Return the sentence of the abstract that `text` is, but for case and marks; else None.

    It may be without a lead ("However, …") or the marks of references, as quotes are cut, or be
    several sentences in a row, of which the first is returned.
    """
    wanted = _words(text)
    if not wanted:
        return None
    spans = split_sentences(paper.abstract)
    words = [_words(span.text) for span in spans]
    for i, span in enumerate(spans):
        following = [word for of_span in words[i : i + 4] for word in of_span]
        ends = {0}
        for j in range(i, min(i + 4, len(spans))):
            ends.add(sum(len(w) for w in words[i : j + 1]))
        for begin in _beginnings(span.text):
            end = begin + len(wanted)
            if begin and len(wanted) < _FEWEST:
                continue
            if end in ends and following[begin:end] == wanted:
                return Evidence(paper.paper_id, span.text, span.start, span.end)
    return None


def _beginnings(text: str) -> list[int]:
    """Return after how many words of a sentence a quote of it may begin."""
    places, at = [0], 0
    while found := _LEAD.match(text, at):
        at = found.end()
        places.append(len(_words(text[:at])))
    return places


def _words(text: str) -> list[str]:
    return fold_words(_MARKS.sub(" ", text))
