"""What speaks against a sentence, as the rules find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrieval.text.sentences import Span

FindingKind = Literal["figure", "owner", "direction", "negation", "antonym", "name"]


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
