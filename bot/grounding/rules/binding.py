"""Bind each figure of a sentence to the words that it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.grounding.rules.own_method import mark_own_method
from bot.grounding.rules.quantities import RANGE, Quantity, quantities
from bot.grounding.rules.reading import Word, read

_BREAKS = frozenset(
    """, ; : ) — – and or while whereas but versus vs against compared than over from to with
    when where which""".split()
)
_STRONG = frozenset("; while whereas but versus vs against compared than".split())
_PREPOSITIONS = frozenset("on of for in with at by to from is are was were than over".split())
_DETERMINERS = frozenset("the a an our we it this its".split())
_LIST_SIGNS = re.compile(r"(?:[\s,;%]|\band\b|\bor\b|\brespectively\b)*+[-+±]?\s*+", re.IGNORECASE)
NAME = re.compile(r"^[A-Z]$|^[^A-Z0-9]*+[A-Z0-9].*[A-Z]|^[^A-Z]*+[A-Z].*\d|[a-z][A-Z]")
_COMPARING = frozenset(
    """than over above below versus vs against compared beats outperforms outperforming ahead behind
    surpasses surpassing exceeds exceeding unlike while whereas matches improves and""".split()
)
_OWNERS = frozenset("we our ours".split())
_LEAD = 6  # words that "On ImageNet," may have


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure with the stems of the words it belongs to.

    `names` are those of the words that name something, `own.OWN` among them; `part` is "from" or
    "to" in "from … to …"; `range` is the other end of a range that it opens; `against` are the
    stems of what it is compared with.
    """

    quantity: Quantity
    words: frozenset[str]
    names: frozenset[str]
    part: str = ""
    range: Quantity | None = None
    against: frozenset[str] = frozenset()


@lru_cache(maxsize=4_096)
def bind_numbers(text: str, own: frozenset[str]) -> tuple[Bound, ...]:
    """Return the figures of a sentence, bound; `own` are the names of the paper's own method."""
    found = [q for q in quantities(text) if not _names_a_model(q, text)]
    if not found:
        return ()
    reading = read(text)
    words = reading.words
    lead = _lead(words, found[0])
    listed = _listed(reading.text, found, words)
    edges = [0, *(_edge(words, a, b) for a, b in pairwise(found)), len(words)]
    bounds = []
    for i, q in enumerate(found):
        stretch = [*lead, *(listed.get(i) or words[edges[i] : edges[i + 1]])]
        stems = mark_own_method([w.stem for w in stretch if tells(w)], own)
        against = frozenset(_compared(stretch))
        names = _named(stretch, own)
        bounds.append(Bound(q, stems, names, _part(reading.text, q), against=against))
    for i, (a, b) in enumerate(pairwise(bounds)):
        between = reading.text[a.quantity.end : b.quantity.start]
        is_range = bool(RANGE.fullmatch(between)) and not re.search(r"and|or|/|±|\+", between)
        if is_range or (a.part and b.part and a.part != b.part):
            both, names = a.words | b.words, a.names | b.names
            bounds[i : i + 2] = [replace(c, words=both, names=names) for c in (a, b)]
            if is_range:
                bounds[i] = replace(bounds[i], range=b.quantity)
    return tuple(bounds)


def _names_a_model(q: Quantity, text: str) -> bool:
    """Tell whether a figure stands for a thing itself: "the 7B model", "the small one"."""
    if q.spelled and q.value <= 1 and not q.unit:
        return True
    return text[q.end - 1 : q.end] == "B" and not q.spelled and "paramet" not in q.nouns


def tells(word: Word) -> bool:
    """Tell whether a word may say whose a figure is."""
    return not word.low[0].isdigit() and (
        word.bears_meaning
        or word.low in ("we", "our", "it", "this")
        or (len(word.raw) == 1 and word.raw.isupper())
    )


def _compared(words: Sequence[Word]) -> Iterator[str]:
    begun = False
    for word in words:
        begun = begun or word.low in _COMPARING
        if begun:
            yield word.stem


