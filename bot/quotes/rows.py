"""Divide the sentences of an abstract among the usual rows of a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from types import MappingProxyType

from bot.quotes.aspects import AspectOdds
from bot.quotes.leaning import hangs, hangs_on_problem, refers_back, strip_connective
from bot.quotes.own_work import Aspect

STATED: Mapping[Aspect, float] = MappingProxyType(
    {"problem": -1.0, "method": -0.5, "data": -1.3, "results": -1.0, "limitations": -1.4}
)
"""Log odds from which a sentence states an aspect."""
_DIVIDED: tuple[Aspect, ...] = ("problem", "method", "results")
_FILLED = 2.0  # log odds that a filled row is worth beside those of its sentence
_LEAST = 0.5  # log odds that even an unlikely sentence is worth
_HANGING_COST = 1.0  # of a sentence without the one that it refers to
_BEGINNING_COST = 3.0  # of one that begins by referring to it
_PAIR_COST = 0.5  # of one that brings it along
_MAX_CHOICES = 5  # sentences that are considered for a row
_MAX_RESULTS = 1.0  # log odds that a limitation is a result: a small loss is no limitation
_MIN_MORE = 0.7  # log odds of a second sentence
_NEXT_BONUS = 1.0  # of a second sentence that follows the first
_MAX_TWO_CHARS = 420  # characters of two sentences in one row
_MAX_DATA = 2  # sentences that name data

_Chosen = tuple[int, ...]


def divide_into_rows(sentences: Sequence[str], odds: AspectOdds) -> dict[Aspect, _Chosen]:
    """Return the places of the sentences of each row; rows that nothing fills are left out.

    What names the data may be in other rows, too.
    """
    rows: dict[Aspect, _Chosen] = {}
    limits = pick_stating("limitations", odds)
    if limits and odds["results"][limits[0]] < _MAX_RESULTS:
        rows["limitations"] = (limits[0],)
    rows |= _divide(sentences, odds, taken={i for row in rows.values() for i in row})
    taken = {i for row in rows.values() for i in row}
    for aspect in _DIVIDED[1:]:
        row = rows.get(aspect, ())
        more = _find_more(aspect, row[0], taken, sentences, odds) if len(row) == 1 else None
        if more is not None:
            rows[aspect] = tuple(sorted((*row, more)))
            taken.add(more)
    if data := _choose_data(sentences, odds):
        rows["data"] = data
    return rows


def pick_stating(aspect: Aspect, odds: AspectOdds) -> list[int]:
    """Return the places of the sentences that state an aspect, the surest first."""
    likely = odds[aspect]
    stating = (i for i, one in enumerate(likely) if one >= STATED[aspect])
    return sorted(stating, key=lambda i: -likely[i])


def _divide(sentences: Sequence[str], odds: AspectOdds, taken: set[int]) -> dict[Aspect, _Chosen]:
    """Return which sentences best state problem, method and results, all three together."""
    choices: list[list[tuple[_Chosen, float]]] = []
    for aspect in _DIVIDED:
        likely = odds[aspect]
        singles = pick_stating(aspect, odds)
        if aspect == "method" and not singles and likely:
            singles = [max(range(len(likely)), key=likely.__getitem__)]
        found: list[tuple[_Chosen, float]] = [((), 0.0)]
        for i in singles[:_MAX_CHOICES]:
            worth = max(_FILLED + likely[i], _LEAST)
            found.append(((i,), worth))
            if aspect == "method" and hangs_on_problem(sentences[i]):
                continue
            before = sentences[max(i - 1, 0)]
            if i and hangs(sentences[i]) and not hangs(before) and _fits(i - 1, i, sentences):
                brings = likely[i - 1] >= STATED[aspect]
                found.append(((i - 1, i), worth - _PAIR_COST * (1 if brings else 4)))
        choices.append(found)
    best: tuple[_Chosen, ...] = ()
    most = -1.0
    for chosen in product(*choices):
        places = [i for row, _ in chosen for i in row]
        if len(set(places)) < len(places) or taken & set(places):
            continue
        worth = sum(of_row for _, of_row in chosen)
        earlier: set[int] = set()
        for row, _ in chosen:
            told = bool(earlier)  # the problem
            earlier |= set(row)
            alone = [
                sentences[i]
                for i in row
                if i and i - 1 not in earlier and not (told and hangs_on_problem(sentences[i]))
            ]
            worth -= max(map(cost_alone, alone), default=0.0)
        if worth > most:
            best, most = tuple(row for row, _ in chosen), worth
    return {aspect: row for aspect, row in zip(_DIVIDED, best, strict=False) if row}


def cost_alone(sentence: str) -> float:
    """Return what a sentence costs without the one before it."""
    if not hangs(sentence):
        return 0.0
    return _BEGINNING_COST if refers_back(strip_connective(sentence)) else _HANGING_COST


def _choose_data(sentences: Sequence[str], odds: AspectOdds) -> _Chosen:
    """Return the places of the sentences that name the data; other rows may have them, too."""
    stating = pick_stating("data", odds)[:_MAX_DATA]
    more = [i for i in stating[1:] if odds["data"][i] >= _MIN_MORE and not hangs(sentences[i])]
    return tuple(sorted([*stating[:1], *more]))


def _find_more(
    aspect: Aspect, first: int, taken: set[int], sentences: Sequence[str], odds: AspectOdds
) -> int | None:
    """Return the place of a second sentence that states an aspect, the surest, if there is one."""
    fitting = [
        i
        for i in pick_stating(aspect, odds)
        if i not in taken
        and odds[aspect][i] >= _MIN_MORE
        and odds[aspect][i] >= max(odds[other][i] for other in _DIVIDED)
        and (i == first + 1 or not hangs(sentences[i]))
        and _fits(first, i, sentences)
    ]
    return max(
        fitting, key=lambda i: odds[aspect][i] + _NEXT_BONUS * (i == first + 1), default=None
    )


def _fits(a: int, b: int, sentences: Sequence[str]) -> bool:
    return len(sentences[a]) + len(sentences[b]) <= _MAX_TWO_CHARS
