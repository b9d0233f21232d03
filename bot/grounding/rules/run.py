"""Gather what all rules have against a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.grounding.language import may_be_english
from bot.grounding.rules.antonyms import exchange_objections
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.hedge_rule import hedge_objections
from bot.grounding.rules.names_rule import name_objections
from bot.grounding.rules.numbers import figure_objections
from bot.grounding.rules.owner_rule import owner_objections
from bot.grounding.rules.polarity import polarity_objections
from bot.grounding.rules.quantifiers import quantity_objections
from retrieval.text.sentences import Span

_MAX_CHARS = 2_000  # of a sentence that is read for its sense


def find_objections(
    text: str, spans: Sequence[Span], near: Sequence[int], title: str
) -> list[Finding]:
    """Return what speaks against `text`, heaviest first.

    `spans` are the abstract's sentences, and `near` the places among them of those that come
    nearest in meaning, best first; other places are ignored. Of a sentence that is not English
    only the figures and the names in Latin letters are judged.
    """
    near = [i for i in near if 0 <= i < len(spans)]
    english = may_be_english(text)
    found = [
        *figure_objections(text, spans, title),
        *name_objections(text, spans, title, english=english),
    ]
    if english:
        text = text[:_MAX_CHARS]
        spans = [replace(s, text=s.text[:_MAX_CHARS]) for s in spans]
        found += [
            *owner_objections(text, spans, title),
            *polarity_objections(text, spans, near)[0],
            *exchange_objections(text, spans, near),
            *hedge_objections(text, spans, near),
            *quantity_objections(text, spans, near),
        ]
    return sorted(found, key=lambda o: -o.weight)
