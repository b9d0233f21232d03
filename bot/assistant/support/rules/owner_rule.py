"""Object to figures that the abstract gives to something else than the sentence does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.assistant.support.rules.figure_rule import same_unit, same_value
from bot.assistant.support.rules.objection import Objection
from bot.assistant.support.rules.own import OWN, as_own, own_names
from bot.assistant.support.rules.quantities import Quantity, quantities
from bot.assistant.support.rules.reading import Word, read
from bot.assistant.support.rules.stems import stem
from retrieval.sentences import Span

_BREAKS = frozenset(
    """, ; : ( ) — – and or while whereas but versus vs against compared than over from to with
    when where which""".split()
)
_STRONG = frozenset("; while whereas but versus vs against compared than".split())
_PREPOSITIONS = frozenset("on of for in with at by to from is are was were than over".split())
# Said of any figure, so that they do not tell whose it is.
_ANYONES = frozenset(
    stem(w)
    for w in """reach achieve obtain attain yield show report give have accuracy error score rate
    performance result value average mean percent point gain improvement relative absolute have
    increase decrease reduce improve rise fall drop higher lower more less only overall time cost
    test model method dataset data respectively ms gb mb hz""".split()
)
_NAME = re.compile(r"^[A-Z]$|[A-Z0-9].*[A-Z]|[A-Z].*\d|[a-z][A-Z]")
_OWNERS = frozenset("we our ours".split())
_LISTED = re.compile(r"\brespectively\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure with the stems of the words it belongs to, and its part in "from … to …".

    `names` are those of the words that name something, `own.OWN` among them.
    """

    quantity: Quantity
    words: frozenset[str]
    names: frozenset[str]
    part: str
    place: int


def owner_objections(text: str, spans: Sequence[Span], title: str) -> list[Objection]:
    """Return an objection for each figure of `text` that the abstract binds to another owner."""
    asked = quantities(text)
    if not asked:
        return []
    own = own_names(title, tuple(s.text for s in spans))
    known = [b for i, s in enumerate(spans) for b in _bound(s.text, own, i)]
    found = []
    for mine in _bound(text, own, 0):
        objection = _objection(mine, known, spans)
        if objection:
            found.append(objection)
    return found


def _objection(mine: Bound, known: Sequence[Bound], spans: Sequence[Span]) -> Objection | None:
    same = [
        b
        for b in known
        if same_value(mine.quantity, b.quantity) and same_unit(mine.quantity, b.quantity)
    ]
    if not same:
        return None
    others = [
        b
        for b in known
        if b.quantity.unit == mine.quantity.unit
        and not same_value(mine.quantity, b.quantity)
        and not b.quantity.is_year
    ]
    worst: Objection | None = None
    for at in same:
        found = _against(mine, at, [b for b in others if b.place == at.place], spans)
        if found is None:
            return None
        worst = worst or found
    return worst


def _against(
    mine: Bound, at: Bound, others: Sequence[Bound], spans: Sequence[Span]
) -> Objection | None:
    """Return what speaks against `mine` being the figure `at` of the abstract."""
    if mine.part and at.part and mine.part != at.part:
        return Objection(
            "direction",
            f"the abstract has {mine.quantity.written} at the other end",
            contradicts=True,
            weight=1.0,
            span=spans[at.place],
        )
    straight = len(mine.words & at.words)
    for other in others:
        ours = (mine.words & at.words) - other.words
        crossed = (mine.words & other.words) - at.words
        ours, crossed = ours - _ANYONES, crossed - _ANYONES if straight else crossed
        named = (mine.names & other.names) - at.words
        if named and (at.names - mine.words) and not (mine.names & at.names & {OWN}):
            ours = frozenset()  # it is another's, whatever else they share
        if len(crossed) > len(ours) and (crossed - {OWN} or straight == 0):
            return Objection(
                "owner",
                f"the abstract gives {mine.quantity.written} to something else",
                contradicts=True,
                weight=0.95 if not ours else 0.6,
                span=spans[at.place],
            )
    return None


