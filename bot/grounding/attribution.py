"""Find the abstract that supports a sentence which cites none, or cites the wrong one.

Small language models write right sentences and leave out the `[n]`, or confuse two numbers. The
nearest abstracts by shared words are checked, and the first that supports the sentence becomes its
citation; nothing is shown that the check does not support.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.grounding.checker import NOT_SAID, NOTHING_SAID, Check, word_reason
from bot.grounding.citations import WrittenSentence
from bot.grounding.content_words import find_stems, weigh_shared, weigh_words
from bot.grounding.language import is_english
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper
from retrieval.reading import split_paper
from retrieval.search.query import fold_words

NO_ABSTRACT_SAYS_IT = "no abstract says it"

_MAX_CANDIDATES = 3  # each costs a check
_MIN_CONTENT_WORDS = 2  # "Sure!" makes no claim
_MIN_WEIGHT = 1.0  # of a sentence's words together; less makes no claim: "This is important."
_MIN_SHARED = 0.3  # of that weight, for an abstract to be checked
_MIN_OF_NEAREST = 2 / 3  # of the nearest abstract's nearness: one far behind supports by mistake
_ENDS_OF_NO_CLAIM = ("?", ":", "？", "：")


def attribute_citations(check: Check) -> Check:
    """Return `check`, which then attributes what cites no source or the wrong one.

    A sentence that the cited sources support keeps its citations. One that they do not support is
    compared with sources that share more of its words; one that cites nothing, with the nearest,
    unless it has nothing to check, such as "Here are the papers:". At most `_MAX_CANDIDATES` are
    checked, nearest first. Where none supports it, the sentence is rejected: with the verdict on
    the sources it cites, or else on the candidate that came closest.
    """

    def attributed(written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        nobody_says_it = word_reason(NO_ABSTRACT_SAYS_IT, sources.values())
        cites = any(number in sources for number in written.numbers)
        as_cited = check(written, sources) if cites else None
        if as_cited is not None and as_cited.supported:
            return as_cited
        if not _makes_claim(written.text, sources):
            return as_cited or _reject(written.text, NOTHING_SAID)
        rejected = []
        for number in _find_candidates(written, sources):
            found = check(replace(written, numbers=(number,)), sources)
            if found.supported:
                return replace(found, written_citations=written.numbers)
            rejected.append(found)
        if as_cited is not None:
            return as_cited
        if not rejected:
            return _reject(written.text, nobody_says_it)
        closest = max(rejected, key=lambda sentence: sentence.score)
        is_unsaid = closest.reason in (NOT_SAID, word_reason(NOT_SAID, sources.values()))
        reason = nobody_says_it if is_unsaid else closest.reason
        return replace(closest, citations=(), reason=reason)

    return attributed


def _makes_claim(text: str, sources: Mapping[int, Paper]) -> bool:
    """Tell whether a sentence says something to check; a lead-in, question or title does not.

    Nor does one of few and light words, if it is English: other languages' words are not weighed.
    """
    if text.rstrip("*_ ").endswith(_ENDS_OF_NO_CLAIM):
        return False
    words = fold_words(text)
    if any(words == fold_words(paper.title) for paper in sources.values()):
        return False
    if not is_english(text):
        return True
    weights = weigh_words(text)
    return len(weights) >= _MIN_CONTENT_WORDS and sum(weights.values()) >= _MIN_WEIGHT


def _find_candidates(written: WrittenSentence, sources: Mapping[int, Paper]) -> Iterator[int]:
    """Yield the numbers of the sources to check, nearest first, at most `_MAX_CANDIDATES`."""
    weights = weigh_words(written.text)
    near = {number: _measure_nearness(weights, paper) for number, paper in sources.items()}
    cited = max((near[number] for number in written.numbers if number in near), default=0.0)
    least = _MIN_OF_NEAREST * max(near.values(), default=0.0)
    others = [
        number
        for number, nearness in near.items()
        if number not in written.numbers and nearness > cited and nearness >= least
    ]
    yield from sorted(others, key=lambda number: -near[number])[:_MAX_CANDIDATES]


def _measure_nearness(weights: Mapping[str, float], paper: Paper) -> float:
    """Return which shares of the words' weight a paper and its nearest sentence have, added up.

    0 if the paper has too little for a check to be worth its time.
    """
    sentences = [find_stems(span.text) for span in split_paper(paper)]
    total = sum(weights.values()) or 1.0
    whole = weigh_shared(weights, find_stems(paper.title).union(*sentences)) / total
    nearest = max((weigh_shared(weights, stems) / total for stems in sentences), default=0.0)
    return whole + nearest if whole >= _MIN_SHARED else 0.0


def _reject(text: str, reason: str) -> Sentence:
    return Sentence(text, (), supported=False, reason=reason, score=0.0)
