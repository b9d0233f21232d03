"""Choose sentences of abstracts for a summary, a finding, a headline or a cell of a comparison."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

import numpy as np

from bot.answering.language_model import CellTask, FindingTask, HeadlineTask, SummaryTask
from bot.grounding.content_words import find_figures
from bot.llm.extractive import sentence_roles as roles
from bot.llm.extractive.passages import Passage, PassageEmbedder, alignment, cosine
from retrieval.search.embedding.embedder import Embedded

_MAX_KEY_POINTS = 4
_PLAIN_SENTENCES = 3
_MAX_FINDING_CHARS = 500  # characters of the sentence quoted for a paper
_ABBREVIATION = re.compile(r"\b[A-Z]{2,}[\w-]*\b")


def choose_summary_quotes(task: SummaryTask, passages: PassageEmbedder) -> list[Passage]:
    """Return sentences of the abstract, in its order; empty where there is no abstract."""
    found = passages.embed_sentences([task.excerpt])
    if len(found) <= 2:
        return found
    salience = _score_salience(found)
    if task.style == "tldr":
        chosen = _pick_work_and_result(found, salience)
    elif task.style == "technical":
        chosen = _pick_by_roles(found, salience)
    elif task.style == "plain":
        chosen = _pick_best(
            found,
            [s - _difficulty(p) for p, s in zip(found, salience, strict=True)],
            _PLAIN_SENTENCES,
        )
    else:
        chosen = _pick_best(found, salience, min(_MAX_KEY_POINTS, len(found)))
    return sorted(chosen, key=lambda p: p.place)


def choose_finding_quote(task: FindingTask, passages: PassageEmbedder) -> list[Passage]:
    """Return the one sentence that says best what was done or found; none without an abstract."""
    found = [
        p for p in passages.embed_sentences([task.excerpt]) if len(p.text) <= _MAX_FINDING_CHARS
    ]
    if len(found) <= 1:
        return found
    salience = _score_salience(found)
    return [
        found[
            max(
                range(len(found)),
                key=lambda i: (
                    salience[i] + roles.score_own_work(found[i].text, first=found[i].place == 0)
                ),
            )
        ]
    ]


def _score_salience(found: Sequence[Passage]) -> list[float]:
    """Score sentences by nearness to the abstract's center, and by what they do in it."""
    vectors = np.stack([p.embedded.vector for p in found])
    center = vectors.mean(axis=0)
    center /= max(float(np.linalg.norm(center)), 1e-9)
    return [
        float(p.embedded.vector @ center)
        + 0.15 * min(roles.count_cues("method", p.text), 2)
        + 0.10 * min(roles.count_cues("results", p.text), 2)
        + (0.10 if find_figures(p.text) else 0.0)
        for p in found
    ]


def _pick_work_and_result(found: Sequence[Passage], salience: Sequence[float]) -> list[Passage]:
    what = max(
        range(len(found)),
        key=lambda i: (
            salience[i]
            + 0.3 * min(roles.count_cues("method", found[i].text), 2)
            - 0.3 * found[i].place / found[i].sentence_count  # what it is about is said early
        ),
    )
    result = max(
        (i for i in range(len(found)) if i != what),
        key=lambda i: (
            salience[i]
            + 0.3 * min(roles.count_cues("results", found[i].text), 3)
            + (0.3 if find_figures(found[i].text) else 0.0)
            + 0.1 * found[i].place / found[i].sentence_count
        ),
    )
    return [found[what], found[result]]


def _pick_by_roles(found: Sequence[Passage], salience: Sequence[float]) -> list[Passage]:
    """Take a sentence for the problem, two for the method, one for data, two for results."""
    taken: dict[int, Passage] = {}
    for role, many in (("problem", 1), ("method", 2), ("data", 1), ("results", 2)):
        fitting = sorted(
            (
                i
                for i in range(len(found))
                if i not in taken and roles.count_cues(role, found[i].text)
            ),
            key=lambda i: -(roles.count_cues(role, found[i].text) + salience[i]),
        )
        taken.update({i: found[i] for i in fitting[:many]})
    return list(taken.values())


def _pick_best(found: Sequence[Passage], scores: Sequence[float], limit: int) -> list[Passage]:
    order = sorted(range(len(found)), key=lambda i: -scores[i])
    return [found[i] for i in order[:limit]]


def _difficulty(passage: Passage) -> float:
    """Return how hard a sentence is for a newcomer: long, full of figures and abbreviations."""
    return (
        0.01 * len(passage.text.split())
        + 0.05 * len(find_figures(passage.text))
        + 0.04 * len(_ABBREVIATION.findall(passage.text))
    )


