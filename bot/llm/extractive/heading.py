"""Choose the sentences that head a digest: a result of each of the two papers that lead it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from bot.answering.language_model import HeadlineTask
from bot.grounding.number_spelling import figures
from bot.llm.extractive import sentence_roles as roles
from bot.llm.extractive.passages import Passage, Passages

_PAPERS = 2
_LONGEST = 320  # characters: a headline is read at a glance
_CUED = 2  # of the signs that a sentence states a result
_LEANS = re.compile(r"(?:It|Its|They|Their|These|Those|Such|Both|There|Then|Thus|Finally)\b")
"""How a sentence begins that says little without the one before it."""


def choose(task: HeadlineTask, passages: Passages) -> list[Passage]:
    """Return at most two sentences, of two papers, that say something not said below already.

    Where fewer than two papers state a result, others say what they did; a paper whose abstract
    says neither gives none.
    """
    said = {" ".join(text.split()) for text in task.said}
    found = [_headable(passages.of([excerpt]), said) for excerpt in task.excerpts]
    chosen: dict[int, Passage] = {}
    for fits, worth in ((_states_result, _telling), (_says_what_was_done, _doing)):
        for place, sentences in enumerate(found):
            best = _best(sentences, fits, worth)
            if best is not None and len(chosen) < _PAPERS:
                chosen.setdefault(place, best)
    return [chosen[place] for place in sorted(chosen)]


def _headable(sentences: list[Passage], said: Collection[str]) -> list[Passage]:
    return [
        p for p in sentences if len(p.text) <= _LONGEST and " ".join(p.text.split()) not in said
    ]


def _best(
    sentences: list[Passage], fits: Callable[[Passage], bool], worth: Callable[[Passage], float]
) -> Passage | None:
    return max(filter(fits, sentences), key=worth, default=None)


def _states_result(passage: Passage) -> bool:
    """Tell whether a sentence states a result of its own paper: others' stand early."""
    states = roles.strength("results", passage.text) + bool(figures(passage.text))
    return 2 * passage.place >= passage.of - 1 and states >= _CUED


def _says_what_was_done(passage: Passage) -> bool:
    return _doing(passage) > 0 and not _LEANS.match(passage.text)


def _telling(passage: Passage) -> float:
    """Return how much a sentence tells: results, figures, and late in its abstract."""
    return (
        min(roles.strength("results", passage.text), 3)
        + 1.0 * bool(figures(passage.text))
        + passage.place / passage.of
        - 2.0 * bool(_LEANS.match(passage.text))
        - len(passage.text) / _LONGEST
    )


def _doing(passage: Passage) -> float:
    return roles.done(passage.text, first=passage.place == 0) + 0.2 * bool(figures(passage.text))
