"""Object to a denial where the abstract denies nothing, and to none where the abstract denies.

A clash of signs needs the same word on both sides. Here the words may differ: a sentence that
denies is hardly ever drawn from one that has no word of denial, restriction or lack at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.grounding.rules.context import FAINT, states_aim
from bot.grounding.rules.finding import Finding, FindingKind
from bot.grounding.rules.opposites import WORTH, sides
from bot.grounding.rules.reading import Word, read
from bot.grounding.rules.stems import stem, synonym_stems
from retrieval.text.sentences import Span

_LEAST = 0.2  # share of the sentence's words that the abstract's must have
_SURELY = 0.9  # denied as surely as this by "not", "no", "without", …
_BY_A_WORD = 0.3  # what a denial by a word alone is worth: "ignores"
_NEARLY = 0.6  # of the best share: a span that may be meant as well
_SYNONYM = 0.7
_AIMED = 0.5
_ABOUT = 5  # words about those shared where a denial counts


def denial_objections(text: str, spans: Sequence[Span], near: Sequence[int]) -> list[Finding]:
    """Return an objection where one of the sentence and its nearest span denies, not the other."""
    ours = read(text).stems - FAINT
    if not ours or not near:
        return []
    shares = {i: _share(ours, spans[i].text) for i in near}
    at = max(near, key=lambda i: shares[i])
    share, other = shares[at], spans[at].text
    if share < _LEAST:
        return []
    strength = 1.0 if _denies(text) else _BY_A_WORD if negative_places(text) else 0.0
    kind: FindingKind = "denial"
    if strength:
        if any(shares[i] >= _NEARLY * share and _negative_about(ours, spans[i].text) for i in near):
            return []
        reason = "the abstract does not deny this"
    elif _denied_about(ours, other):
        kind, strength, reason = "assertion", 1.0, "the abstract denies this"
    else:
        return []
    weight = strength * min(1.0, share + 0.2) * (_AIMED if states_aim(other) else 1.0)
    return [Finding(kind, reason, contradicts=True, weight=round(0.9 * weight, 3), span=spans[at])]


def _share(ours: frozenset[str], other: str) -> float:
    known = _wide(other)
    return sum(known.get(word, 0.0) for word in ours) / len(ours)


@lru_cache(maxsize=4_096)
def _wide(text: str) -> dict[str, float]:
    """Return the stems of a sentence, each 1, and their synonyms, each less."""
    stems = read(text).stems
    found = {other: _SYNONYM for word in stems for other in synonym_stems(word)}
    return found | dict.fromkeys(stems, 1.0)


@lru_cache(maxsize=4_096)
def _denies(text: str) -> bool:
    return any(w.denied >= _SURELY for w in read(text).words)


def _negative_about(ours: frozenset[str], other: str) -> bool:
    """Tell whether the abstract's sentence may deny something about the words that are shared."""
    places = negative_places(other)
    shared = _shared(ours, other)
    return any(min(abs(p - k) for k in shared) <= _ABOUT for p in places) if shared else True


def _denied_about(ours: frozenset[str], other: str) -> bool:
    words = read(other).words
    return any(words[k].denied >= _SURELY for k in _shared(ours, other))


def _shared(ours: frozenset[str], other: str) -> list[int]:
    wide = ours | {a for word in ours for a in synonym_stems(word)}
    return [k for k, w in enumerate(read(other).words) if w.bears_meaning and w.stem in wide]


_SCALES = frozenset((WORTH, "presence", "sufficiency", "possible", "necessity"))
_WORDS = frozenset(
    stem(w)
    for w in """not no never without cannot neither nor none nothing lack fail unable hardly
    scarcely absent absence avoid remove eliminate obviate unlike prevent preclude seldom rarely
    impossible few little limited limit restrict instead rather ignore neglect overlook
    exclude omit skip discard drop negligible minimal beyond preserve
    retain decouple except besides apart avoid far free less lose loss unchanged
    first novel alternative trouble ill stop cease forgo forego dispense sacrifice
    intractable nobody nowhere refuse barely deny denies reject escape
    spare waive struggle suffer miss missing zero nor""".split()
)
_ENDINGS = ("less", "n't", "free")


@lru_cache(maxsize=4_096)
def negative_places(text: str) -> tuple[int, ...]:
    """Return the places of the words of a sentence that may deny something."""
    return tuple(i for i, word in enumerate(read(text).words) if _may_deny(word))


def _may_deny(word: Word) -> bool:
    if word.is_sign:
        return False
    return (
        word.stem in _WORDS
        or word.low in _WORDS
        or (word.low.endswith(_ENDINGS) and len(word.low) > 3)
        or (word.low.startswith("un") and word.low.endswith(("ed", "able", "al", "ly")))
        or any(side < 0 and name in _SCALES for name, side in sides().get(word.stem, ()))
    )