_MAX_HEADLINE_PAPERS = 2
_MAX_HEADLINE_CHARS = 320  # characters: a headline is read at a glance
_MIN_RESULT_SIGNS = 2  # of the signs that a sentence states a result
_DEPENDENT_START = re.compile(
    r"(?:It|Its|They|Their|These|Those|Such|Both|There|Then|Thus|Finally)\b"
)
"""How a sentence begins that says little without the one before it."""


def choose_headline_quotes(task: HeadlineTask, passages: PassageEmbedder) -> list[Passage]:
    """Return at most two sentences, of two papers, that say something not said below already.

    Where fewer than two papers state a result, others say what they did; a paper whose abstract
    says neither is skipped.
    """
    said = {" ".join(text.split()) for text in task.said}
    found = [
        _select_for_headline(passages.embed_sentences([excerpt]), said) for excerpt in task.excerpts
    ]
    chosen: dict[int, Passage] = {}
    for fits, worth in ((_states_result, _score_result), (_says_what_was_done, _score_work)):
        for place, sentences in enumerate(found):
            best = _find_best(sentences, fits, worth)
            if best is not None and len(chosen) < _MAX_HEADLINE_PAPERS:
                chosen.setdefault(place, best)
    return [chosen[place] for place in sorted(chosen)]


def _select_for_headline(sentences: list[Passage], said: Collection[str]) -> list[Passage]:
    return [
        p
        for p in sentences
        if len(p.text) <= _MAX_HEADLINE_CHARS and " ".join(p.text.split()) not in said
    ]


def _find_best(
    sentences: list[Passage], fits: Callable[[Passage], bool], worth: Callable[[Passage], float]
) -> Passage | None:
    return max(filter(fits, sentences), key=worth, default=None)


def _states_result(passage: Passage) -> bool:
    """Tell whether a sentence states a result of its own paper: those of others come early."""
    states = roles.count_cues("results", passage.text) + bool(find_figures(passage.text))
    return 2 * passage.place >= passage.sentence_count - 1 and states >= _MIN_RESULT_SIGNS


def _says_what_was_done(passage: Passage) -> bool:
    return _score_work(passage) > 0 and not _DEPENDENT_START.match(passage.text)


def _score_result(passage: Passage) -> float:
    """Return how much a sentence tells: results, figures, and late in its abstract."""
    return (
        min(roles.count_cues("results", passage.text), 3)
        + 1.0 * bool(find_figures(passage.text))
        + passage.place / passage.sentence_count
        - 2.0 * bool(_DEPENDENT_START.match(passage.text))
        - len(passage.text) / _MAX_HEADLINE_CHARS
    )


def _score_work(passage: Passage) -> float:
    return roles.score_own_work(passage.text, first=passage.place == 0) + 0.2 * bool(
        find_figures(passage.text)
    )


_MIN_ALIGNMENT = 0.48  # MaxSim of an aspect's words with a sentence that speaks of it
_MIN_COSINE = 0.42  # where there are no token vectors


def choose_cell_quote(task: CellTask, passages: PassageEmbedder) -> Passage | None:
    """Return the sentence that states the aspect, or None where no sentence does.

    The usual aspects (problem, method, data, results, limitations) are known by their cues;
    any other by how near its words are to a sentence's.
    """
    found = passages.embed_sentences([task.excerpt])
    role = task.aspect.strip().lower()
    if roles.has_cues(role):
        return _find_by_cues(role, found)
    question = passages.embed_question(task.aspect)
    nothing = Embedded(question.vector)
    scored = [(alignment(question, p, nothing), cosine(question, p), p) for p in found]
    if not scored:
        return None
    aligned, near, passage = max(scored, key=lambda s: s[0] + 0.5 * s[1])
    enough = aligned >= _MIN_ALIGNMENT if question.tokens else near >= _MIN_COSINE
    return passage if enough else None


def _find_by_cues(role: str, found: list[Passage]) -> Passage | None:
    def score(passage: Passage) -> float:
        cues = roles.count_cues(role, passage.text)
        if not cues:
            return 0.0
        position = passage.place / max(passage.sentence_count - 1, 1)
        early = {"problem": 1.0, "method": 0.3}.get(role, 0.0)
        late = {"results": 1.0, "limitations": 0.3, "data": 0.3}.get(role, 0.0)
        figure = 0.7 if role in {"results", "data"} and find_figures(passage.text) else 0.0
        return cues + early * (1 - position) + late * position + figure

    best = max(found, key=score, default=None)
    return best if best is not None and score(best) > 0 else None
