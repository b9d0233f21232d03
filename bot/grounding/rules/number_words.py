"""Read numbers that are written in words."""

from __future__ import annotations

from collections.abc import Sequence

_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "dozen": 12, "both": 2, "single": 1, "dual": 2, "pair": 2,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
"""Words that multiply the number before them."""

_TIMES = {
    "twice": 2.0, "twofold": 2.0, "double": 2.0, "doubles": 2.0, "doubled": 2.0,
    "doubling": 2.0, "thrice": 3.0, "triple": 3.0, "triples": 3.0, "tripled": 3.0,
    "tripling": 3.0, "quadruple": 4.0, "quadruples": 4.0, "tenfold": 10.0, "threefold": 3.0,
    "fourfold": 4.0, "fivefold": 5.0, "sixfold": 6.0, "eightfold": 8.0, "hundredfold": 100.0,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
"""Words for a place in a row."""

_RANKED = frozenset("rank ranks ranked ranking placed came finished finishes places".split())
_PLACES = (["place"], ["prize"], ["position"], ["rank"])
_HALVES = frozenset("half halves halved halving".split())
_PARTS = {
    "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10,
    "tenths": 10, "sixth": 6, "eighth": 8,
}  # fmt: skip


def number_at(words: Sequence[tuple[str, int, int]], i: int) -> tuple[int, float, str]:
    """Return how many words from `i` on are one number, its value, and its unit if they say it.

    `words` are in lower case, each with its place; no number is 0 words.
    """
    word = words[i][0]
    before = words[i - 1][0] if i else ""
    following = [w for w, _, _ in words[i + 1 : i + 4]]
    if word in _HALVES:
        return 1, 0.5, "part"
    if word in _TIMES:
        return 1, _TIMES[word], "x"
    if word in ("a", "an", "one") and following[:1] and following[0] in _PARTS:
        if (
            following[0] in ("third", "fifth", "sixth", "eighth", "tenth")
            and word == "a"
            and (len(following) > 1 and following[1] not in ("of", "the", "fewer", "less", "more"))
        ):
            return 0, 0.0, ""  # "a third model" is the third of them
        return 2, 1.0 / _PARTS[following[0]], "part"
    if word in ORDINALS and (before in _RANKED or following[:1] in _PLACES):
        return 1, float(ORDINALS[word]), "ordinal"
    if word == "order" and following[:2] == ["of", "magnitude"]:
        return 3, 10.0, "x"
    value: float | None = None
    taken = 0
    if word in _SMALL:
        value, taken = float(_SMALL[word]), 1
        gap = 1 if following[:1] in (["-"], ["‐"], ["–"]) else 0
        if len(following) > gap and following[gap] in _PARTS and following[gap].endswith("s"):
            return 2 + gap, value / _PARTS[following[gap]], "part"
        if following[:3] == ["orders", "of", "magnitude"]:
            return 4, 10.0**value, "x"
        if word in ("one", "single") and following[:1] == ["hundred"]:
            value = 1.0
    elif word in _TENS:
        value, taken = float(_TENS[word]), 1
        gap = 1 if following[:1] == ["-"] else 0
        if len(following) > gap and 0 < _SMALL.get(following[gap], 0) < 10:
            value, taken = value + _SMALL[following[gap]], 2 + gap
    elif (
        word == "a"
        and following[:1]
        and following[0] in ("hundred", "thousand", "million", "billion")
    ):
        value, taken = 1.0, 1
    if value is None:
        return 0, 0.0, ""
    while i + taken < len(words) and words[i + taken][0] in SCALES:
        value *= SCALES[words[i + taken][0]]
        taken += 1
    if [w for w, _, _ in words[i + taken : i + taken + 3]] == ["and", "a", "half"]:
        return taken + 3, value + 0.5, ""
    gap = 1 if i + taken < len(words) and words[i + taken][0] == "-" else 0
    if i + taken + gap < len(words) and words[i + taken + gap][0] in ("fold", "times"):
        return taken + gap + 1, value, "x"
    return taken, value, ""
