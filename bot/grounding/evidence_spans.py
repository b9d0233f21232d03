"""Find the sentences of a paper that a text repeats word for word, rests on or comes near."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.fuzz import partial_ratio_alignment

from bot.grounding.premise import find_nearest
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper
from retrieval.reading import cite, split_paper
from retrieval.search.query import fold_words
from retrieval.text import patterns as re
from retrieval.text.sentences import Span

_MARKS = re.compile(r"[\[【]\^?\d[\d\s,;–-]*[\]】]")
_MAX_IN_A_ROW = 4  # sentences
_MIN_LIKENESS = 85.0  # of words and their place in a paper, in percent of equal letters
_MIN_SHARE = 0.2  # of the words, in a sentence that they rest on
_SPELLING = str.maketrans("‐‑‒–—−“”„«»‘’", '------"""""\'\'')


def find_quoted(text: str, paper: Paper) -> Evidence | None:
    """Return the sentence of the abstract, or the rows of a table, that a quote is of; else None.

    Only capitals may differ, as where a lead is left out. Ellipses mark cuts, or are the authors'.
    """
    parts = [part.strip() for part in _lower(text).split("…")]
    for span in split_paper(paper):
        lowered, places = _lower(span.text), [0]
        for part in parts:
            found = lowered.find(part, places[-1])
            if found < 0:
                break
            places.append(found + len(part))
        else:
            return cite(paper, _find_rows(span, places[1:]))
    return None


def _lower(text: str) -> str:
    """Return a text in lower case, each place of it kept: “İ” alone would become two letters."""
    return text.replace("İ", "i").lower()


def _find_rows(span: Span, ends: Sequence[int]) -> Span:
    """Return the lines of a table from the first row to the last in which a quoted part ends.

    Its first two lines are its caption and head, where it has more; of a sentence, it is all of it.
    """
    lines = sorted({span.text.count("\n", 0, end) for end in ends})
    rows = [line for line in lines if line > 1] or lines
    starts = [0, *(at + 1 for at, sign in enumerate(span.text) if sign == "\n"), len(span.text) + 1]
    start, end = starts[rows[0]], starts[rows[-1] + 1] - 1
    return Span(span.text[start:end], span.start + start, span.start + end)


def find_verbatim(text: str, paper: Paper) -> Evidence | None:
    """Return the sentence of a paper that `text` repeats, ignoring case and marks; else None.

    Of several sentences in a row, the first is returned.
    """
    wanted = _fold(text)
    spans = split_paper(paper)
    words = [_fold(span.text) for span in spans]
    for start, span in enumerate(spans):
        for end in range(start + 1, start + 1 + _MAX_IN_A_ROW):
            if wanted and wanted == [word for part in words[start:end] for word in part]:
                return cite(paper, span)
    return None


def _fold(text: str) -> list[str]:
    return fold_words(_MARKS.sub(" ", text))


def find_rested(
    rests_on: Sequence[tuple[int, str]], sources: Mapping[int, Paper]
) -> tuple[Evidence, ...]:
    """Return the sentences of the papers in which the words stand that a sentence rests on.

    Small differences of spelling do not matter. Words that are not there are passed over.
    """
    found: dict[Evidence, None] = {}
    for number, words in rests_on:
        if number in sources:
            found.update(dict.fromkeys(_find_words(words, sources[number])))
    return tuple(found)


def _find_words(words: str, paper: Paper) -> Iterator[Evidence]:
    """Yield the sentences of a paper that have a good part of some words."""
    wanted, source = (_lower(text.translate(_SPELLING)) for text in (words, paper.text))
    if not 0 < len(wanted) <= len(source):
        return
    place = partial_ratio_alignment(wanted, source, score_cutoff=_MIN_LIKENESS)
    if place is None:
        return
    for span in split_paper(paper):
        shared = min(span.end, place.dest_end) - max(span.start, place.dest_start)
        if shared > _MIN_SHARE * len(wanted):
            yield cite(paper, span)


def find_evidence(texts: Sequence[str], paper: Paper) -> tuple[Evidence, ...]:
    """Return the sentences of a paper that share most with each text, in its order."""
    spans = split_paper(paper)
    sentences = [span.text for span in spans]
    places = {find_nearest(sentences, text, 1)[0] for text in texts if spans}
    return tuple(cite(paper, spans[i]) for i in sorted(places))


def find_cited_evidence(
    supported: Sequence[Sentence], number: int, paper: Paper
) -> tuple[Evidence, ...]:
    """Return the spans of one paper that support the sentences citing it as `number`.

    These are the spans by which the check decided, without titles, or else the nearest ones.
    """
    found: set[Evidence] = set()
    for sentence in supported:
        if number in sentence.citations:
            decided = [
                span
                for span in sentence.evidence
                if span.paper_id == paper.paper_id and span.start >= 0
            ]
            found.update(decided or find_evidence([sentence.text], paper))
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))
