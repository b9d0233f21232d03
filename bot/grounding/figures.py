"""Find the figures of a claim that an abstract does not state, however it writes or rounds them.

A figure is a number with its unit, if any, in digits or in words. What it is of is not compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, permutations

from bot.grounding.spelling import normalize_spelling
from retrieval.text import patterns as re

_MAX_CLAIM_FIGURES = 60  # more are a table
_MAX_SOURCE_FIGURES = 2_000
_MAX_CACHED = 4_096  # sentences
_MAX_NUMBER_CHARS = 40
_CONTEXT_CHARS = 24  # before a figure, that may say how exactly it is meant
_ROUNDED, _ABOUT = 0.011, 0.05  # relative errors: 84.3, "about 84"
_OVER = 1.35  # "over 1,000" may be said of up to 1,350
_SAME = 1e-9
_MIN_ROUND_DIGITS = 5  # of a whole number: a shorter one is exact, also if it ends in zeros
_MIN_CERTAIN_DIGITS = 3  # shorter figures often follow from others by some sum
_MAX_DERIVED_FROM = 16  # figures of an abstract
_MIN_DERIVED = 100.0  # of a sum, a difference or a part: lower ones come about by chance

# Kinds of units, what one of each unit is worth, and its spellings.
_UNITS = {
    spelling: (kind, float(worth))
    for kind, worth, *spellings in map(
        str.split,
        """part .01 % pct percent; times 1 x × fold times; points 1 pp pts point points;
        time .001 ms millisecond milliseconds; time 1 s sec second seconds;
        time 60 min minute minutes; time 3600 h hour hours; time 86400 day days;
        time 604800 week weeks; months 1 month months; months 12 year years;
        months 120 decade decades; length 1e-9 nm; length 1e-6 μm; length .001 mm; length .01 cm;
        length 1 m; length 1000 km; mass 1e-6 μg; mass .001 mg; mass 1 g; mass 1000 kg;
        bytes 1e3 KB; bytes 1e6 MB; bytes 1e9 GB; bytes 1e12 TB""".split(";"),
    )
    for spelling in spellings
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "千": 1e3, "万": 1e4, "億": 1e8, "亿": 1e8,
}  # fmt: skip
_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {
    **{word: (float(value), "") for value, word in enumerate(_ONES)},
    **{word: (10.0 * value, "") for value, word in enumerate(_TENS, 2)},
    **{f"{word}fold": (float(value), "times") for value, word in enumerate(_ONES)},
    **dict.fromkeys("twice double doubles doubled doubling".split(), (2.0, "times")),
    **dict.fromkeys("half halves halved halving".split(), (0.5, "part")),
    **dict.fromkeys(("both", "dual", "pair"), (2.0, "")),
    "single": (1.0, ""),
    "dozen": (12.0, ""),
}
_IDLE = frozenset("zero one single both dual pair".split())  # manners of speaking
_PARTS = frozenset("thirds quarters fifths sixths eighths tenths".split())  # not read
_REWRITTEN = (
    (re.compile(r" ?[×x*] ?10\^\{?(-?\d{1,2})\}?"), r"e\1"),
    (re.compile(r"\b10\^\{?(-?\d{1,2})\}?"), r"1e\1"),
    (re.compile("per cent"), "percent"),
    (re.compile("percentage point"), "point"),
    (re.compile("one order of magnitude|an order of magnitude"), "10 times"),
    (re.compile("two orders of magnitude"), "100 times"),
)
_LETTER = "A-Za-zÀ-ɏͰ-Ͽ"
_NAME = rf"[{_LETTER}]+-?\d(?:[\w./]*\w)?"  # GPT-4, F1, H1/2
_TOKEN = re.compile(
    rf"(?P<name>{_NAME}|\d+(?:\.\d+){{2,}})|"
    r"(?P<number>(?:\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+)(?:[eE]-?\d{1,2})?)|"
    rf"(?P<word>[{_LETTER}]+)|[^\s\\-]"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?(?:[eE].*)?")
_EITHER = re.compile(r"(\d{1,3})[.,](\d{3})")  # 1,234 may be 1.234, by the language
_JOINING = frozenset("~ ± / to and or vs versus against".split())  # between figures of one unit
_SENSE = re.compile(
    r"(?:^|\W)(?:(?P<about>about|around|roughly|approximately|nearly|almost|some|circa|close to|"
    r"etwa|rund|environ|[~≈])|(?P<over>more than|over|above|at least|exceed(?:s|ing)|mehr als|"
    r"über|plus de|[>≥])|(?P<under>less than|fewer than|under|below|at most|within|up to|"
    r"weniger als|bis zu|moins de|[<≤])) ?(?:(?:an?|the) )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class UnstatedFigure:
    """A figure that is nowhere: a reason in a few words, and whether it is in digits.

    It `is_certain` to be wrong if it has three digits and is not even there with another unit.
    """

    reason: str
    in_digits: bool = False
    is_certain: bool = False


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number of a text, of one token or two, with its unit.

    `values` are what it may be ("1,234" is 1.234 in German), `precision` what its last place is
    worth, as a share of it, and `digits` how many tell something; both are 0 in words. `worth` is
    that of the unit. `sense` says how exactly it is meant; `name` is what it may be a part of:
    "serine177". A manner of speaking is not `asked` for.
    """

    values: tuple[float, ...]
    kind: str = ""
    tokens: int = 1
    precision: float = 0.0
    digits: int = 0
    worth: float = 1.0
    sense: str = ""
    written: str = ""
    name: str = ""
    asked: bool = True