@lru_cache(maxsize=4_096)
def _bound(text: str, own: frozenset[str], place: int) -> tuple[Bound, ...]:
    """Bind each figure of a sentence to the words of its stretch of it."""
    found = quantities(text)
    if not found:
        return ()
    words = read(text).words
    if len(found) > 1 and _LISTED.search(text):
        listed = _respectively(found, words, own, place)
        if listed:
            return listed
    edges = [0, *(_edge(words, a, b) for a, b in pairwise(found)), len(words)]
    bound = []
    for i, q in enumerate(found):
        stretch = words[edges[i] : edges[i + 1]]
        stems = [w.stem for w in stretch if _tells(w)]
        bound.append(Bound(q, as_own(stems, own), _named(stretch, own), _part(text, q), place))
    for i in range(len(bound) - 1):
        if bound[i].part and bound[i + 1].part and bound[i].part != bound[i + 1].part:
            both = bound[i].words | bound[i + 1].words
            bound[i : i + 2] = [replace(b, words=both) for b in bound[i : i + 2]]
    return tuple(bound)


def _named(words: Sequence[Word], own: frozenset[str]) -> frozenset[str]:
    named = [w.stem for w in words if _NAME.search(w.raw) or (w.raw[0].isupper() and w.at)]
    return as_own([*named, *(w.stem for w in words if w.low in _OWNERS)], own)


def _tells(word: Word) -> bool:
    return not word.low[0].isdigit() and (
        word.bears_meaning
        or word.low in ("we", "our", "it", "this")
        or (len(word.raw) == 1 and word.raw.isupper())
    )


def _edge(words: Sequence[Word], a: Quantity, b: Quantity) -> int:
    """Return the place of the word at which the stretch of `b` begins."""
    between = [i for i, w in enumerate(words) if a.end <= w.at < b.start]
    for marks in (_STRONG, _BREAKS):
        for i in between:
            if words[i].low in marks:
                return i
    return (
        between[len(between) // 2]
        if between
        else next((i for i, w in enumerate(words) if w.at >= b.start), len(words))
    )


_TO = re.compile(r"\b(?:to|auf|à)\s+(?:about |around |roughly |over )?[$~≈]?$")


def _part(text: str, q: Quantity) -> str:
    before = text[max(0, q.start - 20) : q.start]
    after = text[q.end : q.end + 40]
    if re.search(r"\bfrom\s+(?:about |around |roughly )?[$~≈]?$", before) and re.search(
        r"\bto\b", after
    ):
        return "from"
    if _TO.search(before) and re.search(r"\bfrom\b[^.;]*$", text[max(0, q.start - 60) : q.start]):
        return "to"
    if _TO.search(before) and re.match(r"\W*(?:\w+\W+){0,3}from\b", after):
        return "to"
    return ""


def _respectively(
    found: Sequence[Quantity], words: Sequence[Word], own: frozenset[str], place: int
) -> tuple[Bound, ...]:
    """Bind figures and the things of an equally long list in the same sentence, in order."""
    number = len(found)
    inside = [w for w in words if not found[0].start <= w.at < found[-1].end]
    after = [w for w in words if w.at >= found[-1].end]
    if sum(w.low in (",", "and") for w in after) >= number:
        inside = after
    pieces: list[list[str]] = [[]]
    for w in inside:
        if w.low in (",", "and", "or", "respectively", ";"):
            pieces.append([])
        elif w.low in _PREPOSITIONS and not any(pieces[:-1]):
            pieces[-1].clear()  # the first of the list: only what stands after "of", "on", …
        elif _tells(w):
            pieces[-1].append(w.stem)
    runs = [p for p in pieces if p]
    names = [p for p in runs if len(p) <= 4]
    if len(runs) < number:
        return ()
    listed = runs[-number:] if len(names) >= number else None
    if listed is None:
        return ()
    # The first of the list drags the clause before it along, and the last what follows it.
    listed = [listed[0][-2:], *(p[-2:] for p in listed[1:-1]), listed[-1][:2]]
    shared = set.intersection(*(set(p) for p in listed))
    return tuple(
        Bound(q, as_own([s for s in p if s not in shared], own), frozenset(), "", place)
        for q, p in zip(found, listed, strict=True)
    )
