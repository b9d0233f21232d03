"""Compare the figures that two papers state for one measure on one data set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.answerability.names import find_names, find_phrase_names, fold_name
from bot.grounding.content_words import stem
from bot.questions.kind import DEGREE
from retrieval.search.query import STOP_WORDS

_FIGURE = re.compile(
    r"(?<![\w.-])(?P<value>\d{1,9}(?:\.\d{1,6})?)(?P<sign> ?%|[x×](?![\w]))?"
    r"(?: (?P<after>[A-Za-z][\w-]{0,30}))?"
)
_MEASURE_BEFORE = re.compile(
    r"\b(?P<measure>[A-Za-z][\w-]{0,30}) (?:(?:score|rate|value)s? )?(?:of|is|=|at|by|to) "
    r"(?:about |up to |almost |nearly |around |over |~)?$"
)
_CHANGE = re.compile(
    r"\b(?:by|from|(?:gain|improvement|increase|decrease|reduction|drop|margin)s? of)"
    r"(?: (?:about|up to|almost|nearly|around|over|at least))? ~?$"
)
"""What stands before a difference, or where something began."""
_SETTING_AFTER = re.compile(
    r"^ (?:\(|on (?:the )?)(?P<setting>[A-Z][\w-]*(?: (?:test|val|dev|train)[\w-]*)?)"
)
_SETTING_BEFORE = re.compile(
    r"^(?:On|For|In) (?:the )?(?P<setting>[A-Z][\w-]*(?: (?:test|val|dev|train)[\w-]*)?),"
)
_LOWER = re.compile(r"\b(?:lower|less|fewer|smaller|cheaper|lighter|shorter|least|lowest)\b", re.I)
_DEGREE = re.compile(rf"\b{DEGREE}\b", re.IGNORECASE)
_NO_MEASURE = frozenset("and or by to on in of for the a an with at from than against over".split())


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one measure, as a sentence has it, on a data set.

    A factor may be without one: `named` are the names in its sentence.
    """

    value: float
    text: str
    measure: str
    setting: str
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """Which of two papers, 0 or 1, states the higher or lower of two figures."""

    first: int
    order: Literal["higher", "lower"]
    figures: tuple[Figure, Figure]


def asks_degree(question: str) -> bool:
    """Tell whether a question asks which is more of something."""
    return _DEGREE.search(question) is not None


def is_change(before: str) -> bool:
    """Tell whether a figure after these words is a difference, or where something began."""
    return _CHANGE.search(before[-60:]) is not None


def rank_figures(question: str, texts: Sequence[str]) -> Ranking | None:
    """Return which of two papers states the figure that a question asks for, if they can be ranked.

    Both figures must be of the same measure on the same data set, which is the question's if that
    names one.
    """
    if len(texts) != 2 or not asks_degree(question):
        return None
    asked = {fold_name(name) for name in find_phrase_names(question)}
    pairs = [
        (replace(one, setting=setting), other)
        for one in _find_figures(texts[0])
        for other in _find_figures(texts[1])
        if one.measure == other.measure and (setting := _find_shared_setting(one, other))
    ]
    lower = _LOWER.search(question) is not None
    pairs.sort(
        key=lambda pair: (
            not any(name in fold_name(pair[0].setting) for name in asked),
            (pair[0].value + pair[1].value) * (1 if lower else -1),
        )
    )
    for one, other in pairs:
        if one.value == other.value:
            continue
        factor = one.measure.startswith("x ")
        order: Literal["higher", "lower"] = "lower" if lower and not factor else "higher"
        first = int((one.value < other.value) == (order == "higher"))
        return Ranking(first, order, (one, other))
    return None


def _find_shared_setting(one: Figure, other: Figure) -> str:
    """Return the data set of two figures, empty if it is not the same."""
    if one.setting or other.setting:
        return one.setting if fold_name(one.setting) == fold_name(other.setting) else ""
    return ", ".join(name for name in one.named if name in other.named)


def _find_figures(text: str) -> Iterator[Figure]:
    """Yield the figures of a text that have a measure and a setting."""
    for sentence in re.split(r"(?<=[.!?]) (?=[A-Z])", text):
        start = _SETTING_BEFORE.match(sentence)
        for found in _FIGURE.finditer(sentence):
            if is_change(sentence[: found.start()]):
                continue
            before = _MEASURE_BEFORE.search(sentence[: found.start()][-60:])
            sign = (found["sign"] or "").strip()
            after = found["after"] or ""
            if after.lower() in _NO_MEASURE or after.lower() in STOP_WORDS:
                after = ""
            end = found.end("after") if after else found.end("sign" if sign else "value")
            name = after if after else before["measure"] if before else ""
            setting = _SETTING_AFTER.match(sentence[end:]) or start
            factor = "x " if sign in {"x", "×"} else ""
            if name and (setting or factor):
                yield Figure(
                    float(found["value"]),
                    sentence[found.start() : end],
                    factor + stem(name.lower()),
                    setting["setting"].strip() if setting else "",
                    tuple(find_names(sentence)),
                )
