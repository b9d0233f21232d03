"""Read the quantities of a text: value, unit, what is counted, and how exactly it is meant."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from bot.assistant.support.rules.units import SCALED, UNITS, counted

Sense = Literal["exact", "about", "over", "under"]

_NUMBER = r"\d{1,3}(?:[, \u202f]\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?[eE][-−–]?\d{1,2}(?!\d)|\d+(?:\.\d+)?|\.\d+"
_DIGITS = re.compile(
    rf"(?<![A-Za-zÀ-ɏ0-9_.])(?<![A-Za-z]-)(?P<number>{_NUMBER})"
    r"(?:(?P<power>\s?[×x*]\s?10\^?\{?[-−–]?\d{1,2}(?!\d)\}?))?"
    r"(?P<tail>(?:\s?(?:%|\\%|percent\b|per cent\b))|[×]|[A-Za-zµ]+\b|(?:\s?×))?"
)
_COMMA_DECIMAL = re.compile(r"(?<![\d.,])(\d+),(\d{1,2}|\d{4,})(?![\d])")
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
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_TIMES = {
    "twice": 2.0, "twofold": 2.0, "double": 2.0, "doubles": 2.0, "doubled": 2.0,
    "doubling": 2.0, "thrice": 3.0, "triple": 3.0, "triples": 3.0, "tripled": 3.0,
    "tripling": 3.0, "quadruple": 4.0, "quadruples": 4.0, "tenfold": 10.0, "threefold": 3.0,
    "fourfold": 4.0, "fivefold": 5.0, "sixfold": 6.0, "eightfold": 8.0, "hundredfold": 100.0,
}  # fmt: skip
_HALVES = frozenset("half halves halved halving".split())
_PARTS = {
    "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10,
    "tenths": 10, "sixth": 6, "eighth": 8,
}  # fmt: skip
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+|\d+|[^\w\s]")
_ABOUT = re.compile(
    r"(?:about|around|roughly|approximately|nearly|almost|some|circa|ca\.?|approx\.?|close to|"
    r"(?<!\d)~|≈|(?<!\d)∼|environ|etwa|rund|ungefähr|près de|presque|約|およそ|约|大约|"
    r"ほぼ)\s*(?:an?|the|der|den)?\s*$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"(?:more than|over|above|at least|exceed(?:s|ing|ed)?|greater than|higher than|beyond|"
    r"no (?:less|fewer) than|>|≥|upwards of|plus de|über|mehr als|mindestens|超过|超)\s*"
    r"(?:an?|the)?\s*$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"(?:less than|fewer than|under|below|at most|no more than|lower than|within|up to|"
    r"not more than|<|≤|moins de|weniger als|höchstens|bis zu|jusqu['’]à)\s*(?:an?|the)?\s*$",
    re.IGNORECASE,
)
RANGE = re.compile(r"\s?(?:[-–—~∼±]|to|and|or|/)\s?|\s?\+/-\s?")
_LONGEST = 40  # characters of a figure that is read
_BEFORE = 24  # characters before a figure that may say how exactly it is meant


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of a text.

    `value` in the unit's own terms, scales applied (1.5M is 1,500,000); `step` is the worth of its
    last written place, 0 for one in words; `unit` as `units.UNITS` names it ("%", "x", "s", …) or
    empty; `nouns` the stems of what is counted or measured; `start` and `end` its place in the
    text read, normalised by NFKC; `spelled` tells a figure in words; `also` is another reading of
    it, where a decimal comma may be meant.
    """

    value: float
    step: float
    unit: str
    nouns: tuple[str, ...]
    sense: Sense
    start: int
    end: int
    written: str
    spelled: bool = False
    also: float | None = None

    @property
    def is_year(self) -> bool:
        """Whether it looks like a year."""
        return (
            not self.unit
            and not self.spelled
            and self.written.isdigit()
            and len(self.written) == 4
            and 1900 <= self.value <= 2100
            and self.sense == "exact"
        )


