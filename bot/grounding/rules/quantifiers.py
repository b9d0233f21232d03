"""Object to quantifiers that claim more than the abstract: all, always, only, best, most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.grounding.rules.context import FAINT
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.reading import Word, read
from bot.grounding.rules.stems import stem
from retrieval.text.sentences import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that claim much, and words of the abstract that bear them out.

    `weight` is the objection's where none of those is there.
    """

    claims: re.Pattern[str]
    borne_out: re.Pattern[str]
    weight: float


def _claim(claims: str, borne_out: str, weight: float) -> Claim:
    flags = re.IGNORECASE
    return Claim(
        re.compile(rf"\b(?:{claims})\b", flags),
        re.compile(rf"\b(?:{claims}|{borne_out})\b", flags),
        weight,
    )


_CLAIMS = (
    _claim(
        r"all(?! of which)|every|always|entire(?:ly)?|whole|completely|fully|"
        r"universal(?:ly)?|invariably|"
        r"without exception|in every case|consistently",
        r"both|across|100 ?%|never|no|regardless|respectively|uniformly|arbitrary|"
        r"wide range|total|throughout|"
        r"general(?:ly|ize\w*)?|robust\w*|full|complete|overall",
        0.35,
    ),
    _claim(
        r"only|solely|exclusively|alone|purely|nothing but",
        r"just|single|sole|merely|without|no|unique(?:ly)?|restrict\w*|limit\w*|"
        r"require\w*|one|few\w*|fraction|"
        r"as (?:few|little) as|mere|instead|rather|pure|not|independent\w*|directly|"
        r"simply|less|smaller|minimal|free",
        0.4,
    ),
    _claim(
        r"the first|first (?:to|ever|work|paper|study|time)|for the first time|pioneering",
        r"first|novel|new|no (?:prior|previous|existing)|unprecedented|introduc\w+|"
        r"initial\w*|1st|original\w*|earliest",
        0.5,
    ),
    _claim(
        r"the best|best|the highest|the lowest|the fastest|the largest|the smallest|"
        r"state[- ]of[- ]the[- ]art|sota|"
        r"optimal|the worst|the most \w+|unmatched|unbeaten",
        r"outperform\w*|superior\w*|better|top|leading|surpass\w*|beat\w*|exceed\w*|record|"
        r"competitive|advanc\w+|improv\w+|highest|lowest|largest|smallest|fastest|most|"
        r"lead\w*|first|win\w*|rank\w*|"
        r"maxim\w+|minim\w+|new|worst|strongest|greatest|greater|least|ideal|optim\w+",
        0.5,
    ),
    _claim(
        r"most|majority|the bulk of|predominantly|largely|mainly|mostly",
        r"all|every|\d\d(?:\.\d+)? ?%|primar\w+|main\w*|major\w*|half|typical\w*|"
        r"common\w*|general\w*|often|"
        r"almost|nearly|many|usual\w*|best|highest|largest|domina\w+|popular|"
        r"principal\w*|widely|especially|particular\w*",
        0.3,
    ),
    _claim(
        r"significantly|substantially|dramatically|drastically|vastly|enormously|"
        r"hugely|greatly|by a large margin|"
        r"massively|tremendously",
        r"significan\w+|substantial|dramatic|drastic|large|larger|considerabl\w*|"
        r"marked\w*|strong\w*|\d+(?:\.\d+)? ?(?:%|x|×|times)|"
        r"margin|outperform\w*|great|huge|much|far|orders?|superior\w*|notabl\w+|"
        r"remarkabl\w+|impressive\w*|p ?[<=]|surpass\w*|fold|"
        r"consistent\w*|highly|well|high|major|severe\w*|vast",
        0.3,
    ),
    _claim(
        r"none|nobody|nothing|never|in no case|at no time",
        r"no|not|without|neither|nor|zero|fail\w*|lack\w*|cannot|n't|unable|un\w+",
        0.5,
    ),
    _claim(
        r"prove[sdn]?|proof|guarantee[sd]?|guarantees|theoretically",
        r"theor\w+|prov\w+|guarantee\w*|bound\w*|converge\w*|show that|rigorous\w*|"
        r"formal\w*|certif\w+|ensur\w+|analy\w+",
        0.4,
    ),
)


