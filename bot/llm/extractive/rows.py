"""Divide the sentences of an abstract among the usual rows of a comparison, none into two rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import product
from types import MappingProxyType

from bot.llm.extractive import cues
from bot.llm.extractive.aspects import AspectOdds
from bot.llm.extractive.data_clauses import find_data_clause
from bot.llm.extractive.leaning import hangs, hangs_on_problem, refers_back, strip_connective
from bot.llm.extractive.own_work import Aspect

STATED: Mapping[Aspect, float] = MappingProxyType(
    {"problem": -1.0, "method": -0.5, "data": -0.4, "results": -1.0, "limitations": -1.4}
)
"""Log odds from which a sentence states an aspect."""
UNSTATED: Mapping[Aspect, float] = MappingProxyType(
    {"problem": -5.0, "method": -5.0, "data": -2.2, "results": -2.5, "limitations": -2.0}
)
"""Log odds below which, in all its sentences, an abstract surely does not state an aspect."""

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
_MIN_NAMED = -1.3  # log odds of a sentence of which only the words that name data are shown
_BEGINS_ON = re.compile(r"(?:On|Across|Over|In (?:tests|experiments)|After|For|Tested|Evaluated) ")
_COUNTED = re.compile(r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several) ")
_TELLS_DATA = re.compile(
    r"[A-Z\d]|, | and |"
    r"\b(?:data ?sets?|benchmarks?|corpora|tasks?|images|videos|reports|recordings)\b"
)
_MAX_LEAD = 40  # characters before the data in a sentence that begins with them
_OF_MODELS = re.compile(r"\b(?:models?|methods?|networks?|weights|LLMs?|parameters)\b")
_MAX_DATA = 2  # sentences, or parts of some, that name data

_Chosen = tuple[int, ...]


def divide_into_rows(
    sentences: Sequence[str], odds: AspectOdds
) -> dict[Aspect, list[tuple[int, str]]]:
    """Return the sentences of each row with their places; rows that nothing fills are left out.

    The row on data may have parts of sentences that are in other rows.
    """
    rows: dict[Aspect, _Chosen] = {}
    limits = pick_stating("limitations", odds)
    if limits and odds["results"][limits[0]] < _MAX_RESULTS:
        rows["limitations"] = (limits[0],)
    rows |= _divide(sentences, odds, taken={i for row in rows.values() for i in row})
    data = _choose_data(sentences, odds, {i for row in rows.values() for i in row})
    taken = {i for row in rows.values() for i in row} | {i for i, part in data if part is None}
    for aspect in _DIVIDED[1:]:
        row = rows.get(aspect, ())
        more = _find_more(aspect, row[0], taken, sentences, odds) if len(row) == 1 else None
        if more is not None:
            rows[aspect] = tuple(sorted((*row, more)))
            taken.add(more)
    texts = {aspect: [(i, sentences[i]) for i in row] for aspect, row in rows.items()}
    if data:
        texts["data"] = [(i, sentences[i] if part is None else part) for i, part in data]
    return texts


def is_unstated(aspect: Aspect, odds: AspectOdds) -> bool:
    """Tell whether an abstract surely does not state an aspect."""
    return all(one < UNSTATED[aspect] for one in odds[aspect])


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


def _choose_data(
    sentences: Sequence[str], odds: AspectOdds, taken: set[int]
) -> list[tuple[int, str | None]]:
    """Return the places of what names the data, and the part of each sentence, None for all of it.

    Of a sentence that is in another row, only the part is repeated; at most one part is, last.
    """
    whole: list[tuple[int, str | None]] = []
    parts: list[tuple[int, str | None]] = []
    for n, i in enumerate(pick_stating("data", odds)[:_MAX_DATA]):
        if n and odds["data"][i] < _MIN_MORE:
            break
        mixed = i in taken or odds["results"][i] >= odds["data"][i]
        part = find_data_clause(strip_connective(sentences[i])) if mixed else None
        if part:
            parts.append((i, _capitalize(part)))
        elif i not in taken and not (whole and hangs(sentences[i])):
            whole.append((i, None))
    if not whole and not parts:
        likely = odds["data"]
        near = [i for i, one in enumerate(likely) if one >= _MIN_NAMED]
        for i in sorted(near, key=lambda i: -likely[i]):
            if part := find_data_clause(strip_connective(sentences[i])):
                return [(i, _capitalize(part))]
        return _find_tried_on(sentences, odds)
    return [*sorted(whole), *parts[:1]]


def _find_tried_on(sentences: Sequence[str], odds: AspectOdds) -> list[tuple[int, str | None]]:
    """Return what a result is said to hold on, or a known data set, of a sentence that names it."""
    found = []
    for i, sentence in enumerate(map(strip_connective, sentences)):
        part = find_data_clause(sentence)
        if part is None or _OF_MODELS.search(part):
            continue
        is_result = odds["results"][i] >= STATED["results"] and (
            (_BEGINS_ON.match(sentence) and part in sentence[: len(part) + _MAX_LEAD])
            or _COUNTED.match(part)
        )
        if cues.KNOWN_SET.match(part) or (is_result and _TELLS_DATA.search(part)):
            found.append((odds["data"][i], i, part))
    return [(i, _capitalize(part)) for _, i, part in sorted(found, reverse=True)[:1]]


def _capitalize(part: str) -> str:
    return part[:1].upper() + part[1:]


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
