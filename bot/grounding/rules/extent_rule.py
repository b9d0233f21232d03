"""Object to "all" of what the abstract says of "most" or "some"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.grounding.rules.contexts import FAINT
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.reading import Word, read
from bot.grounding.rules.stems import stem
from retrieval.text.sentences import Span

# How much of something is meant: of things, and of cases.
_EXTENTS = {
    "all": 4, "every": 4, "always": 4, "invariably": 4, "entirely": 4,
    "most": 3, "mostly": 3, "majority": 3, "usually": 3, "generally": 3, "typically": 3,
    "largely": 3, "mainly": 3, "often": 3, "frequently": 3,
    "many": 2, "several": 2, "some": 2, "sometimes": 2, "partly": 2, "partially": 2,
    "occasionally": 2, "half": 2, "certain": 2,
    "few": 1, "rarely": 1, "seldom": 1, "hardly": 1, "minority": 1,
}  # fmt: skip
_NEAR = 3  # words that bear meaning, between "most" and what it is said of
_LEAST = 0.35  # share of the sentence's words that the abstract's must have
_MOST = 12
_WEIGHT = 0.5
_NOT_OF = frozenset("at all most accurate effective important efficient recent".split())


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of what is meant: 4 all to 1 few, and the stems of what it is said of."""

    size: int
    of: frozenset[str]
    word: str


def extent_objections(text: str, spans: Sequence[Span], near: Sequence[int]) -> list[Finding]:
    """Return an objection where `text` claims a greater extent than the abstract's sentence."""
    ours = extents(text)
    whole = read(text).stems - FAINT
    if not ours or not whole:
        return []
    for mine in ours:
        rivals: list[tuple[Extent, int]] = []
        for i in near:
            if len(whole & read(spans[i].text).stems) < _LEAST * len(whole):
                continue
            rivals += [(theirs, i) for theirs in extents(spans[i].text) if theirs.of & mine.of]
        if not rivals or any(theirs.size >= mine.size for theirs, _ in rivals):
            continue
        theirs, i = rivals[0]
        return [
            Finding(
                "quantity",
                f"the abstract says “{theirs.word}”, not “{mine.word}”",
                contradicts=False,
                weight=_WEIGHT,
                span=spans[i],
            )
        ]
    return []


@lru_cache(maxsize=4_096)
def extents(text: str) -> tuple[Extent, ...]:
    """Return the extents that a sentence names, "half of the heads" and "5 of 8" among them."""
    words = read(text).words
    found = []
    for i, word in enumerate(words):
        size = _EXTENTS.get(word.low, 0)
        following = words[i + 1].low if i + 1 < len(words) else ""
        before = [w.low for w in words[max(0, i - 2) : i]]
        if "not" in before or before[-1:] == ["at"]:
            continue  # "not in all", "at most"
        if word.low == "most" and (
            following in _NOT_OF or following.endswith(("ive", "ant", "ed"))
        ):
            continue  # "the most effective"
        if _is_part(words, i):
            size = 2
        if size:
            of = [w.stem for w in words[i + 1 : i + 8] if w.bears_meaning and not w.low.isdigit()]
            found.append(Extent(size, frozenset(of[:_NEAR]), word.raw))
    return tuple(found[:_MOST])


def _is_part(words: Sequence[Word], i: int) -> bool:
    """Tell whether "five of the eight", "50%-90% of the heads" begins at place `i`."""
    rest = [w.low for w in words[i + 1 : i + 4]]
    if rest[:1] == ["%"] and rest[1:2] == ["of"]:
        return words[i].low != "100"
    part = rest[:1] == ["of"] and (rest[1:2] in (["the"], ["its"]) or rest[1:2] == ["all"])
    return part and (words[i].low.isdigit() or stem(words[i].low) in _COUNTS)


_COUNTS = frozenset(stem(w) for w in "two three four five six seven eight nine ten".split())
