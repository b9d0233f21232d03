"""Gather what all rules have against a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.grounding.language import may_be_english
from bot.grounding.rules.antonyms import exchange_objections
from bot.grounding.rules.comparison_rule import comparison_objections
from bot.grounding.rules.denial import denial_objections
from bot.grounding.rules.finding import Finding, FindingKind, RuleFeatures
from bot.grounding.rules.hedge_rule import hedge_objections
from bot.grounding.rules.names_rule import name_objections, names
from bot.grounding.rules.negation_parity import parity
from bot.grounding.rules.numbers import figure_objections
from bot.grounding.rules.owner_rule import owner_objections
from bot.grounding.rules.polarity import polarity_objections
from bot.grounding.rules.quantifiers import extent_objections, quantity_objections
from bot.grounding.rules.quantities import quantities
from bot.grounding.rules.role_swap import role_objections, swap_objections
from retrieval.text.sentences import Span

_LONGEST = 2_000  # characters of a sentence that are read for its sense


def run_rules(
    text: str, spans: Sequence[Span], near: Sequence[int], title: str
) -> tuple[list[Finding], RuleFeatures]:
    """Return what speaks against `text`, heaviest first, and the same as features of a classifier.

    `spans` are the abstract's sentences, and `near` the places among them of those that come
    nearest in meaning, best first; other places are ignored. Of a sentence that is not English
    only the figures and the names in Latin letters are judged.
    """
    near = [i for i in near if 0 <= i < len(spans)]
    found, agreeing = _collect_findings(text, spans, near, title)
    heaviest: dict[FindingKind, float] = {}
    for o in found:
        heaviest[o.kind] = max(o.weight, heaviest.get(o.kind, 0.0))
    number = len([q for q in quantities(text) if not q.spelled or q.value > 1])
    named = len(names(text))
    return found, RuleFeatures(
        **heaviest,
        figures_unmatched=_share(found, "figure", number),
        names_unmatched=_share(found, "name", named),
        parity=parity(text, spans, near) if may_be_english(text) else 0.0,
        agreeing=agreeing,
    )


def _collect_findings(
    text: str, spans: Sequence[Span], near: Sequence[int], title: str
) -> tuple[list[Finding], float]:
    english = may_be_english(text)
    found = [
        *figure_objections(text, spans, title),
        *name_objections(text, spans, title, english=english),
    ]
    agreeing = 0.0
    if english:
        text = text[:_LONGEST]
        spans = [replace(s, text=s.text[:_LONGEST]) if len(s.text) > _LONGEST else s for s in spans]
        by_sign, agreeing = polarity_objections(text, spans, near)
        found += [
            *owner_objections(text, spans, title),
            *comparison_objections(text, spans, near, title),
            *role_objections(text, spans, near),
            *by_sign,
            *exchange_objections(text, spans, near),
            *swap_objections(text, spans, near),
            *denial_objections(text, spans, near),
            *hedge_objections(text, spans, near),
            *quantity_objections(text, spans, near),
            *extent_objections(text, spans, near),
        ]
    return sorted(found, key=lambda o: -o.weight), agreeing


def _share(found: Sequence[Finding], kind: FindingKind, of: int) -> float:
    return min(1.0, sum(o.kind == kind for o in found) / of) if of else 0.0
