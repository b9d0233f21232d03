"""Read the rulings of a language model that judges sentences, and apply them.

The model names the difference between sentence and abstract before it decides. Its reply can be
nothing but rulings: whatever else it writes is ignored, and no ruling saves a sentence that is
computed to be wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from bot.grounding.checker import MIN_SUPPORTED_SCORE, NOT_SAID, OPPOSITE_SAID
from bot.grounding.sentence import Label, Sentence
from bot.json_schema import build_object_schema
from retrieval.text import patterns as re

DIFFERENCES: Final = (
    "none", "figure", "name", "subject", "direction", "scope", "strength", "added",
)  # fmt: skip
_LABELS: Final[Mapping[str, Label]] = {
    "supported": "supported",
    "contradicted": "contradicted",
    "not stated": "unsupported",
}


_RULING = build_object_schema(
    {
        "number": {"type": "integer"},
        "difference": {"type": "string", "enum": list(DIFFERENCES)},
        "why": {"type": "string"},
        "verdict": {"type": "string", "enum": list(_LABELS)},
    }
)
RULINGS_SCHEMA: Final = build_object_schema({"rulings": {"type": "array", "items": _RULING}})
"""The JSON schema of a reply."""

_FLAT_OBJECT = re.compile(r"\{[^{}]*\}")
_LINE = re.compile(
    rf"\W{{0,4}}(?P<number>\d{{1,3}})\W{{1,4}}(?P<verdict>{'|'.join(_LABELS)})\W*", re.IGNORECASE
)
_MAX_WHY_CHARS = 160


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a judge makes of a sentence: its verdict, the kind of difference, and what it is."""

    verdict: Label
    difference: str = ""
    why: str = ""


def parse_rulings(text: str, count: int) -> dict[int, Ruling]:
    """Return the rulings on `count` statements by number, from 1 on.

    Left out are those that disagree on a statement, and those that support one although they name a
    difference. A reply that breaks off, or stands between other words, is read as far as it goes;
    so are lines such as `1: supported`.
    """
    found: dict[int, list[Ruling | None]] = {}
    for value in _find_values(text):
        number = value.get("number")
        if type(number) is int and 1 <= number <= count:
            found.setdefault(number, []).append(_build(value))
    return {
        number: rulings[0]
        for number, rulings in found.items()
        if rulings[0] and len({ruling and ruling.verdict for ruling in rulings}) == 1
    }


def _find_values(text: str) -> Iterator[Mapping[str, object]]:
    """Yield what may be rulings: objects without others in them, and lines."""
    for flat in _FLAT_OBJECT.findall(text):
        with suppress(ValueError):
            yield json.loads(flat)
    for line in map(_LINE.fullmatch, text.splitlines()):
        if line is not None:
            yield {"number": int(line["number"]), "verdict": line["verdict"]}


def _build(value: Mapping[str, object]) -> Ruling | None:
    """Return a ruling; None if its verdict is none of ours, or none that its difference allows."""
    verdict, difference, why = (
        " ".join(str(value.get(key) or "").split()) for key in ("verdict", "difference", "why")
    )
    label = _LABELS.get(verdict.lower())
    known = difference.lower() if difference.lower() in DIFFERENCES[1:] else ""
    if label is None or (label == "supported" and known):
        return None
    return Ruling(label, known, why[:_MAX_WHY_CHARS])


def apply_ruling(sentence: Sentence, ruling: Ruling | None) -> Sentence:
    """Return a sentence as the judge ruled; without a ruling, as the check found it.

    What is computed to be wrong stays rejected, whatever the judge says.
    """
    if ruling is None or (ruling.verdict == "supported" and sentence.is_computed):
        return sentence
    supported = ruling.verdict == "supported"
    contradicted = ruling.verdict == "contradicted"
    reason = ruling.why or (OPPOSITE_SAID if contradicted else NOT_SAID)
    score = max(sentence.score, MIN_SUPPORTED_SCORE)
    return replace(
        sentence,
        supported=supported,
        contradicted=contradicted,
        reason="" if supported else reason,
        score=score if supported else min(sentence.score, 1 - score),
        borderline=False,
    )