def _named(words: Sequence[Word], own: frozenset[str]) -> frozenset[str]:
    told = [w for w in words if tells(w)]
    named = [w.stem for w in told if NAME.search(w.raw) or (w.raw[0].isupper() and w.at)]
    return mark_own_method([*named, *(w.stem for w in words if w.low in _OWNERS)], own)


def _lead(words: Sequence[Word], first: Quantity) -> Sequence[Word]:
    """Return the words of "On ImageNet, …", which are said of every figure of the sentence."""
    if not words or words[0].low not in _PREPOSITIONS:
        return ()
    for i, word in enumerate(words[1 : _LEAD + 2], start=1):
        if word.at >= first.start:
            return ()
        if word.low == "," or (word.low in _DETERMINERS and i > 1):
            return words[1:i]
    return ()


def _edge(words: Sequence[Word], a: Quantity, b: Quantity) -> int:
    """Return the place of the word at which the stretch of `b` begins."""
    between = [i for i, w in enumerate(words) if a.end <= w.at < b.start]
    for marks in (_STRONG, _BREAKS):
        for i in between:
            if words[i].low in marks:
                return i
    if between:
        return between[len(between) // 2]
    return next((i for i, w in enumerate(words) if w.at >= b.start), len(words))


def _part(text: str, q: Quantity) -> str:
    before, after = text[max(0, q.start - 60) : q.start], text[q.end : q.end + 40]
    opens = re.search(r"\bfrom\s+(?:about |around |roughly )?[$~≈]?$", before)
    if opens and re.search(r"\bto\b", after):
        return "from"
    closes = re.search(r"\bto\s+(?:about |around |roughly |over )?[$~≈]?$", before)
    if closes and re.search(r"\bfrom\b[^;]*$", before[: closes.start()]):
        return "to"
    if closes and re.match(r"\W*(?:\w+\W+){0,3}from\b", after):
        return "to"
    return ""


def _listed(
    text: str, found: Sequence[Quantity], words: Sequence[Word]
) -> dict[int, Sequence[Word]]:
    """Bind the figures of a list to the things of an equally long list, in order, by place."""
    runs: list[list[int]] = [[0]]
    for i, (a, b) in enumerate(pairwise(found)):
        between = text[a.end : b.start]
        if between.strip() and _LIST_SIGNS.fullmatch(between) and a.unit in (b.unit, ""):
            runs[-1].append(i + 1)
        else:
            runs.append([i + 1])
    bindings: dict[int, Sequence[Word]] = {}
    for run in runs:
        if len(run) < 2:
            continue
        start, end = found[run[0]].start, found[run[-1]].end
        for things in _lists(words, len(run)):
            if things[-1][-1].at < start or things[0][0].at >= end:
                shared = set.intersection(*({w.stem for w in thing} for thing in things))
                for i, thing in zip(run, things, strict=True):
                    bindings[i] = [w for w in thing if w.stem not in shared] or thing
                break
    return bindings


def _lists(words: Sequence[Word], number: int) -> list[list[list[Word]]]:
    """Return the lists of `number` things in a sentence: "A, B and C", "precision and recall"."""
    lists: list[list[list[Word]]] = []
    things: list[list[Word]] = [[]]
    closing = False
    for word in words:
        if word.low == "," and not closing:
            things.append([])
        elif word.low in ("and", "or") and things[-1:] != [[]]:
            things.append([])
            closing = True
        elif word.low in ("and", "or"):
            closing = True
        elif tells(word) and len(things[-1]) < 3:
            things[-1].append(word)
        else:
            if closing and things[-1]:
                lists += _whole(things, number)
            if not (word.low in _DETERMINERS and not things[-1]):
                things, closing = [[]], False
    if closing and things[-1]:
        lists += _whole(things, number)
    return lists


def _whole(things: Sequence[list[Word]], number: int) -> list[list[list[Word]]]:
    kept = [thing for thing in things if thing]
    return [list(kept[-number:])] if len(kept) >= number else []
