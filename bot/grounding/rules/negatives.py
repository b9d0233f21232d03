"""Know what denies without a "not": limited, ignores, instead, useless, the first, beyond."""

from __future__ import annotations

from functools import lru_cache

from bot.grounding.rules.opposites import WORTH, sides
from bot.grounding.rules.reading import Word, read
from bot.grounding.rules.stems import stem

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
