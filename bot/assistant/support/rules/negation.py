"""Find which words of a sentence are denied, and how surely."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.query import STOP_WORDS

_CUES = frozenset(
    """not no never without cannot neither nor none nothing nobody lack lacks lacked lacking fail
    fails failed failing unable incapable hardly scarcely barely absent absence avoid avoids avoided
    avoiding removes removing remove eliminates eliminating eliminate obviates obviating obviate
    unlike nowhere refuses refrains prevents preclude precludes few little seldom rarely
    unaffected unrelated""".split()
)
# Denied is what comes before them: "label-free", "errors are absent".
_BACKWARD = frozenset("free absent unaffected unrelated less".split())
_NOT_BACKWARD_AFTER = frozenset(
    "is are was were be for of to the a and or much more no with".split()
)
_SOFT = frozenset(
    """few little seldom rarely removes removing remove eliminates eliminating eliminate avoid
    avoids avoided avoiding prevents unlike""".split()
)
_ENDS = frozenset(
    """, ; : ( ) — – . ? ! but while whereas although though because which that who where yet
    however since thus instead when if and or""".split()
)
_PAIR_ENDS = _ENDS - {"and", "or", ",", "that"}
_SKIPPED = frozenset(
    """significantly always necessarily any longer only yet even ever easily fully directly
    substantially completely well very significant explicitly simply typically statistically such
    evidence need known able clear apparent additional extra further expensive costly human manual
    specific explicit prior much to be have been the a an in of for from on by it do does
    """.split()
)
_LONGEST = 9  # words that a denial reaches
_HEAD, _NEXT, _REST = 1.0, 0.6, 0.35


def denied(words: Sequence[str]) -> list[float]:
    """Return for each folded word how surely it is denied, 0 to 1.

    The head of what is denied has 1, what follows in its clause less, anything outside 0. Two
    denials undo each other, as in "not without".
    """
    found = [0.0] * len(words)
    for i, word in enumerate(words):
        cue = _cue(words, i)
        if cue == 0:
            continue
        part = 0.6 if word in _SOFT else 1.0
        if cue < 0:
            at = i - 1
            if at >= 0 and words[at] not in _ENDS:
                found[at] = _turned(found[at], part)
            continue
        rank = 0
        ends = _PAIR_ENDS if word in ("neither", "nor") else _ENDS
        for at in range(i + 1, min(i + 1 + _LONGEST, len(words))):
            if words[at] in ends and rank:
                break
            if words[at] in ends and words[at] not in ("and", "or"):
                break
            if words[at] in STOP_WORDS or words[at] in _SKIPPED:
                if rank == 0 and words[at] in _SKIPPED and words[at] not in STOP_WORDS:
                    found[at] = _turned(found[at], part * _NEXT)
                continue
            if ends is _PAIR_ENDS:  # what follows is the verb that is denied of the pair
                found[at] = 1.0
            else:
                found[at] = _turned(found[at], part * (_HEAD, _NEXT, _REST)[min(rank, 2)])
            rank += 1
    return found


def _turned(already: float, part: float) -> float:
    """Deny once more: a denial of what is denied takes it back."""
    return max(part - already, 0.0) if already else part


def _cue(words: Sequence[str], i: int) -> int:
    """Return 1 where a denial of what follows begins, -1 of what comes before, 0 for none."""
    word = words[i]
    after = words[i + 1] if i + 1 < len(words) else ""
    before = words[i - 1] if i else ""
    if word.endswith("n't") or (word in ("non", "un") and after):
        return 1
    if word == "not":
        return 0 if after in ("only", "just", "merely", "least") else 1
    if word == "no":
        return (
            0 if after in ("matter", "doubt", "sooner", "less", "fewer") or after.isdigit() else 1
        )
    if word == "t" and before in ("don", "doesn", "isn", "can", "didn", "wasn", "aren"):
        return 1
    if word in ("than", "of") and before in ("rather", "instead"):
        return 1
    if word == "from" and before == "far":
        return 1
    if word == "few":
        return 0 if before in ("a", "the") or after in ("shot", "step", "steps", "shots") else 1
    if word == "little":
        return 0 if before == "a" else 1
    if word in _BACKWARD:
        return (
            -1
            if before and before not in _NOT_BACKWARD_AFTER and word in ("free",)
            else (1 if word in _CUES else 0)
        )
    return 1 if word in _CUES else 0
