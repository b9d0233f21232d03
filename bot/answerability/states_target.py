"""Decide whether a text states a detail, by its amounts and names alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answerability.names import find_names, fold_name, has_name
from bot.answerability.nouns import MEASURES, SETTINGS, find_counted_stems, is_plural, stem
from bot.answerability.question_target import QuestionTarget
from retrieval.text.sentences import split_sentences

Unit = Literal["", "percent", "times", "time", "memory", "money", "big", "decimal"]

_NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "hundreds thousand thousands million millions billion billions half twice double triple "
    "dozen both pair zero"
).replace(" ", "|")
_FIGURE = re.compile(
    rf"(?<![\w.])(?<![^\W\d_]-)[~≈<>±−-]?\$?(?P<figure>\d[\d,]*(?:\.\d+)?|\.\d+)"
    rf"(?:[~–-]\d[\d,.]*)?(?=(?P<after>.{{0,14}}))"
    rf"|\b(?P<word>{_NUMBER_WORDS})\b(?=(?P<rest>.{{0,14}}))",
    re.IGNORECASE | re.DOTALL,
)
_UNIT_PATTERNS: tuple[tuple[Unit, re.Pattern[str]], ...] = (
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
    """A figure or number word, its span in the text, and the kind of its unit."""

    start: int
    end: int
    text: str
    unit: Unit

    @property
    def in_words(self) -> bool:
        """Whether it is written in letters."""
        return not any(c.isdigit() for c in self.text)


def find_amounts(text: str) -> list[Amount]:
    """Return the amounts of a text in order, without the figures in names (GPT-2, T4)."""
    return [_parse_amount(found) for found in _FIGURE.finditer(text)] if text else []


def _parse_amount(found: re.Match[str]) -> Amount:
    written = found["figure"] or found["word"]
    start = found.start("figure") if found["figure"] else found.start("word")
    after = (found["after"] if found["figure"] else found["rest"]) or ""
    unit: Unit = "decimal" if "." in written.strip(".") else ""
    for name, pattern in _UNIT_PATTERNS:
        if pattern.match(after):
            unit = name
            break
    if found.group().lstrip("~≈<>±−-").startswith("$"):
        unit = "money"
    return Amount(start, start + len(written), written, unit)


_MAX_WORDS_BETWEEN = 7  # between an amount and what it counts
_MAX_SENTENCES_AFTER = 3  # after one that names a data set, whose figures may be for it
_MODEL_SIZE = re.compile(r"\b\d+(?:\.\d+)?\s?-?[BM]\b(?:[- ]parameter)?")
_LARGE_NUMBER_WORDS = frozenset(("thousand", "million", "billion"))
_LARGE_FIGURE = re.compile(r"\d\s?(?:[KMB]\b|thousand|million|billion)|\d,\d{3}\b")
_LISTED = frozenset(("task", "dataset", "benchmark", "language", "modality", "domain"))
_LIST = re.compile(r"(?:\bon|\bincluding|\bfor|:|-|\bin)\s[^.;]{2,60}, [^.;]{2,60},? and \S")
_VAGUE_TIME = re.compile(
    r"\b(?:few|several|from|in|within|to|of|takes) (?:seconds|minutes|hours|days|weeks|months)\b"
)
_SHARE_OF = re.compile(r"\s(?:out )?of (?:the|its|these|all)\b|\s?%")
_WHOLE_TEXT = frozenset(("part", "component"))
_ANY_FIGURE = frozenset(("accuracy", "score", "recall", "precision", "hallucination", "error"))
_KINDRED = {
    "map": ("map", "accuracy"),
    "f1": ("f1",),
}


def states_target(text: str, target: QuestionTarget, asked: Sequence[str]) -> bool:
    """Tell whether a text (a title and abstract) may state a detail.

    `asked` are the names in the question.
    """
    spans = [span.text for span in split_sentences(text)]
    match target.sort:
        case "named":
            return _states_named(spans, target, asked)
        case "count":
            return (
                any(_states_count(s, target) for s in spans)
                or _counts_parts(text, target)
                or _counts_beside_name(spans, asked)
            )
        case "measure":
            return _states_measure(spans, target, asked)
        case "setting":
            return any(_states_setting(s, target) for s in spans)
        case "extent":
            return any(_states_extent(s, target) for s in spans)


def _states_named(spans: Sequence[str], target: QuestionTarget, asked: Sequence[str]) -> bool:
    kind = target.kind
    if kind is None:
        return True
    if any(kind.states.search(s) for s in spans):
        return True
    if not kind.by_name:
        return False
    known = {fold_name(name) for name in asked}
    return any(fold_name(n) not in known for s in spans[1:] for n in find_names(s) if len(n) > 3)


def _states_count(sentence: str, target: QuestionTarget) -> bool:
    alike = find_counted_stems(target.noun)
    words = [(m.start(), m.group()) for m in re.finditer(r"[^\W\d_]+", sentence)]
    if target.noun.split()[0].lower() in _LARGE_NUMBER_WORDS and _LARGE_FIGURE.search(sentence):
        return True
    if "parameter" in alike and _MODEL_SIZE.search(sentence):
        return True
    if alike & _LISTED and _LIST.search(sentence):
        return True
    for amount in find_amounts(sentence):
        if target.share and _SHARE_OF.match(sentence[amount.end :]):
            return True
        if amount.unit in {"percent", "times", "decimal", "memory", "money"}:
            continue
        following = [w for at, w in words if at >= amount.end][:_MAX_WORDS_BETWEEN]
        if any(is_plural(w) and stem(w) in alike for w in following):
            return True
        if stem(_compound_word(sentence, amount)) in alike:
            return True
        before = [stem(w) for at, w in words if at < amount.start][-_MAX_WORDS_BETWEEN:]
        if not amount.in_words and "number" in before and alike.intersection(before):
            return True
    return target.share and any(a.unit == "percent" for a in find_amounts(sentence))


def _counts_beside_name(spans: Sequence[str], asked: Sequence[str]) -> bool:
    """Tell whether a sentence has both a count and a name that the title lacks."""
    inner = [name for name in asked if spans and not has_name(spans[0], name)]
    return any(
        not a.unit and a.text.isdecimal()
        for s in spans[1:]
        if any(fold_name(name) in fold_name(s) for name in inner)
        for a in find_amounts(s)
    )


def _compound_word(sentence: str, amount: Amount) -> str:
    """Return the word joined to an amount, as in `68-example`, or an empty string."""
    found = re.match(r"-([^\W\d_]+)", sentence[amount.end :])
    return found.group(1) if found else ""


def _counts_parts(text: str, target: QuestionTarget) -> bool:
    """Tell whether the question asks for parts, and the text counts anything in words."""
    return bool(_WHOLE_TEXT & find_counted_stems(target.noun)) and any(
        a.in_words for a in find_amounts(text)
    )


def _states_measure(spans: Sequence[str], target: QuestionTarget, asked: Sequence[str]) -> bool:
    pattern = MEASURES[target.noun]
    figured = [i for i, s in enumerate(spans) if _has_result(s)]
    if target.noun not in _ANY_FIGURE:
        figured = [i for i in figured if pattern.search(spans[i])]
    for name in target.within:
        having = [i for i, s in enumerate(spans) if has_name(s, name)]
        figured = [f for f in figured if any(h <= f <= h + _MAX_SENTENCES_AFTER for h in having)]
    whole = " ".join(spans)
    return bool(figured) and all(has_name(whole, name) for name in asked)


def _has_result(sentence: str) -> bool:
    """Tell whether a sentence has a figure that may be a result."""
    return any(
        a.unit in {"percent", "decimal", "times", "time"}
        or (not a.unit and len(a.text) > 1 and not a.in_words)
        for a in find_amounts(sentence)
    )


def _states_setting(sentence: str, target: QuestionTarget) -> bool:
    if not SETTINGS[target.noun].search(sentence) or not find_amounts(sentence):
        return False
    # A rate may be of anything: what it is of must be there too.
    of = target.what.split()[-2] if target.noun == "ratio" else ""
    return stem(of) in sentence.lower()


def _states_extent(sentence: str, target: QuestionTarget) -> bool:
    units = {a.unit for a in find_amounts(sentence)}
    match target.noun:
        case "memory":
            stored = re.search(r"\bmemory\b|storage|footprint", sentence, re.IGNORECASE)
            return "memory" in units or bool(stored and units & {"percent", "times"})
        case "money":
            return "money" in units
        case "time":
            return "time" in units or bool(_VAGUE_TIME.search(sentence))
        case "speed":
            return bool(units & {"times", "time"}) or bool(
                re.search(r"\bfps\b|frames per second|latency", sentence, re.IGNORECASE) and units
            )
        case _:
            return bool(units)