@lru_cache(maxsize=4_096)  # an abstract's sentences are read once for an answer
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of `text` in order, those in digits and those in words."""
    text = unicodedata.normalize("NFKC", text)
    found = sorted((*_in_digits(text), *_in_words(text)), key=lambda q: q.start)
    for i in range(len(found) - 2, -1, -1):
        first, second = found[i], found[i + 1]
        between = text[first.end : second.start]
        if second.unit and not first.unit and RANGE.fullmatch(between):
            found[i] = replace(first, unit=second.unit, nouns=second.nouns)
    return tuple(found)


def _in_digits(text: str) -> list[Quantity]:
    found = []
    decimals = {m.start(): m for m in _COMMA_DECIMAL.finditer(text)}
    skip_to = -1
    for match in _DIGITS.finditer(text):
        if match.start() < skip_to or (
            text[match.end("number") :][:1] == "."
            and re.match(r"\.\d", text[match.end("number") :])
        ):
            continue
        written = match["number"]
        if len(written) > _LONGEST:
            continue
        end = match.end("number")
        also = None
        if comma := decimals.get(match.start()):
            # "84,25 %" with a decimal comma, or the list 84,25
            written, end = f"{comma[1]}.{comma[2]}", comma.end()
            skip_to = end
        elif re.fullmatch(r"\d{1,3},\d{3}", written):
            also = float(written.replace(",", "."))
        elif re.fullmatch(r"\d{1,3}\.\d{3}", written):
            also = float(written.replace(".", ""))
        plain = re.sub(r"[, \u202f]", "", written).replace("−", "-").replace("–", "-")
        if text[end : end + 1].isdigit():
            continue
        value = float(plain)
        step = _step(plain)
        power = match["power"] if written == match["number"] else None
        tail_at = end
        if power:
            exponent = int(re.sub(r"[−–]", "-", power).split("10", 1)[1].strip("^{} "))
            value, step, tail_at = value * 10.0**exponent, step * 10.0**exponent, match.end("power")
        scale, unit, after = _tail(text, tail_at)
        if unit == "name":
            continue
        found.append(
            Quantity(
                value * scale,
                step * scale,
                unit,
                counted(text, after),
                _sense(text, match.start(), after),
                match.start(),
                after,
                text[match.start() : end],
                also=also * scale if also is not None else None,
            )
        )
    return found


def _step(plain: str) -> float:
    mantissa, _, exponent = plain.lower().partition("e")
    places = len(mantissa.partition(".")[2])
    whole = mantissa.partition(".")[0]
    zeros = len(whole) - len(whole.rstrip("0")) if not places and len(whole) > 1 else 0
    step: float = 10.0 ** (zeros - places)
    return step * 10.0 ** int(exponent or 0)


_TAIL = re.compile(
    r"\s?(?P<word>%|\\%|×|\+|°C?|[A-Za-zµ]+(?:/[a-z]+)?)|-(?P<joined>[A-Za-z]+)|(?P<cjk>[万萬億亿千])"
)


def _tail(text: str, at: int) -> tuple[float, str, int]:
    """Return the scale and unit that stand after a figure, and where they end."""
    scale, unit = 1.0, ""
    for _ in range(3):
        if text[at : at + 1] == "+":
            at += 1
        match = _TAIL.match(text, at)
        if not match:
            break
        if match["cjk"]:
            scale *= {"万": 1e4, "萬": 1e4, "億": 1e8, "亿": 1e8, "千": 1e3}[match["cjk"]]
            at = match.end()
            continue
        word = match["word"] or match["joined"]
        glued = match["word"] is not None and not text[at : at + 1].isspace()
        if word in SCALED and (glued or len(word) > 1) and not unit:
            scale *= SCALED[word]
        elif word.lower() in _SCALES and not unit:
            scale *= _SCALES[word.lower()]
        elif word == "percentage" and (points := re.match(r"[\s-]*points?\b", text[match.end() :])):
            return scale, "points", match.end() + points.end()
        elif word in UNITS or word.lower() in UNITS:
            name = UNITS.get(word) or UNITS[word.lower()]
            if (
                name == "x"
                and word == "x"
                and not glued
                and text[match.end() :][:2].strip()[:1].isdigit()
            ):
                break
            if unit:
                break
            unit = name
        elif (
            glued
            and word[0].isalpha()
            and not unit
            and scale == 1.0
            and word not in ("st", "nd", "rd", "th")
        ):
            return 1.0, "name", at  # 3D, 2B4: a name or a kind, no figure
        elif glued and word in ("st", "nd", "rd", "th"):
            return scale, "ordinal", match.end()
        else:
            break
        at = match.end()
        if unit:
            if unit == "%" and (points := re.match(r"[\s-]*points?\b", text[at:])):
                return scale, "points", at + points.end()
            break
    return scale, unit, at


def _sense(text: str, start: int, end: int) -> Sense:
    before = text[max(0, start - _BEFORE) : start]
    if _ABOUT.search(before):
        return "about"
    if _OVER.search(before) or text[end - 1 : end] == "+" or text[end : end + 1] == "+":
        return "over"
    if _UNDER.search(before):
        return "under"
    return "exact"


def _in_words(text: str) -> list[Quantity]:
    words = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
    found: list[Quantity] = []
    i = 0
    while i < len(words):
        taken, value, unit = _number_at(words, i)
        if taken:
            start, end = words[i][1], words[i + taken - 1][2]
            if not unit:
                _, unit, end = _tail(text, end)
                unit = "" if unit == "name" else unit
            found.append(
                Quantity(
                    value,
                    0.0,
                    unit,
                    counted(text, end),
                    _sense(text, start, end),
                    start,
                    end,
                    text[start : words[i + taken - 1][2]],
                    spelled=True,
                )
            )
            i += taken
        else:
            i += 1
    return found


def _number_at(words: list[tuple[str, int, int]], i: int) -> tuple[int, float, str]:
    """Return how many words from `i` on are one number, its value, and its unit if they say it."""
    word = words[i][0]
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
    while i + taken < len(words) and words[i + taken][0] in _SCALES:
        value *= _SCALES[words[i + taken][0]]
        taken += 1
    if [w for w, _, _ in words[i + taken : i + taken + 3]] == ["and", "a", "half"]:
        return taken + 3, value + 0.5, ""
    gap = 1 if i + taken < len(words) and words[i + taken][0] == "-" else 0
    if i + taken + gap < len(words) and words[i + taken + gap][0] in ("fold", "times"):
        return taken + gap + 1, value, "x"
    return taken, value, ""
