"""Object to quantifiers that claim more than the abstract: all, always, only, best, most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.grounding.rules.context import FAINT
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.reading import read
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