def quantity_objections(text: str, spans: Sequence[Span], near: Sequence[int]) -> list[Finding]:
    """Return an objection for the heaviest claim of `text` that no near sentence bears out."""
    found: list[Finding] = []
    if not near:
        return found
    ours = read(text).stems - FAINT
    about = [spans[i].text for i in near] if ours else []
    for claim in _CLAIMS:
        match = claim.claims.search(text)
        if match and not any(claim.borne_out.search(t) for t in about):
            found.append(
                Finding(
                    "quantity",
                    f"the abstract does not say “{match.group().lower()}”",
                    contradicts=False,
                    weight=claim.weight,
                    span=spans[near[0]],
                )
            )
    return sorted(found, key=lambda o: -o.weight)[:1]


# How much of something is meant: of things, and of cases.
_EXTENTS = {
    "all": 4, "every": 4, "always": 4, "invariably": 4, "entirely": 4,
    "most": 3, "mostly": 3, "majority": 3, "usually": 3, "generally": 3, "typically": 3,
    "largely": 3, "mainly": 3, "often": 3, "frequently": 3,
    "many": 2, "several": 2, "some": 2, "sometimes": 2, "partly": 2, "partially": 2,
    "occasionally": 2, "half": 2, "certain": 2,
    "few": 1, "rarely": 1, "seldom": 1, "hardly": 1, "minority": 1,
}  # fmt: skip
_NEAR = 3  # words that bear meaning, between "most" and what it is said of
_LEAST = 0.35  # share of the sentence's words that the abstract's must have
_MOST = 12
_WEIGHT = 0.5
_NOT_OF = frozenset("at all most accurate effective important efficient recent".split())


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of what is meant: 4 all to 1 few, and the stems of what it is said of."""

    size: int
    of: frozenset[str]
    word: str


def extent_objections(text: str, spans: Sequence[Span], near: Sequence[int]) -> list[Finding]:
    """Return an objection where `text` claims a greater extent than the abstract's sentence."""
    ours = extents(text)
    whole = read(text).stems - FAINT
    if not ours or not whole:
        return []
    for mine in ours:
        rivals: list[tuple[Extent, int]] = []
        for i in near:
            if len(whole & read(spans[i].text).stems) < _LEAST * len(whole):
                continue
            rivals += [(theirs, i) for theirs in extents(spans[i].text) if theirs.of & mine.of]
        if not rivals or any(theirs.size >= mine.size for theirs, _ in rivals):
            continue
        theirs, i = rivals[0]
        return [
            Finding(
                "quantity",
                f"the abstract says “{theirs.word}”, not “{mine.word}”",
                contradicts=False,
                weight=_WEIGHT,
                span=spans[i],
            )
        ]
    return []


@lru_cache(maxsize=4_096)
def extents(text: str) -> tuple[Extent, ...]:
    """Return the extents that a sentence names, "half of the heads" and "5 of 8" among them."""
    words = read(text).words
    found = []
    for i, word in enumerate(words):
        size = _EXTENTS.get(word.low, 0)
        following = words[i + 1].low if i + 1 < len(words) else ""
        before = [w.low for w in words[max(0, i - 2) : i]]
        if "not" in before or before[-1:] == ["at"]:
            continue  # "not in all", "at most"
        if word.low == "most" and (
            following in _NOT_OF or following.endswith(("ive", "ant", "ed"))
        ):
            continue  # "the most effective"
        if _is_part(words, i):
            size = 2
        if size:
            of = [w.stem for w in words[i + 1 : i + 8] if w.bears_meaning and not w.low.isdigit()]
            found.append(Extent(size, frozenset(of[:_NEAR]), word.raw))
    return tuple(found[:_MOST])


def _is_part(words: Sequence[Word], i: int) -> bool:
    """Tell whether "five of the eight", "50%-90% of the heads" begins at place `i`."""
    rest = [w.low for w in words[i + 1 : i + 4]]
    if rest[:1] == ["%"] and rest[1:2] == ["of"]:
        return words[i].low != "100"
    part = rest[:1] == ["of"] and (rest[1:2] in (["the"], ["its"]) or rest[1:2] == ["all"])
    return part and (words[i].low.isdigit() or stem(words[i].low) in _COUNTS)


_COUNTS = frozenset(stem(w) for w in "two three four five six seven eight nine ten".split())
