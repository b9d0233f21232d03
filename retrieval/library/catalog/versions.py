"""Tell what two accounts of one work say of its versions, and whether it stands."""

from __future__ import annotations

import re
from typing import Final

from retrieval.paper import WITHDRAWN_REASON, Paper

VERSION: Final = "version"
"""The key in `extra` of which version an account is of."""

STARTER = "starter"
"""The source of the short summaries written for the demo: any other account is better."""

_WORK = r"(?:paper|article|submission|manuscript|work|pre-?print|e-?print|version|report|note)"
_NOTICE = re.compile(
    rf"\W*(?:(?:this|the|our)\s+)?(?:\w+\s+)?{_WORK}\s+"
    r"(?:(?:has|have|had|is|was)\s+(?:been\s+)?(?:(?:\w+ly|now|hereby)\s+)?)?"
    r"(?:withdrawn|retracted)\b|\W*(?:withdrawn|retracted)\b",
    re.IGNORECASE,
)


def version_of(paper: Paper) -> int | None:
    """Return which version an account is of, from 1 on; None where it does not say, as starters."""
    told = paper.extra.get(VERSION)
    if not isinstance(told, int) or isinstance(told, bool) or paper.source == STARTER:
        return None
    return told if told > 0 else None


def later_version(one: Paper, other: Paper) -> bool | None:
    """Say whether `one` is of a later version than `other`; None where that is not known."""
    mine, its = version_of(one), version_of(other)
    return None if mine is None or its is None or mine == its else mine > its


def stays_withdrawn(one: Paper, other: Paper) -> bool:
    """Say whether a work is withdrawn of which these are two accounts.

    It is where either says so, but for one that is of a later version and says nothing of it.
    """
    if one.withdrawn and other.withdrawn:
        return True
    if not one.withdrawn and not other.withdrawn:
        return False
    marked, plain = (one, other) if one.withdrawn else (other, one)
    return later_version(plain, marked) is not True


def withdrawn_reason(winner: Paper, other: Paper) -> object:
    """Return why a work is withdrawn, in the words of the account that says so."""
    told = (paper.extra.get(WITHDRAWN_REASON) for paper in (winner, other) if paper.withdrawn)
    return next(filter(None, told), "")


def is_notice(abstract: str) -> bool:
    """Say whether a text stands in the place of an abstract to say that there is none any more."""
    return _NOTICE.match(abstract) is not None
