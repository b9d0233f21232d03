"""Find the sentences of an abstract that shown sentences rest on, by words and figures alone."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.assistant.figures import figures
from retrieval.paper import Evidence, Paper
from retrieval.query import STOP_WORDS, folded_words
from retrieval.sentences import Span, sentences

_LONG_ENOUGH = 3  # letters of a word that may bear meaning


def evidence(texts: Sequence[str], paper: Paper) -> tuple[Evidence, ...]:
    """Return, for each sentence shown, the sentence of the abstract that is nearest to it.

    Nearest is by shared words and figures, figures counting threefold; a sentence taken over word
    for word is its own evidence. Spans are given once, in the abstract's order.
    """
    spans = sentences(paper.abstract)
    if not spans:
        return ()
    found = {_nearest(text, spans) for text in texts}
    return tuple(
        Evidence(paper.paper_id, spans[i].text, spans[i].start, spans[i].end) for i in sorted(found)
    )


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
    return {w[:6] for w in folded_words(text) if len(w) >= _LONG_ENOUGH and w not in STOP_WORDS}
