"""Parse which detail a question asks for: an amount, a measure, or something named."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from bot.answerability.named_details import NAMED_DETAILS, NamedDetail
from bot.answerability.names import find_names
from bot.answerability.nouns import MEASURES, SETTINGS, find_head_noun, find_measure, is_plural

TargetSort = Literal["count", "measure", "setting", "extent", "named"]


@dataclass(frozen=True, slots=True)
class QuestionTarget:
    """What a question asks for.

    `sort` is how it would be stated: a `count` of `noun`, a `measure` or a `setting` with a
    figure, an `extent` (how much, how long) in the units that `noun` names, or something `named`,
    of a `kind`. `what` describes it to people. `share`: a percentage is an answer too. `within` has
    the names (of data sets) for which a measure is asked.
    """

    sort: TargetSort
    noun: str
    what: str
    kind: NamedDetail | None = None
    share: bool = False
    within: tuple[str, ...] = ()


_STOP_WORD = (
    r"(?:do|does|did|is|are|was|were|be|been|has|have|had|can|could|should|would|will|of|for|in|on|"
    r"at|with|to|that|which|by|from|into|per|over|under|than|when|after|before|it|they|we|i|you|"
    r"the|a|an|used|using|need(?:s|ed)?|reach(?:es|ed)?|get(?:s)?|achieve[sd]?|obtain(?:s|ed)?|"
    r"take[sn]?|took|give[sn]?|gave|go(?:es)?|come[s]?|make[s]?|made|contain(?:s|ed)?|"
    r"there|must|may|and|or|part|worked|work[s]?|run[s]?|[a-z]+(?:ed))\b"
)
_PHRASE = rf"(?P<noun>(?:(?!{_STOP_WORD})[\w+@/'’.-]+\s*){{1,6}})"
_COUNT = re.compile(
    rf"\bhow many\s+(?:of the\s+|of its\s+|different\s+|distinct\s+|other\s+|more\s+|total\s+)*"
    rf"(?:[\w-]+ed\s+)?{_PHRASE}|\b(?:what|which)(?:\s+(?:is|was|are|were)|['’]s)?\s+(?:the\s+)?(?:total\s+)?"
    rf"number of\s+(?:the\s+)?(?P<number>(?:(?!{_STOP_WORD})[\w+@/'’.-]+\s*){{1,6}})",
    re.IGNORECASE,
)
_WHAT = re.compile(
    rf"\b(?:what|which)(?:(?:\s+(?:is|was|are|were)|['’]s)\s+(?:the|its|their)\s+|\s+){_PHRASE}"
    rf"(?:of\s+(?:the\s+|its\s+)?(?P<of>(?:(?!{_STOP_WORD})[\w+@/'’.-]+\s*){{1,5}}))?",
    re.IGNORECASE,
)
_EXTENT = re.compile(
    r"\bhow (?P<how>much|long|fast|quick(?:ly)?|slow|expensive|large|big|high|low|accurate(?:ly)?|"
    r"well|old|often|far|deep|wide|heavy|good|small)\b\s*(?P<rest>[^?]{0,80})",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:percent(?:age)?|per cent|share|fraction|proportion|portion)\b", re.IGNORECASE
)
_UNITS_COUNTED = tuple(
    (unit, re.compile(words, re.IGNORECASE))
    for unit, words in (
        ("much", r"(?:percentage |accuracy )?(?:times|points?|percent|fold|db|decibels?)\b"),
        ("time", r"(?:milli|micro)?seconds\b|ms\b|minutes\b|(?:gpu |tpu )?(?:hours|days)$|weeks$"),
        ("memory", r"(?:[kmgt]b|(?:giga|mega)?bytes)\b"),
    )
)
_SPENT = tuple(
    (noun, re.compile(words))
    for noun, words in (
        ("memory", r"\b(?:memory|vram|ram|storage|disk)\b"),
        ("money", r"\b(?:cost|money|spen[dt]|pa(?:y|id)|price)"),
        ("time", r"^(?:training |compute |gpu |wall[- ]clock )*(?:time|hours)\b"),
    )
)
_COST = re.compile(r"\bwhat (?:does|do|did|would)\b[^?]{1,60}\bcost\b", re.IGNORECASE)
_MEMORY = re.compile(
    r"\b(?:(?:gpu|peak|video) memory|vram|memory (?:usage|use|footprint|consumption|need))$",
    re.IGNORECASE,
)
_MEANING = re.compile(
    r"\bfor ?\?*$|\b(?:means?|stands? for|do ?\?*$|purpose|role)\b", re.IGNORECASE
)
_AMBIGUOUS_MEASURES = frozenset(
    ("accuracy", "score", "latency", "error", "rank", "correlation", "distance")
)
_DATA_SET = re.compile(r"\bdata[- ]set", re.IGNORECASE)
_DATA_SET_NAME = re.compile(
    r"\b(?:on|in|for|at|what|which)\s+(?:the\s+)?((?:(?!on\b|in\b|for\b|with\b)[\w+/-]+\s*){1,4})"
)
_AMOUNTS_OF = frozenset("amount value size level weight number speed length cost".split())


def parse_question_target(question: str) -> QuestionTarget | None:
    """Return the detail that a question asks for; None if it asks for more than a detail."""
    question = _DATA_SET.sub("dataset", question)
    target = _parse(question)
    if target is None or target.sort != "measure":
        return target
    within = {
        name for found in _DATA_SET_NAME.finditer(question) for name in find_names(f"on {found[1]}")
    }
    return replace(target, within=tuple(sorted(within)))


def _parse(question: str) -> QuestionTarget | None:
    for kind in NAMED_DETAILS:
        if kind.asks.search(question):
            return QuestionTarget("named", kind.name, kind.what, kind)
    share = bool(_SHARE.search(question))
    if found := _COUNT.search(question):
        noun = _trim(found["noun"] or found["number"])
        if not find_measure(noun, MEASURES) and not is_plural(
            find_head_noun(noun)
        ):  # a list, or an adjective that is none
            noun = _trim(re.split(r"[?.;:]", question[found.start("noun") :])[0])
        share = share or bool(re.match(r"how many of\b", found.group(), re.IGNORECASE))
        if not find_measure(noun, MEASURES) and not is_plural(find_head_noun(noun)):
            return None
        return _count_target(noun, share=share)
    if _COST.search(question):
        return QuestionTarget("extent", "money", "the cost")
    if found := _EXTENT.search(question):
        return _extent_target(found["how"].lower(), found["rest"], share=share)
    if (found := _WHAT.search(question)) and not _MEANING.search(question):
        return _figure_target(_trim(found["noun"]), _trim(found["of"] or ""), share=share)
    return None


def _count_target(noun: str, *, share: bool) -> QuestionTarget:
    """Return the target of `how many`: an extent if it counts units, else a count."""
    for unit, words in _UNITS_COUNTED:
        if words.match(noun):
            return QuestionTarget(
                "extent", unit, "by how much" if unit == "much" else f"the {noun}"
            )
    if found := find_measure(noun, MEASURES):
        return QuestionTarget("measure", found, f"the {noun}")
    head = find_head_noun(noun)
    noun = noun[: noun.find(head) + len(head)]
    return QuestionTarget("count", noun, f"the number of {noun}", share=share)


def _figure_target(noun: str, of: str, *, share: bool) -> QuestionTarget | None:
    """Return the measure or setting that a noun phrase names, else None."""
    if counted := re.fullmatch(r"(?:\w+ )??(\w+?)s? counts?", noun, re.IGNORECASE):
        return _count_target(f"{counted[1]}s", share=share)
    if _MEMORY.search(noun):
        return QuestionTarget("extent", "memory", f"the {noun}")
    if of and noun.lower() in _AMOUNTS_OF:
        noun = f"{of} {noun}"
    if found := find_measure(noun, MEASURES):
        return QuestionTarget("measure", found, f"the {noun}", share=share)
    if found := find_measure(noun, SETTINGS):
        return QuestionTarget("setting", found, f"the {noun}", share=share)
    return None


def _extent_target(how: str, rest: str, *, share: bool) -> QuestionTarget | None:
    rest = rest.lower()
    if how == "much":
        for noun, words in _SPENT:
            if words.search(rest):
                told = {"memory": "the memory needed", "money": "the cost"}
                return QuestionTarget(
                    "extent", noun, told.get(noun, "the time needed"), share=share
                )
        if re.match(r"(?:faster|slower|quicker|speed)", rest):
            return QuestionTarget("extent", "speed", "by how much")
        for name, pattern in MEASURES.items():
            if name not in _AMBIGUOUS_MEASURES and pattern.search(rest):
                return QuestionTarget("measure", name, "by how much", share=share)
        return QuestionTarget("extent", "much", "by how much", share=share)
    if how in {"accurate", "accurately", "high", "low", "good", "well"}:
        if how in {"well", "good"}:
            return None
        return QuestionTarget("measure", "accuracy", "the figure", share=share)
    if how in {"long", "old"}:
        spans = re.search(
            r"\b(?:context|sequence|input|text|document|video|prompt|sentence)s?\b", rest
        )
        if spans or how == "old":
            return QuestionTarget("extent", "much", "how long", share=share)
        return QuestionTarget("extent", "time", "how long it takes", share=share)
    if how in {"fast", "quick", "quickly", "slow"}:
        return QuestionTarget("extent", "speed", "the speed", share=share)
    if how == "expensive":
        return QuestionTarget("extent", "money", "the cost", share=share)
    if how in {"large", "big", "small", "far", "deep", "wide"}:
        return QuestionTarget("extent", "much", f"how {how} it is", share=share)
    return None


def _trim(phrase: str) -> str:
    return " ".join(phrase.split()).strip(" .,'’-")
