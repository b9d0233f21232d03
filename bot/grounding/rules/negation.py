"""Find which words of a sentence are denied, and how surely."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.search.query import STOP_WORDS

_CUES = frozenset(
    """never without cannot neither nor none nothing nobody lack lacks lacked lacking fail fails
    failed failing unable incapable hardly scarcely barely absent absence avoid avoids avoided
    avoiding removes removing remove eliminates eliminating eliminate obviates obviating obviate
    unlike nowhere refuses refrains prevents preclude precludes seldom rarely impossible""".split()
)
_SOFT = frozenset(  # they deny less surely: what is removed had been there
    """few little seldom rarely removes removing remove eliminates eliminating eliminate avoid
    avoids avoided avoiding prevents unlike""".split()
)
_LATE = frozenset(["free"])  # "label-free" denies what stands before it
_NOT_LATE = frozenset("is are was were be for of to the a and or much more no with".split())
_ENDS = frozenset(
    """, ; : ( ) — – . ? ! but while whereas although though because which that who where yet
    however since thus instead when if and or""".split()
)
_PAIR_ENDS = _ENDS - {"and", "or", ",", "that"}
_SKIPPED = frozenset(
    """significantly always necessarily any longer only yet even ever easily fully directly
    substantially completely well very significant explicitly simply typically statistically such
    evidence need known able clear apparent additional extra further expensive costly human manual
    specific explicit prior much""".split()
)
_NO_DENIAL = {
    "not": frozenset("only just merely least".split()),
    "no": frozenset("matter doubt sooner less fewer".split()),
    "few": frozenset("shot shots step steps".split()),
}
_NEVER_BACKWARD = frozenset("none nothing nobody few little without".split())
_VERBS = frozenset("is are was were be we it they can may does do has have than".split())
_PLACES = frozenset("in on at among there here present part".split())
_ADJECTIVES = frozenset(
    """expensive costly human manual clear apparent known able specific explicit significant
    necessary""".split()
)
_LONGEST = 9  # words that a denial reaches
_RANKS = (1.0, 0.6, 0.35)  # how surely the first, the second and further words are denied
_ADVERB = 0.6
_SOFTLY = 0.6
_SUBJECT = 0.4


def denied(words: Sequence[str]) -> list[float]:
    """Return for each folded word how surely it is denied, 0 to 1.

    The head of what is denied has 1, what follows in its clause less, anything outside 0. Two
    denials undo each other, as in "not without".
    """
    found = [0.0] * len(words)
    for i, word in enumerate(words):
        part = _SOFTLY if word in _SOFT or word in ("than", "of") else 1.0
        before = words[i - 1] if i else ""
        if word in _LATE and before and before not in _NOT_LATE | _ENDS:
            found[i - 1] = _turned(found[i - 1], part)
        elif word in ("non", "un"):
            if i + 1 < len(words):
                found[i + 1] = _turned(found[i + 1], part)
        elif _denies(words, i):
            there = word == "not" and i + 1 < len(words) and words[i + 1] in _PLACES
            if not _forward(words, i, part, found) or there:
                _backward(words, i, part, found)  # "the needle is not in the haystack"
    return found


def _forward(words: Sequence[str], i: int, part: float, found: list[float]) -> bool:
    """Deny what follows the denial at place `i`; return whether there is anything."""
    pair = words[i] in ("neither", "nor")
    start = max((k for k in range(i + 1) if words[k] == "neither"), default=i)
    subject = start == 0 or words[start - 1] in _ENDS
    ends = _PAIR_ENDS if pair else _ENDS
    rank, passed = 0, -1
    short = words[i] in ("than", "of")  # "rather than A": A and no more
    for at in range(i + 1, min(i + 1 + (4 if short else _LONGEST), len(words))):
        word = words[at]
        if word in ("or", "nor") or (word == "," and _goes_on(words, at)):
            rank = 0  # "without trees, labels or rules": each is a head
            continue
        if word in ends and (rank or word != "and"):
            break
        if word in STOP_WORDS:
            continue
        if word in _SKIPPED:
            if not rank:
                found[at] = _turned(found[at], part * _ADVERB)
                passed = at
            continue
        if pair and subject:  # "neither A nor B works": the verb is denied, rather than A and B
            last = words[i] == "nor" or "nor" not in words[i:]
            verb = word.endswith(("s", "ed")) and last and rank
            found[at] = 1.0 if verb else max(found[at], _SUBJECT)
        else:
            found[at] = 1.0 if pair else _turned(found[at], part * _RANKS[min(rank, 2)])
        rank += 1
    if not rank and passed >= 0 and words[passed] in _ADJECTIVES:
        found[passed] = part  # "is not expensive": no noun follows
        return True
    return rank > 0 or words[i] in _NEVER_BACKWARD


def _goes_on(words: Sequence[str], comma: int) -> bool:
    """Tell whether a list that is denied goes on after the comma: an "or" comes soon."""
    for word in words[comma + 1 : comma + 4]:
        if word in ("or", "nor"):
            return True
        if (word in _ENDS or word in _VERBS) and word != ",":
            return False
    return False


def _backward(words: Sequence[str], i: int, part: float, found: list[float]) -> None:
    """Deny the nearest word before place `i`: "the reason is not that …", "are not used"."""
    for at in range(i - 1, max(i - 6, -1), -1):
        if words[at] in _ENDS:
            return
        if words[at] not in STOP_WORDS and words[at] not in _SKIPPED:
            found[at] = _turned(found[at], part)
            return


def _turned(already: float, part: float) -> float:
    """Deny once more: a denial of what is denied takes it back."""
    return max(part - already, 0.0) if already else part


def _denies(words: Sequence[str], i: int) -> bool:
    """Tell whether the word at place `i` begins a denial."""
    word = words[i]
    after = words[i + 1] if i + 1 < len(words) else ""
    before = words[i - 1] if i else ""
    if word.endswith("n't") or word in _CUES:
        return True
    if word in ("no", "not") and words[i + 1 : i + 3] in (["more", "than"], ["fewer", "than"]):
        return False  # "no more than one": at most one
    if word == "free" and after in ("of", "from"):
        return True
    if word == "nothing" and after in ("but", "other", "more", "except"):
        return False
    if word in ("not", "no"):
        return after not in _NO_DENIAL[word] and not (word == "no" and after.isdigit())
    if word in ("few", "little"):
        return before not in ("a", "the") and after not in _NO_DENIAL["few"]
    return (before, word) in (("rather", "than"), ("instead", "of"), ("far", "from"))
