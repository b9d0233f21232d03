"""Object where two things have changed places: "A extends B" for "B extends A"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from bot.grounding.rules.context import FAINT
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.reading import Word, read
from bot.grounding.rules.stems import synonym_stems
from retrieval.text.sentences import Span

_PIVOTS = frozenset("from into to than over onto after before as".split())
_BREAKS = frozenset(
    "; : , ( ) — – . and or but while whereas which that although because when where if".split()
)
_DETERMINERS = frozenset("the a an its our their this these of in on each no any".split())
_AFTER_NOUNS = frozenset("of is are was were in for and or on at has have can that which".split())
_BEFORE_VERBS = frozenset("to we it they can may will would could does do did which that".split())
_BE = frozenset("is are was were be been being".split())
_REACH = 4  # words that bear meaning, on each side
_MIN_SWAP_SHARE = 0.6  # share of the sentence's words that the abstract's must have
_SWAP_WEIGHT = 0.9
_FEW = 4  # words about a word of which one that stays is enough
_MAX_PHRASES = 40
_SHORTEST = 4  # letters of a verb


@dataclass(frozen=True, slots=True)
class Pivot:
    """A word with what stands before and after it in its clause, by stems, the doer first.

    `sure` tells that its form or place shows it to be a verb, or that it is no verb at all.
    """

    stem: str
    sure: bool
    left: frozenset[str]
    right: frozenset[str]


def swap_objections(text: str, spans: Sequence[Span], near: Sequence[int]) -> list[Finding]:
    """Return an objection where both sides of a word are those of the abstract, changed about."""
    telling = read(text).stems - FAINT
    ours = pivots(text)
    if not ours or not telling:
        return []
    straight: set[Pivot] = set()
    crossed: dict[Pivot, int] = {}
    for i in near:
        share = len(telling & read(spans[i].text).stems) / len(telling)
        theirs = pivots(spans[i].text)
        for mine in ours:
            left, right = mine.left - mine.right, mine.right - mine.left
            for other in theirs:
                same = other.stem == mine.stem or other.stem in synonym_stems(mine.stem)
                if not same or not (mine.sure or other.sure):
                    continue
                their_left, their_right = other.left - other.right, other.right - other.left
                stays = len(left & their_left) + len(right & their_right)
                goes = len(left & their_right) + len(right & their_left)
                both = left & their_right and right & their_left
                if both and goes > stays + 1 and share >= _MIN_SWAP_SHARE:
                    crossed.setdefault(mine, i)
                elif stays > goes and (stays > 1 or len(left | right) < _FEW):
                    straight.add(mine)
    for mine, i in crossed.items():
        if mine not in straight:
            return [
                Finding(
                    "swap",
                    "the abstract has this the other way about",
                    contradicts=True,
                    weight=_SWAP_WEIGHT,
                    span=spans[i],
                )
            ]
    return []


@lru_cache(maxsize=4_096)
def pivots(text: str) -> tuple[Pivot, ...]:
    """Return the words of a sentence with something on both sides in their clause."""
    words = read(text).words
    found = []
    for at, word in enumerate(words):
        if not (word.low in _PIVOTS or _is_verb(words, at)):
            continue
        left, right = _side(words, at, -1), _side(words, at, 1)
        if not left or not right:
            continue
        if _passive(words, at):
            left, right = right, left
        found.append(Pivot(word.stem, _is_sure(words, at), left, right))
    return tuple(found[:_MAX_PHRASES])


def _is_verb(words: Sequence[Word], at: int) -> bool:
    """Tell whether the word at `at` may be a verb between two things, by form and neighbours."""
    word = words[at]
    if not word.bears_meaning or len(word.low) < _SHORTEST or not 0 < at < len(words) - 1:
        return False
    before, after = words[at - 1], words[at + 1]
    if before.low in _BE and after.low == "by":
        return True  # "is taught by"
    if not word.low.endswith(("s", "ed", "e")) or word.raw[0].isupper():
        return False
    return not (
        before.low in _DETERMINERS or after.is_sign or before.is_sign or after.low in _AFTER_NOUNS
    )


def _is_sure(words: Sequence[Word], at: int) -> bool:
    """Tell whether the word at `at` is "into" and the like, or surely a verb: "extends the"."""
    before, word, after = words[at - 1], words[at], words[at + 1]
    return (
        word.low in _PIVOTS
        or after.low in _DETERMINERS
        or before.low in _BEFORE_VERBS
        or (before.low in _BE and (word.low.endswith("ed") or after.low == "by"))
    )


def _side(words: Sequence[Word], at: int, step: int) -> frozenset[str]:
    kept: list[str] = []
    at += step
    while 0 <= at < len(words) and len(kept) < _REACH:
        word = words[at]
        if word.low in _BREAKS:
            break
        if word.bears_meaning and word.stem not in FAINT and not word.low.isdigit():
            kept.append(word.stem)
        at += step
    return frozenset(kept)


def _passive(words: Sequence[Word], at: int) -> bool:
    """Tell whether the word at `at` is a participle of which the doer follows by "by"."""
    if not words[at].low.endswith(("ed", "en", "ent", "t", "n")):
        return False
    for word, then in pairwise(words[at + 1 : at + 7]):
        if word.low == "by" and not then.low.endswith("ing"):
            return any(w.low in _BE for w in words[max(0, at - 3) : at]) or words[at + 1] is word
        if word.low in _BREAKS:
            break
    return False


_CLAUSE_BREAKS = frozenset(", ; : ( ) — – and or while whereas but".split())
_MIN_ROLE_SHARE = 0.4  # share of the sentence's words that the abstract's has
_MAX_CLAUSES = 12  # clauses of a sentence
_ROLE_WEIGHT = 0.8


def role_objections(text: str, spans: Sequence[Span], near: Sequence[int]) -> list[Finding]:
    """Return an objection where clauses of `text` mix what a sentence keeps apart.

    "A reads images and B reads labels" is no ground for "A reads labels and B reads images".
    """
    ours = clauses(text)
    if len(ours) < 2:
        return []
    whole = read(text).stems
    shares = {i: len(whole & read(spans[i].text).stems) / len(whole) for i in near}
    for i in near:
        if shares[i] < _MIN_ROLE_SHARE or shares[i] < max(shares.values()):
            continue
        theirs = clauses(spans[i].text)
        for a, b in combinations(theirs, 2):
            only_a, only_b = a - b, b - a
            both = only_a | only_b
            mixed = [
                c
                for c in ours
                if c & only_a and c & only_b and not any(c & both <= t for t in theirs)
            ]
            if len(mixed) < 2:
                continue
            if any(_exchanged(c, d, only_a, only_b) for c, d in combinations(mixed, 2)):
                return [
                    Finding(
                        "owner",
                        "the abstract has these the other way about",
                        contradicts=True,
                        weight=_ROLE_WEIGHT,
                        span=spans[i],
                    )
                ]
    return []


def _exchanged(
    c: frozenset[str], d: frozenset[str], only_a: frozenset[str], only_b: frozenset[str]
) -> bool:
    """Tell whether each of two clauses has words of both sides, and none the same."""
    return not (c & d & (only_a | only_b))


@lru_cache(maxsize=4_096)
def clauses(text: str) -> tuple[frozenset[str], ...]:
    """Return the stems of each clause of a sentence; names in a row stay together."""
    words = read(text).words
    found: list[set[str]] = [set()]
    for i, word in enumerate(words):
        if word.low in _CLAUSE_BREAKS and not _joins(words, i):
            found.append(set())
        elif word.bears_meaning and word.stem not in FAINT:
            found[-1].add(word.stem)
    return tuple(frozenset(c) for c in found if len(c) > 1)[:_MAX_CLAUSES]


def _joins(words: Sequence[Word], i: int) -> bool:
    """Tell whether the sign or word at `i` stands between two names: "ViT and DeIT", "A, B"."""
    if not 0 < i < len(words) - 1:
        return False
    return words[i - 1].raw[0].isupper() and words[i + 1].raw[0].isupper()
