"""Read the quantities of a text: value, unit, what is counted, and how exactly it is meant."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from bot.grounding.rules.number_words import SCALES, number_at
from bot.grounding.rules.units import SCALED, UNITS, counted

Sense = Literal["exact", "about", "over", "under"]

_NUMBER = (
    r"\d{1,3}(?:[, \u202f]\d{3}){1,6}(?![\d,])(?:\.\d+)?|"
    r"\d+(?:\.\d+)?[eE][-−–]?\d{1,2}(?!\d)|\d+(?:\.\d+)?|\.\d+"
)
_DIGITS = re.compile(
    rf"(?<![A-Za-zÀ-ɏ0-9_.])(?<![A-Za-z]-)(?<![A-Za-z]\d/)(?P<number>{_NUMBER})"
    r"(?:(?P<power>\s?[×x*]\s?10\^?\{?[-−–]?\d{1,2}(?!\d)\}?))?"
    r"(?P<tail>(?:\s?(?:%|\\%|percent\b|per cent\b))|[×]|[A-Za-zµ]+\b|(?:\s?×))?"
)
_COMMA_DECIMAL = re.compile(r"(?<![\d.,])(\d+),(\d{1,2}|\d{4,})(?![\d])")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+|\d+|[^\w\s]")
_ABOUT = re.compile(
    r"(?:about|around|roughly|approximately|nearly|almost|some|circa|ca\.?|approx\.?|close to|"
    r"(?<!\d)~|≈|(?<!\d)∼|environ|etwa|rund|ungefähr|près de|presque|約|およそ|约|大约|"
    r"ほぼ)\s*+(?:(?:an?|the|der|den)\s*+)?$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"(?:more than|over|above|at least|exceed(?:s|ing|ed)?|greater than|higher than|beyond|"
    r"no (?:less|fewer) than|>|≥|upwards of|plus de|über|mehr als|mindestens|超过|超)\s*+"
    r"(?:(?:an?|the)\s*+)?$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"(?:less than|fewer than|under|below|at most|no more than|lower than|within|up to|"
    r"not more than|<|≤|moins de|weniger als|höchstens|bis zu|jusqu['’]à)\s*+(?:(?:an?|the)\s*+)?$",
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
        elif word.lower() in SCALES and not unit:
            scale *= SCALES[word.lower()]
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
        taken, value, unit = number_at(words, i)
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
