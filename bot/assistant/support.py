"""Does the cited abstract bear a sentence? Citations resolved, figures checked, evidence found.

Nothing here calls a model. A sentence is supported when it cites at least one known number and
each of its figures stands in an abstract or title that it cites.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bot.assistant.answer import Sentence
from bot.assistant.citations import Written
from bot.assistant.figures import figures
from retrieval.paper import Evidence, Paper
from retrieval.query import STOP_WORDS, folded_words
from retrieval.sentences import Span, sentences

NO_CITATION = "it cites no abstract"
_LONG_ENOUGH = 3  # letters of a word that may bear meaning


def check(written: Written, sources: Mapping[int, Paper]) -> Sentence:
    """Return the sentence as it may be shown; numbers that no source has vanish."""
    known = tuple(n for n in written.numbers if n in sources)
    if not known:
        return Sentence(written.text, (), supported=False, reason=NO_CITATION)
    stated = {
        value for n in known for value in figures(f"{sources[n].title}\n{sources[n].abstract}")
    }
    missing = [value for value in figures(written.text) if value not in stated]
    if missing:
        shown = ", ".join(missing[:3])
        return Sentence(
            written.text,
            known,
            supported=False,
            reason=f"the cited abstract does not have the figure {shown}",
        )
    return Sentence(written.text, known)


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
