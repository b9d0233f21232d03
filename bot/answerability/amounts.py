"""Amounts in a text: figures, with what stands around them, and number words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Unit = Literal["", "percent", "times", "time", "memory", "money", "big", "decimal"]

_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "hundreds thousand thousands million millions billion billions half twice double triple "
    "dozen both pair zero"
).replace(" ", "|")
_FIGURE = re.compile(
    rf"(?<![\w.])(?<![^\W\d_]-)[~≈<>±−-]?\$?(?P<figure>\d[\d,]*(?:\.\d+)?|\.\d+)"
    rf"(?:[~–-]\d[\d,.]*)?(?=(?P<after>.{{0,14}}))"
    rf"|\b(?P<word>{_WORDS})\b(?=(?P<rest>.{{0,14}}))",
    re.IGNORECASE | re.DOTALL,
)
_UNITS: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    ("percent", re.compile(r"\s?(?:%|percent|per cent|percentage|points?\b|pp\b)", re.I)),
    ("times", re.compile(r"\s?(?:[x×](?![\w-]*\d)|times\b|fold\b|-fold\b)", re.I)),
    (
        "time",
        re.compile(r"[\s-]?(?:ms|s|sec\w*|milli\w*|min(?:ute)?s?|hours?|hrs?|h|days?|weeks?)\b"),
    ),
    ("memory", re.compile(r"\s?(?:[KMGT]i?B|bytes|gigabytes|megabytes)\b")),
    ("money", re.compile(r"\s?(?:USD|dollars?|€|\$|euros?\b|cents?\b)", re.I)),
    ("big", re.compile(r"\s?(?:[KMB]\b|thousand|million|billion|trillion|hundred)")),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure or number word, where it stands in its text, and the kind of its unit."""

    start: int
    end: int
    text: str
    unit: Unit

    @property
    def in_words(self) -> bool:
        """Whether it is written in letters."""
        return not any(c.isdigit() for c in self.text)


def amounts(text: str) -> list[Amount]:
    """Return the amounts of a text in order; the figures in names (GPT-2, T4) are none."""
    return [_amount(found) for found in _FIGURE.finditer(text)] if text else []


def _amount(found: re.Match[str]) -> Amount:
    written = found["figure"] or found["word"]
    start = found.start("figure") if found["figure"] else found.start("word")
    after = (found["after"] if found["figure"] else found["rest"]) or ""
    unit: Unit = "decimal" if "." in written.strip(".") else ""
    for name, pattern in _UNITS:
        if pattern.match(after):
            unit = name
            break
    if found.group().lstrip("~≈<>±−-").startswith("$"):
        unit = "money"
    return Amount(start, start + len(written), written, unit)
