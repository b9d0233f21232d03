"""Choose the sentences that head a digest: a result of each of the two papers that lead it."""

from __future__ import annotations

from bot.assistant.figures import figures
from bot.assistant.language_model import HeadlineTask
from bot.language_model.quoting import roles
from bot.language_model.quoting.passages import Passage, Passages

_PAPERS = 2
_LONGEST = 320  # characters: a headline is read at a glance
_CUED = 2  # of the signs that a sentence states a result


def choose(task: HeadlineTask, passages: Passages) -> list[Passage]:
    """Return at most two sentences, of two papers, that say something not said below already.

    A paper whose abstract states no result gives none.
    """
    said = {" ".join(text.split()) for text in task.said}
    chosen = []
    for excerpt in task.excerpts:
        fitting = [p for p in passages.of([excerpt]) if _fits(p, said)]
        best = max(fitting, key=_telling, default=None)
        if best is not None:
            chosen.append(best)
        if len(chosen) == _PAPERS:
            break
    return chosen


def _fits(passage: Passage, said: set[str]) -> bool:
    """Tell whether a sentence states a result of its own paper: others' stand early."""
    states = roles.strength("results", passage.text) + bool(figures(passage.text))
    return (
        len(passage.text) <= _LONGEST
        and 2 * passage.place >= passage.of - 1
        and states >= _CUED
        and " ".join(passage.text.split()) not in said
    )


def _telling(passage: Passage) -> float:
    """Return how much a sentence tells: results, figures, and late in its abstract."""
    return (
        min(roles.strength("results", passage.text), 3)
        + 1.0 * bool(figures(passage.text))
        + passage.place / passage.of
        - len(passage.text) / _LONGEST
    )
