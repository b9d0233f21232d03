"""What speaks against a sentence, as the rules find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrieval.text.sentences import Span

FindingKind = Literal[
    "figure", "owner", "direction", "negation", "antonym", "name", "hedge", "quantity",
    "exchange", "swap", "denial", "assertion",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the abstract does not say, or says otherwise.

    `reason` is for people, a few words without a full stop. `contradicts` tells that the abstract
    says the opposite, rather than nothing. `weight` is from 0 to 1: 1 is surely wrong, whatever
    the rest of the sentence means. `span` is the sentence of the abstract that decides, if any.
    """

    kind: FindingKind
    reason: str
    contradicts: bool
    weight: float
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class RuleFeatures:
    """The same findings as numbers for a fitted model: 0 where there is nothing to object.

    Each is the weight of the heaviest objection of its kind, but for `figures_unmatched` and
    `names_unmatched`, which are shares of the sentence's figures and names, 0 to 1, `parity`,
    which is `parity.parity`, -1 to 1, and `agreeing`: how many signed words of the sentence the
    abstract has with the same sign.
    """

    figure: float = 0.0
    owner: float = 0.0
    direction: float = 0.0
    negation: float = 0.0
    antonym: float = 0.0
    name: float = 0.0
    hedge: float = 0.0
    quantity: float = 0.0
    exchange: float = 0.0
    swap: float = 0.0
    denial: float = 0.0
    assertion: float = 0.0
    figures_unmatched: float = 0.0
    names_unmatched: float = 0.0
    parity: float = 0.0
    agreeing: float = 0.0
