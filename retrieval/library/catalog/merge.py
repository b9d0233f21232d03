"""Make one paper of two accounts of the same work, by their versions and dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from retrieval.library.catalog.identity import Rank, rank
from retrieval.paper import WITHDRAWN, WITHDRAWN_REASON, Paper

_EMPTY: tuple[Any, ...] = (None, "", (), [], {})


_MEASURED = ("upvotes", "comments", "stars", "citations")
"""The keys in `extra` of what changes without a new version: the newcomer has looked last."""

_PRIMARY = "primary_category"
_CROSS = ("cross", "replace-cross")


def merge(record: Paper, newcomer: Paper, *, outranks: int = 0) -> Paper:
    """Return `record` as it should be once `newcomer`, another account of its work, is known.

    The newcomer's fields win where it is of a later version, or, where one version is not known
    or both are the same, where it is not older; the record's elsewhere, as where only it names
    a version and both are of one day. An empty field never wins. The id is the better one, the
    record's among equals. `published` is the earlier of both, `updated` the later, or that of
    the later version: so the outcome is as new as the newer account, whichever came first.
    Equal to `record`: there is nothing new. `merged(merged(r, n), n) == merged(r, n)`.

    Categories of arXiv's are united with those of an older account or of a cross-listing. A
    withdrawn work stays so until there is a later version, and keeps its last real abstract.

    A starter's account, dates included, only fills gaps beside another source's. So does one that
    is outranked, whatever version it says it is of; its withdrawal holds until an account of a
    version says otherwise. `outranks` is above 0 where the newcomer's rank is the higher one,
    below 0 where the record's is.
    """
    if outranks > 0:
        record = _drop_claims(record, newcomer)
    elif outranks < 0:
        newcomer = _drop_claims(newcomer, record)
    lesser = _find_lesser(record, newcomer, outranks)
    wins = _newcomer_wins(newcomer, record) if lesser is None else lesser is record
    winner, other = (newcomer, record) if wins else (record, newcomer)
    published, updated = _merge_dates(record, newcomer, lesser)
    ids = sorted((record.paper_id, newcomer.paper_id), key=rank, reverse=True)
    lesser_doi = ids[1] if rank(ids[1]) == Rank.DOI else ""
    return replace(
        record,
        paper_id=ids[0],
        title=winner.title or other.title,
        abstract=_merge_abstract(winner.abstract, other.abstract),
        authors=winner.authors or other.authors,
        published=published,
        updated=updated,
        categories=_merge_categories(record, newcomer, winner, other, lesser),
        source=winner.source or (other.source if other.source != STARTER else ""),
        url=winner.url or other.url,
        doi=winner.doi or other.doi or (lesser_doi if lesser_doi != ids[0] else ""),
        extra=_merge_extra(record, newcomer, winner, other),
    )


def _drop_claims(paper: Paper, better: Paper) -> Paper:
    """Return an account without the version it claims, and without a withdrawal that is over."""
    dropped = {VERSION}
    if find_version(better) is not None and not better.withdrawn:
        dropped |= {WITHDRAWN, WITHDRAWN_REASON}
    if dropped.isdisjoint(paper.extra):
        return paper
    return replace(paper, extra={k: v for k, v in paper.extra.items() if k not in dropped})


def _find_lesser(record: Paper, newcomer: Paper, outranks: int) -> Paper | None:
    """Return which account only fills gaps; None where versions and dates decide."""
    if outranks:
        return record if outranks > 0 else newcomer
    if (newcomer.source == STARTER) != (record.source == STARTER):
        return record if record.source == STARTER else newcomer
    return None


def _newcomer_wins(newcomer: Paper, record: Paper) -> bool:
    if (later := is_later_version(newcomer, record)) is not None:
        return later
    new, old = _find_date(newcomer), _find_date(record)
    if new is None or old is None:
        return True
    if new == old:
        return find_version(newcomer) is not None or find_version(record) is None
    return new > old


def _find_date(paper: Paper) -> date | None:
    return paper.updated or paper.published


def _merge_dates(one: Paper, other: Paper, lesser: Paper | None) -> tuple[date | None, date | None]:
    """Return when the work was first published, and last updated where that differs."""
    if lesser is not None:
        better = other if lesser is one else one
        known = better if _find_date(better) else lesser
        return known.published, known.updated
    published = min(filter(None, (one.published, other.published)), default=None)
    latest = max(filter(None, (_find_date(one), _find_date(other))), default=None)
    if (later := is_later_version(one, other)) is not None:
        latest = _find_date(one if later else other) or latest
    revised = one.updated or other.updated or latest != published
    return published, latest if revised else None


def _merge_abstract(winning: str, other: str) -> str:
    if other and is_withdrawal_notice(winning) and not is_withdrawal_notice(other):
        return other
    return winning or other


def _merge_categories(
    record: Paper, newcomer: Paper, winner: Paper, other: Paper, lesser: Paper | None
) -> tuple[str, ...]:
    of_arxiv = rank(newcomer.paper_id) == Rank.ARXIV and newcomer.source != STARTER
    of_arxiv = of_arxiv and newcomer is not lesser
    partial = newcomer is other or newcomer.extra.get("announced") in _CROSS
    if not (newcomer.categories and of_arxiv and partial):
        return winner.categories or other.categories
    if record.categories and set(newcomer.categories) <= set(record.categories):
        return record.categories
    united = dict.fromkeys((*record.categories, *newcomer.categories))
    primary = newcomer.extra.get(_PRIMARY) or record.extra.get(_PRIMARY)
    return tuple(sorted(united, key=lambda category: category != primary))


def _merge_extra(record: Paper, newcomer: Paper, winner: Paper, other: Paper) -> Mapping[str, Any]:
    if not newcomer.extra and not record.withdrawn:
        return record.extra
    winning, beside = _extra_without_withdrawal(winner), _extra_without_withdrawal(other)
    gaps = {k: v for k, v in beside.items() if v not in _EMPTY and winning.get(k) in _EMPTY}
    extra = {**beside, **winning, **gaps}
    extra |= {k: v for k in _MEASURED if (v := newcomer.extra.get(k)) not in _EMPTY}
    if is_withdrawn(record, newcomer):
        extra[WITHDRAWN] = True
        extra.pop(WITHDRAWN_REASON, None)
        if reason := find_withdrawn_reason(winner, other):
            extra[WITHDRAWN_REASON] = reason
    return extra


def _extra_without_withdrawal(paper: Paper) -> Mapping[str, Any]:
    """Return what an account says beside the paper, but for its being withdrawn."""
    if not paper.withdrawn:
        return paper.extra
    return {k: v for k, v in paper.extra.items() if k not in (WITHDRAWN, WITHDRAWN_REASON)}


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


def find_version(paper: Paper) -> int | None:
    """Return which version an account is of, from 1 on; None where it does not say, as starters."""
    told = paper.extra.get(VERSION)
    if not isinstance(told, int) or isinstance(told, bool) or paper.source == STARTER:
        return None
    return told if told > 0 else None


def is_later_version(one: Paper, other: Paper) -> bool | None:
    """Say whether `one` is of a later version than `other`; None where that is not known."""
    mine, its = find_version(one), find_version(other)
    return None if mine is None or its is None or mine == its else mine > its


def is_withdrawn(one: Paper, other: Paper) -> bool:
    """Say whether a work is withdrawn of which these are two accounts.

    It is where either says so, but for one that is of a later version and says nothing of it.
    """
    if one.withdrawn and other.withdrawn:
        return True
    if not one.withdrawn and not other.withdrawn:
        return False
    marked, plain = (one, other) if one.withdrawn else (other, one)
    return is_later_version(plain, marked) is not True


def find_withdrawn_reason(winner: Paper, other: Paper) -> object:
    """Return why a work is withdrawn, in the words of the account that says so."""
    told = (paper.extra.get(WITHDRAWN_REASON) for paper in (winner, other) if paper.withdrawn)
    return next(filter(None, told), "")


def is_withdrawal_notice(abstract: str) -> bool:
    """Say whether a text stands in the place of an abstract to say that there is none any more."""
    return _NOTICE.match(abstract) is not None
