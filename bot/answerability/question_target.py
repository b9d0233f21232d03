"""Read what kind of detail a question asks for: an amount, a measure, or something named."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from bot.answerability.kinds import KINDS, Kind
from bot.answerability.names import names
from bot.answerability.nouns import MEASURES, SETTINGS, head_of, is_plural, measure

Sort = Literal["count", "measure", "setting", "extent", "named"]


@dataclass(frozen=True, slots=True)
class Focus:
    """What a question asks for.

    `sort` is how it would be stated: a `count` of `noun`, a `measure` or a `setting` with a
    figure, an `extent` (how much, how long) in the units that `noun` names, or something `named`,
    of a `kind`. `what` says it to people; `share` tells that a percentage will do; `within` has the
    names (of data sets) that a measure is asked on.
    """

    sort: Sort
    noun: str
    what: str
    kind: Kind | None = None
    share: bool = False
    within: tuple[str, ...] = ()


_STOP = (
    r"(?:do|does|did|is|are|was|were|be|been|has|have|had|can|could|should|would|will|of|for|in|on|"
    r"at|with|to|that|which|by|from|into|per|over|under|than|when|after|before|it|they|we|i|you|"
    r"the|a|an|used|using|need(?:s|ed)?|reach(?:es|ed)?|get(?:s)?|achieve[sd]?|obtain(?:s|ed)?|"
    r"take[sn]?|took|give[sn]?|gave|go(?:es)?|come[s]?|make[s]?|made|contain(?:s|ed)?|"
    r"there|must|may|and|or|part|worked|work[s]?|run[s]?|[a-z]+(?:ed))\b"
)
_PHRASE = rf"(?P<noun>(?:(?!{_STOP})[\w+@/'’.-]+\s*){{1,6}})"
_COUNT = re.compile(
    rf"\bhow many\s+(?:of the\s+|of its\s+|different\s+|distinct\s+|other\s+|more\s+|total\s+)*"
    rf"(?:[\w-]+ed\s+)?{_PHRASE}|\b(?:what|which)(?:\s+(?:is|was|are|were)|['’]s)?\s+(?:the\s+)?(?:total\s+)?"
    rf"number of\s+(?:the\s+)?(?P<number>(?:(?!{_STOP})[\w+@/'’.-]+\s*){{1,6}})",
    re.IGNORECASE,
)
_WHAT = re.compile(
    rf"\b(?:what|which)(?:(?:\s+(?:is|was|are|were)|['’]s)\s+(?:the|its|their)\s+|\s+){_PHRASE}"
    rf"(?:of\s+(?:the\s+|its\s+)?(?P<of>(?:(?!{_STOP})[\w+@/'’.-]+\s*){{1,5}}))?",
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
_LOOSE = frozenset(("accuracy", "score", "latency", "error", "rank", "correlation", "distance"))
_DATA_SET = re.compile(r"\bdata[- ]set", re.IGNORECASE)
_ON = re.compile(
    r"\b(?:on|in|for|at|what|which)\s+(?:the\s+)?((?:(?!on\b|in\b|for\b|with\b)[\w+/-]+\s*){1,4})"
)
_AMOUNTS_OF = frozenset("amount value size level weight number speed length cost".split())


def read_focus(question: str) -> Focus | None:
    """Return the detail that a question asks for; None where it asks for more than a detail."""
    question = _DATA_SET.sub("dataset", question)
    focus = _read(question)
    if focus is None or focus.sort != "measure":
        return focus
    within = {name for found in _ON.finditer(question) for name in names(f"on {found[1]}")}
    return replace(focus, within=tuple(sorted(within)))


def _read(question: str) -> Focus | None:
    for kind in KINDS:
        if kind.asks.search(question):
            return Focus("named", kind.name, kind.what, kind)
    share = bool(_SHARE.search(question))
    if found := _COUNT.search(question):
        noun = _tidy(found["noun"] or found["number"])
        if not measure(noun, MEASURES) and not is_plural(
            head_of(noun)
        ):  # a list, or an adjective that is none
            noun = _tidy(re.split(r"[?.;:]", question[found.start("noun") :])[0])
        share = share or bool(re.match(r"how many of\b", found.group(), re.IGNORECASE))
        if not measure(noun, MEASURES) and not is_plural(head_of(noun)):
            return None
        return _count(noun, share=share)
    if _COST.search(question):
        return Focus("extent", "money", "the cost")
    if found := _EXTENT.search(question):
        return _extent(found["how"].lower(), found["rest"], share=share)
    if (found := _WHAT.search(question)) and not _MEANING.search(question):
        return _figure(_tidy(found["noun"]), _tidy(found["of"] or ""), share=share)
    return None


def _count(noun: str, *, share: bool) -> Focus:
    """Return what `how many` asks for: an extent where it counts units, else things."""
    for unit, words in _UNITS_COUNTED:
        if words.match(noun):
            return Focus("extent", unit, "by how much" if unit == "much" else f"the {noun}")
    if found := measure(noun, MEASURES):
        return Focus("measure", found, f"the {noun}")
    head = head_of(noun)
    noun = noun[: noun.find(head) + len(head)]
    return Focus("count", noun, f"the number of {noun}", share=share)


def _figure(noun: str, of: str, *, share: bool) -> Focus | None:
    """Return the measure or setting that a noun phrase names, None where it is neither."""
    if counted := re.fullmatch(r"(?:\w+ )??(\w+?)s? counts?", noun, re.IGNORECASE):
        return _count(f"{counted[1]}s", share=share)
    if _MEMORY.search(noun):
        return Focus("extent", "memory", f"the {noun}")
    if of and noun.lower() in _AMOUNTS_OF:
        noun = f"{of} {noun}"
    if found := measure(noun, MEASURES):
        return Focus("measure", found, f"the {noun}", share=share)
    if found := measure(noun, SETTINGS):
        return Focus("setting", found, f"the {noun}", share=share)
    return None


def _extent(how: str, rest: str, *, share: bool) -> Focus | None:
    rest = rest.lower()
    if how == "much":
        for noun, words in _SPENT:
            if words.search(rest):
                told = {"memory": "the memory needed", "money": "the cost"}
                return Focus("extent", noun, told.get(noun, "the time needed"), share=share)
        if re.match(r"(?:faster|slower|quicker|speed)", rest):
            return Focus("extent", "speed", "by how much")
        for name, pattern in MEASURES.items():
            if name not in _LOOSE and pattern.search(rest):
                return Focus("measure", name, "by how much", share=share)
        return Focus("extent", "much", "by how much", share=share)
    if how in {"accurate", "accurately", "high", "low", "good", "well"}:
        if how in {"well", "good"}:
            return None
        return Focus("measure", "accuracy", "the figure", share=share)
    if how in {"long", "old"}:
        spans = re.search(
            r"\b(?:context|sequence|input|text|document|video|prompt|sentence)s?\b", rest
        )
        if spans or how == "old":
            return Focus("extent", "much", "how long", share=share)
        return Focus("extent", "time", "how long it takes", share=share)
    if how in {"fast", "quick", "quickly", "slow"}:
        return Focus("extent", "speed", "the speed", share=share)
    if how == "expensive":
        return Focus("extent", "money", "the cost", share=share)
    if how in {"large", "big", "small", "far", "deep", "wide"}:
        return Focus("extent", "much", f"how {how} it is", share=share)
    return None


def _tidy(phrase: str) -> str:
    return " ".join(phrase.split()).strip(" .,'’-")
