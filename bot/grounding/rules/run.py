"""Gather what all rules have against a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.grounding.language import may_be_english
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.names_rule import name_objections
from bot.grounding.rules.negation_parity import parity
from bot.grounding.rules.numbers import figure_objections
from bot.grounding.rules.owner_rule import owner_objections
from bot.grounding.rules.polarity import polarity_objections
from retrieval.text.sentences import Span

_AGREEING_WEIGHT = 0.25  # of a word with the same sign in both
_MAX_CHARS = 2_000  # of a sentence that is read for its sense


def run_rules(
    text: str, spans: Sequence[Span], near: Sequence[int], title: str
) -> tuple[list[Finding], float]:
    """Return what speaks against `text`, heaviest first, and how far it agrees with the abstract.

    The agreement is in log odds of support: above 0 where both affirm or deny the same, below
    where one denies what the other affirms. `spans` are the abstract's sentences, and `near` the
    places among them of those that come nearest in meaning, best first; other places are ignored.
    Of a sentence that is not English only the figures and the names in Latin letters are judged.
    """
    near = [i for i in near if 0 <= i < len(spans)]
    english = may_be_english(text)
    found = [
        *figure_objections(text, spans, title),
        *name_objections(text, spans, title, english=english),
    ]
    agreement = 0.0
    if english:
        text = text[:_MAX_CHARS]
        spans = [replace(s, text=s.text[:_MAX_CHARS]) for s in spans]
        opposed, agreeing = polarity_objections(text, spans, near)
        agreement = parity(text, spans, near) + _AGREEING_WEIGHT * agreeing
        found += [
            *owner_objections(text, spans, title),
            *opposed,
        ]
    return sorted(found, key=lambda o: -o.weight), agreement
