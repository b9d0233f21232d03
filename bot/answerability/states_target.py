"""Does a text state a detail? By its amounts and names alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answerability.amounts import Amount, amounts
from bot.answerability.names import folded, has_name, names
from bot.answerability.nouns import MEASURES, SETTINGS, counted_alike, is_plural, stem
from bot.answerability.question_target import Focus
from retrieval.text.sentences import split_sentences

_REACH = 7  # words between an amount and what it counts
_ASIDE = 3  # sentences after one that names a data set, in which figures may still be of it
_MODEL_SIZE = re.compile(r"\b\d+(?:\.\d+)?\s?-?[BM]\b(?:[- ]parameter)?")
_LARGE = frozenset(("thousand", "million", "billion"))
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


def states(text: str, focus: Focus, asked: Sequence[str]) -> bool:
    """Tell whether a text (a title and abstract) may state the detail that `focus` is.

    `asked` are the names in the question.
    """
    spans = [span.text for span in split_sentences(text)]
    match focus.sort:
        case "named":
            return _names_it(spans, focus, asked)
        case "count":
            return (
                any(_counts(s, focus) for s in spans)
                or _counts_parts(text, focus)
                or _inner(spans, asked)
            )
        case "measure":
            return _measured(spans, focus, asked)
        case "setting":
            return any(_sets(s, focus) for s in spans)
        case "extent":
            return any(_extends(s, focus) for s in spans)


def _names_it(spans: Sequence[str], focus: Focus, asked: Sequence[str]) -> bool:
    kind = focus.kind
    if kind is None:
        return True
    if any(kind.states.search(s) for s in spans):
        return True
    if not kind.by_name:
        return False
    known = {folded(name) for name in asked}
    return any(folded(n) not in known for s in spans[1:] for n in names(s) if len(n) > 3)


def _counts(sentence: str, focus: Focus) -> bool:
    alike = counted_alike(focus.noun)
    words = [(m.start(), m.group()) for m in re.finditer(r"[^\W\d_]+", sentence)]
    if focus.noun.split()[0].lower() in _LARGE and _LARGE_FIGURE.search(sentence):
        return True
    if "parameter" in alike and _MODEL_SIZE.search(sentence):
        return True
    if alike & _LISTED and _LIST.search(sentence):
        return True
    for amount in amounts(sentence):
        if focus.share and _SHARE_OF.match(sentence[amount.end :]):
            return True
        if amount.unit in {"percent", "times", "decimal", "memory", "money"}:
            continue
        following = [w for at, w in words if at >= amount.end][:_REACH]
        if any(is_plural(w) and stem(w) in alike for w in following):
            return True
        if stem(_compound(sentence, amount)) in alike:
            return True
        before = [stem(w) for at, w in words if at < amount.start][-_REACH:]
        if not amount.in_words and "number" in before and alike.intersection(before):
            return True
    return focus.share and any(a.unit == "percent" for a in amounts(sentence))


def _inner(spans: Sequence[str], asked: Sequence[str]) -> bool:
    """Tell whether a sentence counts something right where it has a name that no title has."""
    inner = [name for name in asked if spans and not has_name(spans[0], name)]
    return any(
        not a.unit and a.text.isdecimal()
        for s in spans[1:]
        if any(folded(name) in folded(s) for name in inner)
        for a in amounts(s)
    )


def _compound(sentence: str, amount: Amount) -> str:
    """Return the word that is joined to an amount, as in `68-example`; empty where none is."""
    found = re.match(r"-([^\W\d_]+)", sentence[amount.end :])
    return found.group(1) if found else ""


def _counts_parts(text: str, focus: Focus) -> bool:
    """Tell whether parts are asked for, and the text counts parts of any name."""
    return bool(_WHOLE_TEXT & counted_alike(focus.noun)) and any(a.in_words for a in amounts(text))


def _measured(spans: Sequence[str], focus: Focus, asked: Sequence[str]) -> bool:
    pattern = MEASURES[focus.noun]
    figured = [i for i, s in enumerate(spans) if _result(s)]
    if focus.noun not in _ANY_FIGURE:
        figured = [i for i in figured if pattern.search(spans[i])]
    for name in focus.within:
        having = [i for i, s in enumerate(spans) if has_name(s, name)]
        figured = [f for f in figured if any(h <= f <= h + _ASIDE for h in having)]
    whole = " ".join(spans)
    return bool(figured) and all(has_name(whole, name) for name in asked)


def _result(sentence: str) -> bool:
    """Tell whether a sentence has a figure that may be a result."""
    return any(
        a.unit in {"percent", "decimal", "times", "time"}
        or (not a.unit and len(a.text) > 1 and not a.in_words)
        for a in amounts(sentence)
    )


def _sets(sentence: str, focus: Focus) -> bool:
    if not SETTINGS[focus.noun].search(sentence) or not amounts(sentence):
        return False
    # A rate may be of anything: what it is of must be there too.
    of = focus.what.split()[-2] if focus.noun == "ratio" else ""
    return stem(of) in sentence.lower()


def _extends(sentence: str, focus: Focus) -> bool:
    units = {a.unit for a in amounts(sentence)}
    match focus.noun:
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
