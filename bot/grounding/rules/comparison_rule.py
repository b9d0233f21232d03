"""Object to comparisons that the abstract has the other way about: A beats B, B beats A."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.grounding.rules.binding import NAME
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.opposites import WORTH, sides
from bot.grounding.rules.own_method import OTHERS, OWN, mark_own_method, own_names
from bot.grounding.rules.reading import Word, read
from retrieval.text.sentences import Span

_WEIGHT = 0.9
_LOSES = 0.5
_ENDS = frozenset("; : , ( ) . that which while whereas although though because since when".split())
_RIGHT_ENDS = _ENDS | frozenset(
    "on in by with for across under at using and but without as".split()
)
# A verb between two things, and 1 where the first is the better, later or more.
_BETWEEN = tuple(
    (re.compile(rf" (?:{pattern}) "), sign)
    for pattern, sign in (
        (r"(?:is|are|was|were|be|been|being) (?:\w+ly )?(?:outperformed|surpassed|"
         r"exceeded|beaten|outdone|outclassed) by", -1),
        (r"outnumbers?|leads?(?= (?:the|these|those|all|its) )|"
            r"outperform(?:s|ed(?! by)|ing)?|surpass(?:es|ed(?! by)|ing)?|exceed(?:s|ed(?! by)|"
            r"ing)?|beat(?:s|"
         r"ing)?|outdo(?:es)?|"
         r"improv(?:e|es|ed|ing) (?:\w+ly )?(?:over|upon|on)|superior to|above|win(?:s|"
         r"ning)? (?:over|against)|"
         r"(?:does|do|did|performs?|performed|works?|scores?|fares?) (?:\w+ )?better than|ahead of|"
         r"dominat(?:e|es|ed|ing)|(?:has|have|gives?|shows?) (?:an )?advantages? over|"
         r"prefer(?:red|able) (?:over|to)|"
         r"(?:improvements?|gains?|superiority) (?:[\w.%]+ ){0,8}?over|outclass(?:es|ed)?", 1),
        (r"inferior to|underperform(?:s|ed|ing)?|below|falls? short of|falls? behind|"
         r"lags? behind|lagging behind|trails?|loses? to|worse than|"
         r"(?:does|do|performs?|scores?) (?:\w+ )?worse than|behind", -1),
        (r"(?:come|comes|occurs?|happens?|precedes?)? ?(?:before|prior to|preced(?:es|ing))", 11),
        (r"(?:follow(?:s|ed)? )?(?:after|following)", -11),
        (r"causes?|caused(?! by)|leads? to|led to|results? in|resulted in|induces?|"
         r"gives? rise to|triggers?|produces?|drives?", 21),
        (r"(?:is|are|was|were) (?:\w+ly )?(?:caused|induced|triggered|driven|"
         r"produced) by|results? from|stems? from|arises? from", -21),
        (r"rather than|instead of|as opposed to|in place of", 31),
        (r"depends? on|relies on|is based on|builds? (?:up)?on", 41),
    )
)  # fmt: skip
_FROM_TO = re.compile(r" from ((?:[\w-]+ ){1,4})(?:in)?to ((?:[\w-]+ ?){1,4})")
_MOST = 12  # comparisons of a sentence
_SUBJECT = 8  # words of either side that are looked at


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things set against each other: `sign` above 0 where the left is said to be more.

    `family` is what is said of them ("better", "before", "causes", …): only like is held against
    like. `names` are those of the words that name something, and weigh more.
    """

    left: frozenset[str]
    right: frozenset[str]
    family: str
    sign: int
    names: frozenset[str] = frozenset()


def comparison_objections(
    text: str, spans: Sequence[Span], near: Sequence[int], title: str
) -> list[Finding]:
    """Return an objection where the abstract compares the same things the other way about."""
    own = own_names(title, tuple(s.text for s in spans))
    ours = comparisons(text, own)
    if not ours:
        return []
    del near  # who beats whom is looked for in the whole abstract: it is quick
    theirs = [(i, c) for i, s in enumerate(spans) for c in comparisons(s.text, own)]
    for mine in ours:
        best_for, best_against, where = 0.0, 0.0, -1
        for i, other in theirs:
            if other.family != mine.family:
                continue
            straight, crossed = _match(mine, other)
            if mine.sign != other.sign:
                straight, crossed = crossed, straight
            best_for = max(best_for, straight)
            if crossed > straight and crossed > best_against:
                best_against, where = crossed, i
        if best_against > best_for and best_against >= 0.5:
            sure = min(1.0, best_against - best_for * 0.5)
            return [
                Finding(
                    "direction",
                    "the abstract has this comparison the other way about",
                    contradicts=True,
                    weight=round(_WEIGHT * sure, 3),
                    span=spans[where],
                )
            ]
    if any(_loses(mine) for mine in ours) and not any(_loses(other) for _, other in theirs):
        reason = "the abstract does not say that its own falls behind"
        return [Finding("direction", reason, contradicts=True, weight=_LOSES)]
    return []


def _loses(c: Comparison) -> bool:
    """Tell whether what went before is said to do better than the paper's own method."""
    winner, loser = (c.left, c.right) if c.sign > 0 else (c.right, c.left)
    return c.family == "0" and OTHERS in winner - loser and OWN in loser - winner


def _match(a: Comparison, b: Comparison) -> tuple[float, float]:
    """Return how well two comparisons fit as they stand, and with the sides of one changed."""
    left, right = a.left - a.right, a.right - a.left
    b_left, b_right = b.left - b.right, b.right - b.left
    names = a.names | b.names | {OWN, OTHERS}
    straight = _part(left, b_left, names) + _part(right, b_right, names)
    crossed = _part(left, b_right, names) + _part(right, b_left, names)
    return straight / 2, crossed / 2


