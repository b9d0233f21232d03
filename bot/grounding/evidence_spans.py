"""Find the sentences of an abstract that shown sentences rest on, by words and figures alone."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.grounding.number_spelling import figures
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper
from retrieval.search.query import STOP_WORDS, fold_words
from retrieval.text.sentences import Span, split_sentences

_LONG_ENOUGH = 3  # letters of a word that may bear meaning


def evidence(texts: Sequence[str], paper: Paper) -> tuple[Evidence, ...]:
    """Return, for each sentence shown, the sentence of the abstract that is nearest to it.

    Nearest is by shared words and figures, figures counting threefold; a sentence taken over word
    for word is its own evidence. Spans are given once, in the abstract's order.
    """
    spans = split_sentences(paper.abstract)
    if not spans:
        return ()
    found = {_nearest(text, spans) for text in texts}
    return tuple(
        Evidence(paper.paper_id, spans[i].text, spans[i].start, spans[i].end) for i in sorted(found)
    )


def cited_evidence(
    supported: Sequence[Sentence], number: int, paper: Paper
) -> tuple[Evidence, ...]:
    """Return the spans of one paper's abstract that bear the sentences which cite it as `number`.

    They are those by which the check decided; where it gave none of this abstract, the nearest.
    """
    citing = [s for s in supported if number in s.citations]
    decided = {s: [e for e in s.evidence if _is_of(e, paper)] for s in citing}
    nearest = evidence([s.text for s, spans in decided.items() if not spans], paper)
    found = {*nearest, *(span for spans in decided.values() for span in spans)}
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def _is_of(span: Evidence, paper: Paper) -> bool:
    """Tell whether a span is of the paper's abstract; one of a title has no place in it."""
    return span.paper_id == paper.paper_id and span.start >= 0


def _nearest(text: str, spans: Sequence[Span]) -> int:
    wanted, values = _words(text), set(figures(text))

    def likeness(i: int) -> float:
        if spans[i].text == text:
            return float("inf")
        words = _words(spans[i].text)
        shared = len(wanted & words) / math.sqrt(1 + len(words))
        return shared + 3 * len(values & set(figures(spans[i].text)))

    return max(range(len(spans)), key=lambda i: (likeness(i), -i))


def _words(text: str) -> set[str]:
    """Return the words of a text that bear meaning, cut to their first letters as a stem."""
    return {w[:6] for w in fold_words(text) if len(w) >= _LONG_ENOUGH and w not in STOP_WORDS}
