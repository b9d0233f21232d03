"""Choose the sentences of one abstract that make its summary, in each style."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from bot.answering.language_model import FindingTask, SummaryTask
from bot.grounding.number_spelling import figures
from bot.llm.extractive import sentence_roles as roles
from bot.llm.extractive.passages import Passage, Passages

_KEY_POINTS = 4
_PLAIN = 3
_LONGEST_ALONE = 500  # characters of a sentence that stands for its paper
_ABBREVIATION = re.compile(r"\b[A-Z]{2,}[\w-]*\b")


def choose(task: SummaryTask, passages: Passages) -> list[Passage]:
    """Return sentences of the abstract, in its order; empty where there is no abstract."""
    found = passages.of([task.excerpt])
    if len(found) <= 2:
        return found
    salience = _salience(found)
    if task.style == "tldr":
        chosen = _what_and_result(found, salience)
    elif task.style == "technical":
        chosen = _by_roles(found, salience)
    elif task.style == "plain":
        chosen = _best(
            found, [s - _difficulty(p) for p, s in zip(found, salience, strict=True)], _PLAIN
        )
    else:
        chosen = _best(found, salience, min(_KEY_POINTS, len(found)))
    return sorted(chosen, key=lambda p: p.place)


def finding(task: FindingTask, passages: Passages) -> list[Passage]:
    """Return the one sentence that says best what was done or found; none without an abstract."""
    found = [p for p in passages.of([task.excerpt]) if len(p.text) <= _LONGEST_ALONE]
    if len(found) <= 1:
        return found
    salience = _salience(found)
    return [
        found[
            max(
                range(len(found)),
                key=lambda i: salience[i] + roles.done(found[i].text, first=found[i].place == 0),
            )
        ]
    ]


def _salience(found: Sequence[Passage]) -> list[float]:
    """Score sentences by nearness to the abstract's centre, and by what they do in it."""
    vectors = np.stack([p.embedded.vector for p in found])
    centre = vectors.mean(axis=0)
    centre /= max(float(np.linalg.norm(centre)), 1e-9)
    return [
        float(p.embedded.vector @ centre)
        + 0.15 * min(roles.strength("method", p.text), 2)
        + 0.10 * min(roles.strength("results", p.text), 2)
        + (0.10 if figures(p.text) else 0.0)
        for p in found
    ]


def _what_and_result(found: Sequence[Passage], salience: Sequence[float]) -> list[Passage]:
    what = max(
        range(len(found)),
        key=lambda i: (
            salience[i]
            + 0.3 * min(roles.strength("method", found[i].text), 2)
            - 0.3 * found[i].place / found[i].of  # what it is about is said early
        ),
    )
    result = max(
        (i for i in range(len(found)) if i != what),
        key=lambda i: (
            salience[i]
            + 0.3 * min(roles.strength("results", found[i].text), 3)
            + (0.3 if figures(found[i].text) else 0.0)
            + 0.1 * found[i].place / found[i].of
        ),
    )
    return [found[what], found[result]]


def _by_roles(found: Sequence[Passage], salience: Sequence[float]) -> list[Passage]:
    """Take a sentence for the problem, two for the method, one for data, two for results."""
    taken: dict[int, Passage] = {}
    for role, many in (("problem", 1), ("method", 2), ("data", 1), ("results", 2)):
        fitting = sorted(
            (
                i
                for i in range(len(found))
                if i not in taken and roles.strength(role, found[i].text)
            ),
            key=lambda i: -(roles.strength(role, found[i].text) + salience[i]),
        )
        taken.update({i: found[i] for i in fitting[:many]})
    return list(taken.values())


def _best(found: Sequence[Passage], scores: Sequence[float], many: int) -> list[Passage]:
    order = sorted(range(len(found)), key=lambda i: -scores[i])
    return [found[i] for i in order[:many]]


def _difficulty(passage: Passage) -> float:
    """Return how hard a sentence is for a newcomer: long, full of figures and abbreviations."""
    return (
        0.01 * len(passage.text.split())
        + 0.05 * len(figures(passage.text))
        + 0.04 * len(_ABBREVIATION.findall(passage.text))
    )
