"""Find the figures of a claim that an abstract does not state, however it writes or rounds them.

A figure is a number with its unit, if any, in digits or in words. What it is of is not compared.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, permutations

from bot.grounding.spelling import normalize_spelling
from retrieval.text import patterns as re

_MAX_CLAIM_FIGURES = 60  # more are a table
_MAX_SOURCE_FIGURES = 2_000
_MAX_CACHED = 4_096  # sentences
_MAX_NUMBER_CHARS = 40
_MAX_LISTING_CHARS = 2_000  # of a sentence, in which lists are looked for
_CONTEXT_CHARS = 24  # before a figure, that may say how exactly it is meant
_ROUNDED, _ABOUT, _PART = 0.011, 0.05, 0.08  # relative errors: 84.3, "about 84", "two-thirds"
_OVER = 1.35  # "over 1,000" may be said of up to 1,350
_SAME = 1e-9
_MIN_WORD_CHARS = 4  # of a unit; a shorter one is a symbol, in which capitals matter
_MAX_NAME_DIGITS = 5
_MIN_TELLING_DIGITS = 3  # of a number that is seldom the same in two names
_MAX_MAGNITUDES = 99.0
_MAX_DERIVED_FROM = 16  # figures of an abstract
_MIN_DERIVED = 100.0  # of a sum, a difference or a part: lower ones come about by chance
_RATIOS = ("part", "times")

# Kinds of units, what one of each unit is worth, and its spellings; words have a plural, too.
_UNITS = {
    (spelling + plural).replace("_", " "): (kind, float(worth))
    for kind, worth, *spellings in map(
        str.split,
        r"""part 1e-2 % \% pct percent per_cent prozent; times 1 x X × fold times;
        points 1 pp pts point percentage_point percent_point %_point;
        magnitude 1 order_of_magnitude orders_of_magnitude; ordinal 1 st nd rd th;
        time 1e-9 ns nanosecond; time 1e-6 μs us microsecond; time 1e-3 ms msec millisecond;
        time 1 s sec secs second; time 60 min mins minute; time 3600 h hr hrs hour;
        time 86400 day days; time 604800 week; months 1 month; months 12 yr yrs year;
        months 120 decade;
        length 1e-10 Å angstrom ångström; length 1e-9 nm nanometer nanometre;
        length 1e-6 μm um micron micrometer micrometre;
        length 1e-3 mm millimeter millimetre; length 1e-2 cm centimeter centimetre;
        length 1 m meter metre; length 1e3 km kilometer kilometre;
        mass 1e-6 μg ug mcg microgram; mass 1e-3 mg milligram; mass 1 g gm gram;
        mass 1e3 kg kilogram; bits 1 bit bits;
        bytes 1 byte; bytes 1e3 KB kB kilobyte; bytes 1e6 MB MiB megabyte;
        bytes 1e9 GB GiB gigabyte; bytes 1e12 TB TiB terabyte; rate 1e6 mbps; rate 1e9 gbps;
        power 1e-3 mW milliwatt; power 1 W watt; power 1e3 kW kilowatt;
        frequency 1 Hz hertz; frequency 1e3 kHz; frequency 1e6 MHz; frequency 1e9 GHz;
        voltage 1e-3 mV millivolt; voltage 1 V volt; energy 1 J joule; force 1 N newton;
        work 1 flop; work 1e9 gflop; work 1e12 tflop; frames 1 fps FPS; decibels 1 dB decibel;
        kelvin 1 K kelvin; degrees 1 °C °; pressure 1 Pa pascal; money 1 $ USD dollar""".split(";"),
    )
    for spelling in spellings
    for plural in ("", "s" if len(spelling) >= _MIN_WORD_CHARS else "")
}
_SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9,
    "trillion": 1e12, "k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "mn": 1e6, "bn": 1e9,
    "千": 1e3, "万": 1e4, "萬": 1e4, "億": 1e8, "亿": 1e8,
}  # fmt: skip
_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_VAGUE = {
    "dozens": (12.0, 1e2), "hundreds": (1e2, 1e3), "thousands": (1e3, 1e6),
    "millions": (1e6, 1e9), "billions": (1e9, 1e12), "trillions": (1e12, 1e15),
}  # fmt: skip
_WORDS = {
    **{word: (float(value), "") for value, word in enumerate(_ONES)},
    **{word: (10.0 * value, "") for value, word in enumerate(_TENS.split(), 2)},
    **{word: (float(value), "ordinal") for value, word in enumerate(_ORDINALS.split(), 1)},
    **{word: (least, "vague") for word, (least, _) in _VAGUE.items()},
    **dict.fromkeys(("single", "a"), (1.0, "")),
    **dict.fromkeys(("both", "dual", "pair"), (2.0, "")),
    **dict.fromkeys("twice double doubles doubled doubling".split(), (2.0, "times")),
    **dict.fromkeys("thrice triple triples tripled tripling".split(), (3.0, "times")),
    **dict.fromkeys("quadruple quadruples quadrupled".split(), (4.0, "times")),
    **dict.fromkeys("half halves halved halving majority".split(), (0.5, "part")),
    "dozen": (12.0, ""),
    "hundredfold": (100.0, "times"),
    "order of magnitude": (10.0, "times"),
}
_IDLE = frozenset("zero one single both pair dual majority".split())  # manners of speaking
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}


def _any(words: Iterable[str]) -> str:
    """Return a pattern of any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_LONG_UNITS = _any(unit for unit in _UNITS if len(unit) >= _MIN_WORD_CHARS).replace(r"\ ", "[ -]")