def find_unstated_figures(claim: str, sources: Sequence[str]) -> list[UnstatedFigure]:
    """Return the figures of a claim that none of `sources`, a title and sentences, states.

    A figure that follows from two others is stated, and so is the gap between two of the claim that
    are.
    """
    asked = [one for one in _read(claim) if one.asked]
    if not asked:
        return []
    if len(asked) > _MAX_CLAIM_FIGURES:
        known = any(claim in source for source in sources)
        return [] if known else [UnstatedFigure("it has more figures than can be checked")]
    found = (one for source in sources for one in _read(source))
    stated = list(islice(found, _MAX_SOURCE_FIGURES))
    values = {value for one in stated for value in one.values}
    joined = _normalize(" ".join(sources)).lower()
    names = {name.replace("-", "") for name in re.compile(_NAME).findall(joined)}
    unstated = [
        one
        for one in asked
        if one.name not in names
        and not any(_states(other, one) for other in stated)
        and not any(_follows(one, a, b) for a, b in permutations(stated[:_MAX_DERIVED_FROM], 2))
    ]
    repeated = [one for one in asked if one not in unstated]
    return list(
        dict.fromkeys(
            UnstatedFigure(
                f"the abstract does not say {one.written}",
                one.digits > 0,
                one.digits >= _MIN_CERTAIN_DIGITS and values.isdisjoint(one.values),
            )
            for one in unstated
            if not any(_is_gap(one, a, b) for a, b in permutations(repeated, 2))
        )
    )


def _states(stated: _Figure, claimed: _Figure) -> bool:
    """Tell whether a figure may be said where another is stated; one without a unit fits most."""
    kinds = {claimed.kind, stated.kind}
    mine, its = claimed.worth, stated.worth
    if len(kinds) > 1 and kinds not in ({"part", ""}, {"part", "times"}):
        if "" not in kinds or claimed.kind not in ("", "times", "points"):
            return False
        mine = its = 1.0
    return any(
        _is_near(claimed, stated, mine * value, its * other)
        for value in claimed.values
        for other in stated.values
    )


def _is_near(claimed: _Figure, stated: _Figure, value: float, other: float) -> bool:
    """Tell whether a value is another one or the same rounded, in the sense that is claimed."""
    low, high = min(value, other), max(value, other)
    error = (high - low) / high if high else 0.0
    if error < _SAME:
        return True
    if 0 < claimed.digits >= stated.digits:
        return False
    bound = "over" if value < other else "under"
    if claimed.sense == bound and stated.sense not in ("over", "under") and high <= low * _OVER:
        return True
    if claimed.sense == "about":
        return error <= _ABOUT
    return error <= min(_ROUNDED, claimed.precision * (0.5 + _SAME))


def _follows(claimed: _Figure, one: _Figure, other: _Figure) -> bool:
    """Tell whether a figure is the difference, sum, ratio or part of two others."""
    a, b = (figure.values[0] * figure.worth for figure in (one, other))
    kinds, made = (one.kind, other.kind), list[float]()
    if kinds == ("", "") and claimed.kind in ("part", "times") and b:
        made = [a / b]
    elif claimed.kind == "" and claimed.values[0] >= _MIN_DERIVED:
        made = [a - b, a + b] if kinds == ("", "") else [a * b] * (kinds == ("part", ""))
    elif kinds == ("part", "part") and claimed.kind == "points":
        made = [100 * (a - b)]
    value = claimed.worth * claimed.values[0]
    return any(exact > 0 and abs(value - exact) <= _ROUNDED * exact for exact in made)