def _part(a: frozenset[str], b: frozenset[str], names: frozenset[str]) -> float:
    def weight(words: frozenset[str]) -> float:
        return sum(_NAMED if w in names else 1.0 for w in words)

    return weight(a & b) / min(weight(a), weight(b)) if a and b else 0.0


def _names(words: Sequence[Word]) -> frozenset[str]:
    numbered = {
        a.stem
        for a, b in pairwise(words)
        if b.raw[0].isdigit() and b.at == a.at + len(a.raw)  # Tacotron2
    }
    return frozenset(w.stem for w in words if NAME.search(w.raw)) | numbered


@lru_cache(maxsize=4_096)
def comparisons(text: str, own: frozenset[str]) -> tuple[Comparison, ...]:
    """Return the comparisons that a sentence makes."""
    found = (*_by_verb(text, own), *_by_than(text, own), *_from_to(text, own))
    return found[:_MOST]


def _by_verb(text: str, own: frozenset[str]) -> Iterator[Comparison]:
    words = read(text).words
    line, places = _line(words)
    for pattern, sign in _BETWEEN:
        for match in pattern.finditer(line):
            first, after = places[match.start() + 1], places.get(match.end(), len(words))
            left = _left(words, first, own)
            right = _right(words, after, own)
            turned = -1 if words[first].denied >= 0.9 else 1
            if left and right:
                family, way = str(abs(sign) // 10), 1 if sign > 0 else -1
                yield Comparison(left, right, family, way * turned, _names(words))


def _by_than(text: str, own: frozenset[str]) -> Iterator[Comparison]:
    """Yield "… is faster than …", "… needs fewer … than …"."""
    words = read(text).words
    for at in range(1, len(words)):
        if not _sets_against(words, at):
            continue
        for i in range(at - 1, max(at - 8, -1), -1):
            scale = _graded(words[i])
            if scale is None:
                continue
            name, side = scale
            what = {w.stem for w in words[i:at] if w.bears_meaning}
            left, right = _left(words, i, own), _right(words, at + 1, own)
            if words[i + 1].low in _WITH:  # "more with A than with B"
                left |= mark_own_method(sorted(what), own)
            elif name == "amount" and (worth := _worth(words[i + 1 : at])):
                name, side = "0", side * worth  # "more successful"
            elif name == "amount":  # more of what?
                name = f"{name} {min(what - {words[i].stem}, default='')}".strip()
            way = side * (-1 if words[i].denied >= 0.6 else 1)
            if left - what or words[i + 1].low in _WITH:
                yield Comparison(left, right - what, name, way, _names(words))
            break


def _sets_against(words: Sequence[Word], at: int) -> bool:
    """Tell whether what follows the word at `at` is what something is measured by: "than"."""
    if words[at].low == "than":
        return words[at - 1].low not in ("rather", "other")
    return words[at].low in ("to", "with") and words[at - 1].low == "compared"


def _worth(words: Sequence[Word]) -> int:
    """Return 1 where an adjective of these is good, -1 where it is bad, else 0."""
    for word in words:
        for scale, side in sides().get(word.stem, ()):
            if scale == WORTH:
                return side
    return 0


def _graded(word: Word) -> tuple[str, int] | None:
    """Return the scale of a comparative and its end, None for any other word."""
    if word.low in ("better", "worse"):
        return "0", 1 if word.low == "better" else -1
    ends = [s for s in sides().get(word.stem, ()) if s[0] in _GRADED]
    if ends and (word.low in ("more", "less", "fewer") or word.low.endswith("er")):
        return ends[0]
    return None


def _from_to(text: str, own: frozenset[str]) -> Iterator[Comparison]:
    line, _ = _line(read(text).words)
    for match in _FROM_TO.finditer(line):
        left = mark_own_method([w.stem for w in read(match[1]).words if w.bears_meaning], own)
        right = mark_own_method([w.stem for w in read(match[2]).words if w.bears_meaning][:2], own)
        if left and right:
            yield Comparison(left, right, "from", 1)


def _line(words: Sequence[Word]) -> tuple[str, dict[int, int]]:
    """Return the words in one line, a space before each, and which word begins where."""
    line, places = " ", {}
    for i, word in enumerate(words):
        places[len(line)] = i
        line += word.low + " "
    return line, places


def _left(words: Sequence[Word], at: int, own: frozenset[str]) -> frozenset[str]:
    kept: list[str] = []
    for i in range(at - 1, -1, -1):
        if words[i].low in _ENDS and kept:
            break
        if _names_something(words[i]):
            kept.append(words[i].stem)
        if len(kept) == _SUBJECT:
            break
    return mark_own_method(kept, own)


def _right(words: Sequence[Word], at: int, own: frozenset[str]) -> frozenset[str]:
    kept: list[str] = []
    for word in words[at:]:
        if word.low in _RIGHT_ENDS and kept:
            break
        if _names_something(word):
            kept.append(word.stem)
        if len(kept) == _SUBJECT:
            break
    return mark_own_method(kept, own)


_WITH = frozenset("with in on for by from to of at under".split())
_NAMED = 3.0  # weight of a name beside that of another word
_GRADED = frozenset("amount worth speed size ease price weightings age".split())
_OWN_WORDS = frozenset("we our ours it its this".split())


_LIKE = frozenset("compar competit similar equal good simil even still much far also".split())


def _names_something(word: Word) -> bool:
    if word.stem in _LIKE:
        return False
    if word.low in ("other", "others"):
        return True
    return (
        word.bears_meaning or word.low in _OWN_WORDS or (len(word.raw) == 1 and word.raw.isupper())
    )