_SYMBOLS = _any(unit for unit in _UNITS if len(unit) < _MIN_WORD_CHARS and unit[-1].isalpha())
_SIGNS = _any(unit for unit in _UNITS if not unit[-1].isalpha())
_LONG_SCALES = _any(scale for scale in _SCALES if len(scale) >= _MIN_WORD_CHARS)
_SHORT_SCALES = _any(s for s in _SCALES if len(s) < _MIN_WORD_CHARS and s.isascii())
_SCALE = re.compile(_any(_SCALES), re.IGNORECASE)
_BEGINS = re.compile(rf"(?<![A-Za-zÀ-ɏ0-9_.])(?:\d|\.\d|(?i:an?[ -]|{_any(set(_WORDS) - {'a'})}))")
_IN_NAME = re.compile(r"[A-Za-z]-$|[A-Za-z]\d/$")
"""What stands before a number that belongs to a name: GPT-4, H1/2."""
_AFTER_COMMA = re.compile(r"\d,$")
_POWER_OF_TEN = re.compile(r"1(?=0\^)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[, ]\d{3}){1,6}")
_DECIMALS = re.compile(r"\.\d+")
_COMMA = re.compile(r"\d+,\d+(?!,)")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_EXPONENT = re.compile(r"[eE]-?\d{1,2}(?!\d)")
_GOES_ON = re.compile(r"\.?\d")
_POWER = re.compile(r"(?: ?[×x*·] ?1)?0\^\{?(?P<power>-?\d{1,2})(?!\d)")
_PARTS_OF = re.compile(
    rf"(?P<parts>an?|one|two|three|four|five|seven)[ -](?P<part>{_any(_PARTS)})s?(?!\w)",
    re.IGNORECASE,
)
_PART_OF_MANY = re.compile(rf"an? (?:{_any(_PARTS)}) [a-z]", re.IGNORECASE)  # "a third model"
_OF_WHOLE = re.compile(rf"an? (?:{_any(_PARTS)}) (?:of|the|as|less|more|fewer)\b", re.IGNORECASE)
_WORD = re.compile(
    rf"(?P<word>a(?= (?:{_LONG_SCALES})(?:\W|$))|(?:{_any(set(_WORDS) - {'a'})})(?=fold|\W|$))",
    re.IGNORECASE,
)
_OF_MANY = re.compile(r" of (?:thousand|million|billion)s", re.IGNORECASE)
_ONES_AFTER = re.compile(rf"[ -](?P<ones>{_any(_ONES[1:10])})(?!\w)", re.IGNORECASE)
_HALF = re.compile(r" and a half(?!\w)")
_SCALED = re.compile(rf"(?i:(?:[ -]?(?:{_LONG_SCALES})\b){{1,3}})|(?:{_SHORT_SCALES})(?![A-Za-z])")
_SCALED_IN_CJK = re.compile("[千万萬億亿]{1,2}")
_PLUS = re.compile(r"\+(?![/\d-])")
_TIMES_NEXT = re.compile(r"[ -]?[x×] ?\d")
_UNIT = re.compile(rf"[ -]?(?P<unit>(?:(?i:{_LONG_UNITS})|{_SYMBOLS})(?![A-Za-z])|{_SIGNS})")
_NOUN = re.compile(r"[ -](?P<noun>[a-z]+)")
_NO_NOUN = frozenset("of in on at to and or for by from with as is was were are".split())
_MAX_FIGURE_CHARS = 200
_NOT_TELLING = re.compile(r"[eE].*|\D")
_EITHER = re.compile(r"(\d{1,3})[.,](\d{3})")
_YEAR = re.compile(r"19\d\d|20\d\d|2100")
_RANGE = re.compile(
    r" ?(?:[-~∼±]|(?:, ?)?(?:to|and|or|vs?\.?|versus|against|compared (?:with|to))|/) ?| ?\+/- ?"
)
_SENSE = re.compile(
    r"""(?:(?P<about>(?:^|\W)(?:about|around|roughly|approximately|nearly|almost|some|circa|ca\.?|
    approx\.?|close\ to|environ|etwa|rund|ungefähr|près\ de|presque)|(?:^|\D)[~∼]|≈|
    約|およそ|约|大约|ほぼ)|
    (?P<over>(?:^|\W)(?:more\ than|over|above|at\ least|exceed(?:s|ing|ed)?|greater\ than|
    higher\ than|beyond|no\ (?:less|fewer)\ than|upwards\ of|plus\ de|über|
    mehr\ als|mindestens)|>|≥|超过|超)|
    (?P<under>(?:^|\W)(?:less\ than|fewer\ than|under|below|at\ most|(?:no|not)\ more\ than|
    lower\ than|within|up\ to|moins\ de|weniger\ als|höchstens|bis\ zu|jusqu['’]à)|<|≤)|
    (?P<rank>(?:^|\W)(?:rank(?:s|ed|ing)?|place[sd]?|came|finish(?:es|ed)?)))
    \s*(?:(?:an?|the|der|den)\s*)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_FACTOR = re.compile(r"\bfactors? of $", re.IGNORECASE)
_RANKS = ("place", "prize", "position", "rank")
_MAY_ADD = ("", "times", "points")  # units that an abstract may leave out
_COUPLE = re.compile(r"\b(?:both|either|between|two|first|second|not only)\b", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(?<![\w-])([A-Za-z][\w-]*) $")
_NAME = re.compile(r"\w+(?:\.\d+)*")
_HYPHENATED_NUMBER = re.compile(r"([^\W\d_])-(\d)")
_ITEM_WORD = re.compile(r"[\w@+.-]+")
_ENDS_WITH_WORD = re.compile(r"[\w@+.-]$")
_JOINS_LAST = ("and", "or", "&")
_MAX_ITEM_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Written:
    """A figure as it is written, with its place and what its parts are, empty if not there."""

    start: int
    end: int
    number: str = ""
    comma: bool = False
    power: str = ""
    parts: str = ""
    part: str = ""
    word: str = ""
    ones: str = ""
    half: bool = False
    scales: str = ""
    unit: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of a text.

    Each reading ("1,234" may be 1.234) is a value and the worth of its last written place, 0 in
    words, or the breadth of "millions". `worth` is that of the unit; `sense` says how exactly it is
    meant; `digits` are those that tell something, none in words; `name` is what it may be a part
    of, "brca1"; `counted` is the word after a whole number; `asked` is not set for a manner of
    speaking.
    """

    readings: tuple[tuple[float, float], ...]
    kind: str
    worth: float
    sense: str
    written: str
    number: str
    digits: str
    name: str
    counted: str
    asked: bool


def find_unstated_figures(
    claim: str, sources: Sequence[str], *, min_digits: int = 0, in_any_unit: bool = False
) -> list[str]:
    """Return an objection for each figure of a claim that none of `sources` states.

    `sources` are a title and an abstract's sentences. A figure that follows from two others is
    stated. Too many figures get one objection together. With `min_digits`, only figures with so
    many digits are looked for; `in_any_unit`, a figure that is stated in another unit counts, too.
    """
    asked = [one for one in _read(claim) if one.asked and len(one.digits) >= min_digits]
    if len(asked) > _MAX_CLAIM_FIGURES:
        known = any(claim in source for source in sources)
        return [] if known else ["it has more figures than can be checked"]
    found = (one for source in sources for one in _read(source))
    stated = list(islice(found, _MAX_SOURCE_FIGURES if asked else 0))
    values = {reading for one in stated for reading in one.readings if in_any_unit}
    objections = (
        _object(figure, stated, sources) for figure in asked if values.isdisjoint(figure.readings)
    )
    return list(dict.fromkeys(filter(None, objections)))


def _object(figure: _Figure, stated: Sequence[_Figure], sources: Sequence[str]) -> str:
    if (
        any(_states(one, figure) for one in stated)
        or _is_said_otherwise(figure, stated, sources)
        or any(_follows(figure, a, b) for a, b in permutations(stated[:_MAX_DERIVED_FROM], 2))
    ):
        return ""
    if not figure.digits:
        return f"the abstract does not say {figure.written}"
    if any(set(figure.readings) & set(one.readings) for one in stated):
        return f"the abstract has the figure {figure.number} in another unit"
    return f"the abstract does not have the figure {figure.written}"


def _states(stated: _Figure, claimed: _Figure) -> bool:
    """Tell whether a figure may be said where another is stated; one without a unit fits most."""
    if "vague" in (claimed.kind, stated.kind):
        least, breadth = claimed.readings[0]
        return claimed.kind == "vague" and least <= stated.readings[0][0] < least + breadth
    kinds = {claimed.kind, stated.kind}
    mine, its = claimed.worth, stated.worth
    if len(kinds) > 1 and kinds not in ({"part", ""}, {"part", "times"}):
        bare = stated if claimed.kind else claimed
        if "ordinal" in kinds or bare.kind or bare.counted or claimed.kind not in _MAY_ADD:
            return False
        mine = its = 1.0
    return any(
        _is_near(claimed, stated, mine * value, mine * step, its * other)
        for value, step in claimed.readings
        for other, _ in stated.readings
    )


def _follows(claimed: _Figure, one: _Figure, other: _Figure) -> bool:
    """Tell whether a figure is the difference, sum, share, multiple or part of two others."""
    a, b = (figure.readings[0][0] * figure.worth for figure in (one, other))
    kinds, made = (one.kind, other.kind), list[float]()
    if kinds == ("", "") and claimed.kind in _RATIOS and b:
        made = [a / b]
    elif claimed.kind == "" and claimed.readings[0][0] >= _MIN_DERIVED:
        made = [a - b, a + b] if kinds == ("", "") else [a * b] * (kinds == ("part", ""))
    elif kinds == ("part", "part") and claimed.kind == "points":
        made = [100 * (a - b)]
    return any(
        value > 0 and any(_is_rounded(claimed.worth * mine, value) for mine, _ in claimed.readings)
        for value in made
    )


def _is_rounded(value: float, exact: float) -> bool:
    return abs(value - exact) <= _ROUNDED * exact


def _is_near(claimed: _Figure, stated: _Figure, value: float, step: float, other: float) -> bool:
    """Tell whether a value is another one or the same rounded, in the sense that is claimed."""
    low, high = min(value, other), max(value, other)
    error = (high - low) / high if high else 0.0
    if error < _SAME:
        return True
    if claimed.sense == "year" or 0 < len(claimed.digits) >= len(stated.digits):
        return False
    bound = "over" if value < other else "under"
    if claimed.sense == bound and stated.sense not in ("over", "under") and high <= low * _OVER:
        return True
    if claimed.kind == "part" and not claimed.digits:
        return error <= _PART
    if claimed.sense == "about":
        return error <= _ABOUT
    return error <= _ROUNDED and high - low <= step * (0.5 + _SAME)


def _is_said_otherwise(figure: _Figure, stated: Sequence[_Figure], sources: Sequence[str]) -> bool:
    """Tell whether sources have a figure in a name, in "both", or as a list of so many things."""
    if figure.kind:
        return False
    if figure.name and any(_is_part(figure, source) for source in sources):
        return True
    count = figure.readings[0][0]
    if figure.counted.startswith("dimension") and any(f"{count:.0f}D" in one for one in sources):
        return True
    if count == 2:
        return not figure.digits and any(_COUPLE.search(source) for source in sources)
    if not figure.counted or any(one.counted == figure.counted for one in stated):
        return False
    return any(_count_listed(source) == count for source in sources)


def _is_part(figure: _Figure, source: str) -> bool:
    """Tell whether a source has a name with this number: "serine-177", or "Ser177" for a residue.

    A short number must have the same word before it.
    """
    names = _NAME.findall(_HYPHENATED_NUMBER.sub(r"\1\2", normalize_spelling(source)).lower())
    if any(name.endswith(figure.name) for name in names):
        return True
    return len(figure.number) >= _MIN_TELLING_DIGITS and any(
        name.endswith(figure.number) and name[-len(figure.number) - 1 :][0].isalpha()
        for name in names
    )


@lru_cache(_MAX_CACHED)
def _count_listed(text: str) -> int:
    """Return how many things the longest list of a sentence has, 0 where it has none."""
    longest = items = 0
    for piece in text[:_MAX_LISTING_CHARS].split(", "):
        words = piece.split(" ")
        last = next((i for i, word in enumerate(words[:-1]) if word.lower() in _JOINS_LAST), -1)
        if items and 0 <= last <= _MAX_ITEM_WORDS and all(map(_ITEM_WORD.fullmatch, words[:last])):
            longest = max(longest, items + bool(last) + 1)
        is_item = len(words) <= _MAX_ITEM_WORDS and all(
            _ITEM_WORD.fullmatch(word) and word not in _JOINS_LAST for word in words
        )
        items = items + 1 if items and is_item else int(bool(_ENDS_WITH_WORD.search(piece)))
    return longest


@lru_cache(_MAX_CACHED)  # an abstract's sentences are read once for an answer
def _read(text: str) -> tuple[_Figure, ...]:
    """Return the figures of a text in order, those of a range with the unit of its end."""
    text = normalize_spelling(text)
    found = [one for one in _find_written(text) if len(one.number) <= _MAX_NUMBER_CHARS]
    units = [one.unit for one in found]
    for i in range(len(found) - 1, 0, -1):
        if not units[i - 1] and _RANGE.fullmatch(text[found[i - 1].end : found[i].start]):
            units[i - 1] = units[i]
    return tuple(_build(text, one, unit) for one, unit in zip(found, units, strict=True))


def _find_written(text: str) -> Iterator[_Written]:
    """Yield the figures as they are written; no two overlap."""
    at = 0
    for begins in _BEGINS.finditer(text):
        start = begins.start()
        if start >= at and (found := _read_written(text, start)) is not None:
            yield found
            at = found.end


def _read_written(text: str, start: int) -> _Written | None:
    """Return the figure that begins at a place of a text, if one does."""
    rest = text[start : start + _MAX_FIGURE_CHARS]
    if rest[0].isalpha():
        found = _read_word(rest)
    elif _IN_NAME.search(text[max(start - 3, 0) : start]):
        return None
    else:
        found = _read_digits(
            rest, after_comma=bool(_AFTER_COMMA.search(text[max(start - 2, 0) : start]))
        )
    if found is None:
        return None
    at = found.end
    half = _HALF.match(rest, at)
    at = half.end() if half else at
    scaled = _SCALED.match(rest, at) or _SCALED_IN_CJK.match(rest, at)
    at = scaled.end() if scaled else at
    plus = _PLUS.match(rest, at)
    at = plus.end() if plus else at
    unit = None if _TIMES_NEXT.match(rest, at) else _UNIT.match(rest, at)
    if unit is None and "a" <= rest[at : at + 1].lower() <= "z":
        return None
    at = unit.end() if unit else at
    plus = _PLUS.match(rest, at)
    at = plus.end() if plus else at
    noun = _NOUN.match(rest, at)
    return replace(
        found,
        start=start,
        end=start + at,
        half=half is not None,
        scales=scaled.group() if scaled else "",
        unit=unit["unit"] if unit else "",
        noun=noun["noun"] if noun and noun["noun"] not in _NO_NOUN else "",
    )


def _read_digits(rest: str, *, after_comma: bool) -> _Written | None:
    end, comma = 0, False
    if (found := _POWER_OF_TEN.match(rest)) is not None:
        end = found.end()
    else:
        if (found := _THOUSANDS.match(rest)) and rest[found.end() : found.end() + 1] not in (
            ",", *"0123456789",
        ):  # fmt: skip
            decimals = _DECIMALS.match(rest, found.end())
            end = decimals.end() if decimals else found.end()
        elif not after_comma and (found := _COMMA.match(rest)):
            end, comma = found.end(), True
        if not end or _GOES_ON.match(rest, end):
            comma = False
            found = _PLAIN.match(rest)
            if found is None:
                return None
            exponent = _EXPONENT.match(rest, found.end())
            end = exponent.end() if exponent else found.end()
            if _GOES_ON.match(rest, end):
                return None
    power = _POWER.match(rest, end)
    if found is not None and rest[:end] == "1" and rest[end : end + 2] == "0^" and power is None:
        return None
    last = end if power is None else power.end() + rest.startswith("}", power.end())
    return _Written(0, last, rest[:end], comma, power["power"] if power else "")


def _read_word(rest: str) -> _Written | None:
    if _PART_OF_MANY.match(rest) and not _OF_WHOLE.match(rest):
        return None
    if found := _PARTS_OF.match(rest):
        return _Written(0, found.end(), parts=found["parts"], part=found["part"])
    found = _WORD.match(rest)
    if found is None or _OF_MANY.match(rest, found.end()):
        return None
    ones = _ONES_AFTER.match(rest, found.end()) if found["word"].lower().endswith("ty") else None
    end = ones.end() if ones else found.end()
    return _Written(0, end, word=found["word"], ones=ones["ones"] if ones else "")


def _build(text: str, one: _Written, unit: str) -> _Figure:
    number, word, written = one.number, one.word.lower(), text[one.start : one.end]
    readings = _read_number(one) if number else [_read_words(one)]
    kind = "part" if one.part else _WORDS[word][1] if word else ""
    scales = _SCALE.findall(one.scales)
    scale = math.prod(_SCALES.get(name) or _SCALES[name.lower()] for name in scales)
    is_plain, worth = not (kind or unit or scales), 1.0
    if unit and not kind:
        kind, worth = _UNITS.get(unit) or _UNITS[unit.lower().replace("-", " ")]
    if kind == "magnitude":
        kind, readings = "times", [(10.0 ** min(n, _MAX_MAGNITUDES), 0.0) for n, _ in readings]
    before = text[max(0, one.start - _CONTEXT_CHARS) : one.start]
    if is_plain and _FACTOR.search(before):
        kind = "times"
    said = _SENSE.search(before)
    sense = (said and said.lastgroup) or ("over" if "+" in written else "")
    if is_plain and not sense and _YEAR.fullmatch(number):
        sense = "year"
    is_whole = any((value * scale).is_integer() for value, _ in readings)
    name = _WORD_BEFORE.search(before) if is_plain and 0 < len(number) <= _MAX_NAME_DIGITS else None
    half = 0.5 * one.half
    return _Figure(
        readings=tuple(((value + half) * scale, step * scale) for value, step in readings),
        kind=kind,
        worth=worth,
        sense=sense,
        written=written,
        number=f"{number}{one.scales}",
        digits=number and (_NOT_TELLING.sub("", number).strip("0") or "0"),
        name=f"{name[1]}{number}".lower() if name else "",
        counted=one.noun * (not kind and is_whole),
        asked=(word not in _IDLE or bool(unit or scales))
        and (kind != "ordinal" or bool(number) or sense == "rank" or one.noun in _RANKS),
    )


def _read_number(one: _Written) -> list[tuple[float, float]]:
    number, power = one.number, 10.0 ** int(one.power or 0)
    plain = [number.replace(",", "." if one.comma else "").replace(" ", "")]
    if either := _EITHER.fullmatch(number):
        plain = [f"{either[1]}{either[2]}", f"{either[1]}.{either[2]}"]
    return [(float(one) * power, _find_step(one) * power) for one in plain]


def _find_step(number: str) -> float:
    """Return the worth of the last place that tells something."""
    mantissa, _, exponent = number.lower().partition("e")
    whole, _, decimals = mantissa.partition(".")
    zeros = -len(decimals) if decimals else len(whole) - len(whole.rstrip("0"))
    return float(10.0 ** (zeros + int(exponent or 0)))


def _read_words(one: _Written) -> tuple[float, float]:
    if one.part:
        count, _ = _WORDS.get(one.parts.lower(), _WORDS["a"])
        return count / _PARTS[one.part.lower()], 0.0
    words = [word.lower() for word in (one.word, one.ones) if word]
    least, most = _VAGUE.get(words[0], (0.0, 0.0))
    return sum(_WORDS[word][0] for word in words), most - least