def _is_gap(claimed: _Figure, one: _Figure, other: _Figure) -> bool:
    """Tell whether a claim gives the difference of two of its own figures, as in “1.5 to 2.3”."""
    is_share = one.kind == "part"  # shares differ by points
    if one.kind != other.kind or claimed.kind not in ("points", "" if is_share else one.kind):
        return False
    gap = (100 if is_share else 1) * (one.values[0] * one.worth - other.values[0] * other.worth)
    return gap > 0 and abs(claimed.values[0] * claimed.worth - gap) <= _ROUNDED * gap


@lru_cache(_MAX_CACHED)
def _normalize(text: str) -> str:
    text = normalize_spelling(text)
    for pattern, plain in _REWRITTEN:
        text = pattern.sub(plain, text)
    return text


@lru_cache(_MAX_CACHED)  # an abstract's sentences are read once for an answer
def _read(text: str) -> tuple[_Figure, ...]:
    """Return the figures of a text in order, those of a range with the unit of its end."""
    text = _normalize(text)
    tokens = list(_TOKEN.finditer(text))
    words = [_fold_case(token.group()) for token in tokens] + ["", ""]
    found: list[_Figure] = []
    at = 0
    while at < len(tokens):
        start = at
        number = _read_digits(tokens[at]["number"]) or _read_words(words[at], words[at + 1])
        at += number.tokens if number else 1
        if number is None:
            continue
        scale = 1.0
        while words[at] in _SCALES:
            scale *= _SCALES[words[at]]
            at += 1
        at += words[at] == "+"
        unit = None if number.kind else _find_unit(words, at)
        at += unit is not None and words[at] in _UNITS
        begin, end = tokens[start].start(), tokens[at - 1].end()
        if number.digits and text[end : end + 1].isalpha() and text[end].isascii():
            continue  # a name: 3D
        before = text[max(0, begin - _CONTEXT_CHARS) : begin]
        sense = _SENSE.search(before)
        is_plain = not number.kind and unit is None and scale == 1
        if is_plain and before.endswith("factor of "):
            unit = ("times", 1.0)
        figure = replace(
            number,
            values=tuple(value * scale for value in number.values),
            sense=(sense and sense.lastgroup) or ("over" if "+" in text[begin:end] else ""),
            written=text[begin:end],
            name=f"{words[start - 1]}{words[start]}" if is_plain and start else "",
            asked=words[start] not in _IDLE or not is_plain,
        )
        found.append(replace(figure, kind=unit[0], worth=unit[1]) if unit else figure)
    return tuple(found)


def _fold_case(token: str) -> str:
    return token if token in _SCALES or token in _UNITS else token.lower()


def _find_unit(words: Sequence[str], at: int) -> tuple[str, float] | None:
    """Return the unit there, or that of the figure which ends a range."""
    while words[at] not in _UNITS:
        at += words[at] in _JOINING
        if not words[at][:1].isdigit():
            return None
        at += 1
    return _UNITS[words[at]]


def _read_digits(written: str | None) -> _Figure | None:
    if not written or len(written) > _MAX_NUMBER_CHARS:
        return None
    plain = [written.replace(",", ".")]
    if either := _EITHER.fullmatch(written):
        plain = [f"{either[1]}{either[2]}", f"{either[1]}.{either[2]}"]
    elif _THOUSANDS.fullmatch(written):
        plain = [re.compile("[, ]").sub("", written)]
    mantissa = plain[0].lower().partition("e")[0]
    whole, _, decimals = mantissa.partition(".")
    zeros = len(whole) - len(whole.rstrip("0")) if len(whole) >= _MIN_ROUND_DIGITS else 0
    step = 10.0 ** (-len(decimals) if decimals else zeros)
    digits = len((whole + decimals).strip("0")) or 1
    precision = step / (float(mantissa) or 1.0)
    return _Figure(tuple(map(float, plain)), precision=precision, digits=digits)


def _read_words(word: str, following: str) -> _Figure | None:
    if word == "a" and following in _SCALES:
        return _Figure((1.0,))
    if word not in _WORDS or following in _PARTS or f"{following}s" in _PARTS:
        return None
    value, kind = _WORDS[word]
    if word in _TENS and following in _ONES[1:10]:
        return _Figure((value + _ONES.index(following),), tokens=2)
    return _Figure((value,), kind)
