"""Divide the sentences of an abstract among the usual rows of a comparison, none into two rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType

from bot.llm.extractive.data_clauses import find_data_clause
from bot.llm.extractive.leaning import hangs, hangs_on_problem, leans, refers_back, strip_connective
from bot.llm.extractive.own_work import (
    STATED,
    Aspect,
    OwnSentence,
    pick_stating,
    rate_contributions,
    score_sentences,
)
from retrieval.text.sentence_roles import Role

_FILLED = 2.5  # what a row is worth beside the points of its sentence
_WEIGHTS: Mapping[Aspect, float] = MappingProxyType({"problem": 1.5, "method": 1.0, "results": 1.0})
_HANGING_COST = 1.2  # of a sentence without the one that it refers to
_BEGINNING_COST = 3.8  # of one that begins by referring to it
_PAIR_COST = 0.4  # of one that brings it along
_MAX_CHOICES = 6  # sentences that are considered for a row
_NEXT_BONUS = 1.0  # points of a second sentence on the method that follows the first
_MIN_MORE_METHOD = 2.0  # points of a second sentence on the method
_MIN_MORE_RESULTS = 4.0  # of a second one on the results; it has figures
_MAX_TWO_CHARS = 420  # characters of two sentences in one row

_Chosen = tuple[int, ...]
_Find = Callable[[int, Sequence[int], Sequence[OwnSentence], Sequence[str]], Iterator[int]]


def divide_into_rows(title: str, sentences: Sequence[str]) -> dict[Aspect, list[tuple[int, str]]]:
    """Return the sentences of each row with their places; rows that nothing fills are left out.

    The row on data may have a part of a sentence that is in another row.
    """
    scored = score_sentences(title, sentences)
    rows: dict[Aspect, _Chosen] = {}
    if limits := pick_stating("limitations", scored):
        rows["limitations"] = (limits[0],)
    rows |= _divide(scored, sentences, taken={i for row in rows.values() for i in row})
    data = _choose_data(scored, sentences, rows)
    taken = {i for row in rows.values() for i in row} | {i for i, part in data if part is None}
    finders: tuple[tuple[Aspect, _Find], ...] = (
        ("method", _find_more_method),
        ("results", _find_more_results),
    )
    for aspect, find in finders:
        if len(row := rows.get(aspect, ())) == 1:
            free = [i for i in range(len(sentences)) if i not in taken]
            more = list(find(row[0], free, scored, sentences))[:1]
            rows[aspect] = tuple(sorted((*row, *more)))
            taken |= set(rows[aspect])
    texts = {aspect: [(i, sentences[i]) for i in row] for aspect, row in rows.items()}
    if data:
        texts["data"] = [(i, sentences[i] if part is None else part) for i, part in data]
    return texts


def _divide(
    scored: Sequence[OwnSentence], sentences: Sequence[str], taken: set[int]
) -> dict[Aspect, _Chosen]:
    """Return which sentences best state problem, method and results, all three together."""
    contributions = rate_contributions(scored, sentences)
    aspects: tuple[Aspect, ...] = ("problem", "method", "results")
    choices: list[list[tuple[_Chosen, float]]] = []
    for aspect in aspects:
        points = contributions if aspect == "method" else [s.points[aspect] for s in scored]
        singles = sorted(pick_stating(aspect, scored), key=lambda i: -points[i])
        if aspect == "method" and not singles and points:
            singles = [max(range(len(points)), key=points.__getitem__)]
        found: list[tuple[_Chosen, float]] = [((), 0.0)]
        for i in singles[:_MAX_CHOICES]:
            worth = _FILLED + (points[i] - STATED[aspect]) * _WEIGHTS[aspect]
            found.append(((i,), worth))
            if aspect == "method" and hangs_on_problem(sentences[i]):
                continue
            before = sentences[max(i - 1, 0)]
            if i and hangs(sentences[i]) and not hangs(before) and _fits(i - 1, i, sentences):
                brings = scored[i - 1].points[aspect] >= STATED[aspect] - 1.0
                found.append(((i - 1, i), worth - (_PAIR_COST if brings else 2.5 * _PAIR_COST)))
        choices.append(found)
    best: tuple[_Chosen, ...] = ()
    most = -1.0
    for chosen in product(*choices):
        places = [i for row, _ in chosen for i in row]
        if len(set(places)) < len(places) or taken & set(places):
            continue
        worth = sum(points for _, points in chosen)
        earlier: set[int] = set()
        for row, _ in chosen:
            told = bool(earlier)  # the problem
            earlier |= set(row)
            alone = [
                sentences[i]
                for i in row
                if i and i - 1 not in earlier and not (told and hangs_on_problem(sentences[i]))
            ]
            worth -= max(map(_cost_alone, alone), default=0.0)
        if worth > most:
            best, most = tuple(row for row, _ in chosen), worth
    return {aspect: row for aspect, row in zip(aspects, best, strict=False) if row}


def _cost_alone(sentence: str) -> float:
    """Return what a sentence costs without the one before it."""
    if not hangs(sentence):
        return 0.0
    return _BEGINNING_COST if refers_back(strip_connective(sentence)) else _HANGING_COST


def _choose_data(
    scored: Sequence[OwnSentence], sentences: Sequence[str], rows: Mapping[Aspect, _Chosen]
) -> list[tuple[int, str | None]]:
    """Return the place of what names the data, and the part of that sentence, None for all of it.

    Of a sentence that is in another row, or tells results, only the part is repeated.
    """
    taken = {i for row in rows.values() for i in row}
    for i in pick_stating("data", scored):
        points = scored[i].points
        mixed = i in taken or any(points[a] >= _MIN_MORE_METHOD for a in ("method", "results"))
        part = find_data_clause(strip_connective(sentences[i])) if mixed else None
        if part is not None:
            return [(i, part[:1].upper() + part[1:])]
        if i not in taken and not hangs(sentences[i]):
            return [(i, None)]
    return []


def _find_more_method(
    first: int, free: Sequence[int], scored: Sequence[OwnSentence], sentences: Sequence[str]
) -> Iterator[int]:
    """Yield the sentences that say more of the method, the plainest first."""
    for i in sorted(
        free, key=lambda i: -scored[i].points["method"] - _NEXT_BONUS * (i == first + 1)
    ):
        own, points = scored[i], scored[i].points
        if (
            points["method"] >= max(_MIN_MORE_METHOD, points["results"], points["problem"])
            and (own.is_own or i > first)
            and own.role is not Role.RESULT
            and not own.on_rivals
            and (i == first + 1 or not leans(strip_connective(sentences[i])))
            and not hangs(sentences[i])
            and _fits(first, i, sentences)
        ):
            yield i


def _find_more_results(
    first: int, free: Sequence[int], scored: Sequence[OwnSentence], sentences: Sequence[str]
) -> Iterator[int]:
    """Yield sentences with further figures, the plainest first."""
    for i in sorted(free, key=lambda i: -scored[i].points["results"]):
        own = scored[i]
        if (
            own.points["results"] >= _MIN_MORE_RESULTS
            and own.has_figures
            and not hangs(sentences[i])
            and _fits(first, i, sentences)
        ):
            yield i


def _fits(a: int, b: int, sentences: Sequence[str]) -> bool:
    return len(sentences[a]) + len(sentences[b]) <= _MAX_TWO_CHARS
