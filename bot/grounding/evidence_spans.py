"""Find the sentences of an abstract that a text repeats word for word, or rests on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.fuzz import partial_ratio_alignment

from bot.grounding.citations import split_joined
from bot.grounding.content_words import find_figures
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper
from retrieval.search.query import STOP_WORDS, fold_words
from retrieval.text import patterns as re
from retrieval.text.labels import split_abstract
from retrieval.text.sentences import Span

_MARKS = re.compile(r"[\[【]\^?\d[\d\s,;–-]*[\]】]")
_MAX_LEADS = 4  # in a row: “However, in this work, …”
_MIN_PARTIAL_WORDS = 4  # of a sentence without its lead: fewer are a phrase
# What may be left out at the beginning: joining words, but no condition.
_LEADS = """however moreover furthermore additionally specifically finally here thus therefore then
    first second third secondly thirdly firstly lastly notably importantly interestingly overall
    consequently hence meanwhile also and but so"""
_PHRASES = """in addition|to this end|in this paper|in this work|in this study|as a result|
    in particular|in summary|in conclusion|experiments show that|results show that|we show that|
    we find that|we demonstrate that|we argue that|we observe that"""
_LEAD = re.compile(
    rf"(?:{'|'.join([*_LEADS.split(), *(p.strip() for p in _PHRASES.split('|'))])})[,:;]?\s",
    re.IGNORECASE,
)


def find_quoted(text: str, paper: Paper) -> Evidence | None:
    """Return the sentence of the abstract that a quote is of, letter for letter; else None.

    Ellipses in it mark cuts, or are the authors' own.
    """
    parts = [part.strip() for part in text.split("…")]
    for span in split_abstract(paper.abstract):
        at = 0
        for part in parts:
            found = span.text.find(part, at)
            if found < 0:
                break
            at = found + len(part)
        else:
            return Evidence(paper.paper_id, span.text, span.start, span.end)
    return None


def find_verbatim(text: str, paper: Paper) -> Evidence | None:
    """Return the sentence of the abstract that `text` repeats, ignoring case and marks; else None.

    `text` may lack a lead ("However, …") or marks of references, or be several sentences in a row,
    of which the first is returned.
    """
    wanted = _words(text)
    if not wanted:
        return None
    spans = split_abstract(paper.abstract)
    parts = [(span, part) for span in spans for part in split_joined(span.text)]
    words = [_words(part) for _, part in parts]
    for i, (span, part) in enumerate(parts):
        following = [word for of_part in words[i : i + 4] for word in of_part]
        ends = {0}
        for j in range(i, min(i + 4, len(parts))):
            ends.add(sum(len(w) for w in words[i : j + 1]))
        for begin in _find_starts(part):
            end = begin + len(wanted)
            if begin and len(wanted) < _MIN_PARTIAL_WORDS:
                continue
            if end in ends and following[begin:end] == wanted:
                return Evidence(paper.paper_id, span.text, span.start, span.end)
    return None


def _find_starts(text: str) -> list[int]:
    """Return the word offsets at which a quote of a sentence may start."""
    places, at = [0], 0
    while len(places) <= _MAX_LEADS and (found := _LEAD.match(text, at)):
        at = found.end()
        places.append(len(_words(text[:at])))
    return places


def _words(text: str) -> list[str]:
    return fold_words(_MARKS.sub(" ", text))


_MIN_LIKENESS = 85.0  # of words and their place in an abstract, in percent of equal letters
_MIN_SHARE = 0.2  # of the words, in a sentence that they rest on
_SPELLING = str.maketrans("‐‑‒–—−“”„«»‘’", '------"""""\'\'')


def find_rested(
    rests_on: Sequence[tuple[int, str]], sources: Mapping[int, Paper]
) -> tuple[Evidence, ...]:
    """Return the sentences of the abstracts in which the words stand that a sentence rests on.

    Small differences of spelling do not matter. Words that are not there are passed over.
    """
    found: dict[Evidence, None] = {}
    for number, words in rests_on:
        if number in sources:
            found.update(dict.fromkeys(_find_words(words, sources[number])))
    return tuple(found)


def _find_words(words: str, paper: Paper) -> Iterator[Evidence]:
    """Yield the sentences of an abstract that have a good part of some words."""
    wanted, abstract = _fold_letters(words), _fold_letters(paper.abstract)
    if not 0 < len(wanted) <= len(abstract):
        return
    place = partial_ratio_alignment(wanted, abstract, score_cutoff=_MIN_LIKENESS)
    if place is None:
        return
    for span in split_abstract(paper.abstract):
        shared = min(span.end, place.dest_end) - max(span.start, place.dest_start)
        if shared > _MIN_SHARE * len(wanted):
            yield Evidence(paper.paper_id, span.text, span.start, span.end)


def _fold_letters(text: str) -> str:
    """Return a text in small letters and plain marks, letter for letter."""
    folded = text.translate(_SPELLING)
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in folded)


_MIN_WORD_LETTERS = 3


def find_evidence(texts: Sequence[str], paper: Paper) -> tuple[Evidence, ...]:
    """Return the sentences of the abstract that are nearest to each text, in the abstract's order.

    Shared words count once and shared figures threefold; an identical sentence comes first.
    """
    spans = split_abstract(paper.abstract)
    if not spans:
        return ()
    found = {_find_nearest(text, spans) for text in texts}
    return tuple(
        Evidence(paper.paper_id, spans[i].text, spans[i].start, spans[i].end) for i in sorted(found)
    )


def find_cited_evidence(
    supported: Sequence[Sentence], number: int, paper: Paper
) -> tuple[Evidence, ...]:
    """Return the spans of one paper's abstract that support the sentences citing it as `number`.

    These are the spans by which the check decided, or else the nearest ones.
    """
    citing = [s for s in supported if number in s.citations]
    decided = {s: [e for e in s.evidence if _is_of(e, paper)] for s in citing}
    nearest = find_evidence([s.text for s, spans in decided.items() if not spans], paper)
    found = {*nearest, *(span for spans in decided.values() for span in spans)}
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def _is_of(span: Evidence, paper: Paper) -> bool:
    """Tell whether a span is in the paper's abstract; a title's span starts at -1."""
    return span.paper_id == paper.paper_id and span.start >= 0


def _find_nearest(text: str, spans: Sequence[Span]) -> int:
    wanted, values = _word_stems(text), set(find_figures(text))

    def likeness(i: int) -> float:
        if spans[i].text == text:
            return float("inf")
        words = _word_stems(spans[i].text)
        shared = len(wanted & words) / math.sqrt(1 + len(words))
        return shared + 3 * len(values & set(find_figures(spans[i].text)))

    return max(range(len(spans)), key=lambda i: (likeness(i), -i))


def _word_stems(text: str) -> set[str]:
    return {w[:6] for w in fold_words(text) if len(w) >= _MIN_WORD_LETTERS and w not in STOP_WORDS}
