"""Object to certainty that the abstract does not have: it says "may", the sentence says "is"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.grounding.rules.context import FAINT
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.reading import read
from retrieval.text.sentences import Span

_HEDGE = re.compile(
    r"\b(?:may|might|could|would|suggest(?:s|ed|ing|ive)?|hypothesi[sz]e[sd]?|"
    r"hypothesis|conjecture[sd]?|"
    r"possib(?:le|ly|ility)|potential(?:ly)?|perhaps|likely|probabl[ey]|seem(?:s|ed|"
    r"ingly)?|appear(?:s|ed)? to|"
    r"speculate[sd]?|propose[sd]? that|aim(?:s|ed|ing)? (?:to|at)|intend(?:s|ed)? to|"
    r"plan(?:s|ned)? to|"
    r"future (?:work|research|studies)|in future|will be|promis(?:e|es|ing)|"
    r"expected to|believe[sd]?|"
    r"assum(?:e|es|ed|ing)|indicat(?:e|es|ed|ing)|tend(?:s|ed)? to|should|hope(?:s|d)?|presum\w+|"
    r"unclear|unknown|whether|if|can|candidate|imply|implies|implying|towards?|"
    r"estimated|postulated?|"
    r"theor(?:y|ised|ized)|preliminary|further (?:work|research|studies))\b",
    re.IGNORECASE,
)
_CLEAR = re.compile(
    r"\b(?:may|might|could|suggest(?:s|ed|ing|ive)?|hypothesi[sz]e[sd]?|hypothesis|"
    r"conjecture[sd]?|possib(?:ly|ility)|"
    r"perhaps|probably|speculate[sd]?|aim(?:s|ed|ing)? to|intend(?:s|ed)? to|plan(?:s|ned)? to|"
    r"future (?:work|research|studies)|expected to|unclear|whether|remains? to be)\b",
    re.IGNORECASE,
)
_LEAST = 0.5  # share of the sentence's words that the hedged span must have
_WEIGHT = 0.45


def hedge_objections(text: str, spans: Sequence[Span], near: Sequence[int]) -> list[Finding]:
    """Return an objection where `text` states what the nearest sentence only supposes."""
    if not near or _HEDGE.search(text) or _CLEAR.search(text):
        return []
    ours = read(text).stems - FAINT
    if not ours:
        return []
    best, at = 0.0, near[0]
    for i in near:
        shared = len(ours & read(spans[i].text).stems) / len(ours)
        if shared > best + 0.05:
            best, at = shared, i
    hedge = _CLEAR.search(spans[at].text)
    if best < _LEAST or not hedge:
        return []
    after = read(spans[at].text[hedge.end() :]).stems - FAINT
    reach = len(ours & after) / len(ours)
    if reach < _LEAST / 2:
        return []
    return [
        Finding(
            "hedge",
            f"the abstract is less sure: “{hedge.group().lower()}”",
            contradicts=False,
            weight=round(_WEIGHT * min(1.0, best + 0.2), 3),
            span=spans[at],
        )
    ]
