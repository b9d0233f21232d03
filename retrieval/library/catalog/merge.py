"""Merge two accounts of the same work by their versions and dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from retrieval.library.catalog.identity import Rank, rank
from retrieval.paper import WITHDRAWN, WITHDRAWN_REASON, Paper
from retrieval.text import patterns as re

_EMPTY: tuple[Any, ...] = (None, "", (), [], {})


_MEASURED = ("upvotes", "comments", "stars", "citations")
"""The `extra` keys that change without a new version; the newcomer's values are the latest."""

_PRIMARY = "primary_category"
_CROSS = ("cross", "replace-cross")


def merge(record: Paper, newcomer: Paper, *, outranks: int = 0) -> Paper:
    """Return `record` updated by `newcomer`, another account of the same work.

    The newcomer's fields win if it is a later version or, if a version is unknown or both are
    equal, if it is not older; on the same day, an account without a version does not replace one
    with a version. An empty field never wins. The better id wins, the record's among equals.
    `published` is the earlier date; `updated` is the later one, or that of the later version. A
    result equal to `record` means nothing new. Merging is idempotent:
    `merge(merge(r, n), n) == merge(r, n)`.

    arXiv categories are united with those of an older account or a cross-listing. A withdrawn
    work stays withdrawn until a later version, and keeps its last real abstract.

    An outranked account, including its dates, only fills gaps, whatever its version; its
    withdrawal holds until an account with a version contradicts it. `outranks` is positive if the
    newcomer's rank is higher, negative if lower. The source stays "starter" while the abstract is
    still the account that was written for Footnote.
    """
    if outranks > 0:
        record = _drop_claims(record, newcomer)
    elif outranks < 0:
        newcomer = _drop_claims(newcomer, record)
    lesser = None if not outranks else record if outranks > 0 else newcomer
    wins = _newcomer_wins(newcomer, record) if lesser is None else lesser is record
    winner, other = (newcomer, record) if wins else (record, newcomer)
    published, updated = _merge_dates(record, newcomer, lesser)
    ids = sorted((record.paper_id, newcomer.paper_id), key=rank, reverse=True)
    abstract = _merge_abstract(winner.abstract, other.abstract)
    lesser_doi = ids[1] if rank(ids[1]) == Rank.DOI else ""
    return replace(
        record,
        paper_id=ids[0],
        title=winner.title or other.title,
        abstract=abstract,
        authors=winner.authors or other.authors,
        published=published,
        updated=updated,
        categories=_merge_categories(record, newcomer, winner, other, lesser),
        source=_merge_source(winner, other, abstract),
        url=winner.url or other.url,
        doi=winner.doi or other.doi or (lesser_doi if lesser_doi != ids[0] else ""),
        extra=_merge_extra(record, newcomer, winner, other),
    )


def _drop_claims(paper: Paper, better: Paper) -> Paper:
    """Return an account without its version, and without a withdrawal that `better` refutes."""
    dropped = {VERSION}
    if find_version(better) is not None and not better.withdrawn:
        dropped |= {WITHDRAWN, WITHDRAWN_REASON}
    if dropped.isdisjoint(paper.extra):
        return paper
    return replace(paper, extra={k: v for k, v in paper.extra.items() if k not in dropped})


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
    """Return the date of publication, and of the last update if that differs."""
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


def _merge_source(winner: Paper, other: Paper, abstract: str) -> str:
    if not other.described_by_footnote:
        return winner.source or other.source
    is_its = abstract == other.abstract != winner.abstract
    return other.source if is_its else winner.source


def _merge_categories(
    record: Paper, newcomer: Paper, winner: Paper, other: Paper, lesser: Paper | None
) -> tuple[str, ...]:
    of_arxiv = rank(newcomer.paper_id) == Rank.ARXIV and newcomer is not lesser
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
    """Return an account's `extra` without its withdrawal."""
    if not paper.withdrawn:
        return paper.extra
    return {k: v for k, v in paper.extra.items() if k not in (WITHDRAWN, WITHDRAWN_REASON)}


VERSION: Final = "version"
"""The `extra` key of an account's version."""

_WORK = r"(?:paper|article|submission|manuscript|work|pre-?print|e-?print|version|report|note)"
_NOTICE = re.compile(
    rf"\W*(?:(?:this|the|our)\s+)?(?:\w+\s+)?{_WORK}\s+"
    r"(?:(?:has|have|had|is|was)\s+(?:been\s+)?(?:(?:\w+ly|now|hereby)\s+)?)?"
    r"(?:withdrawn|retracted)\b|\W*(?:withdrawn|retracted)\b",
    re.IGNORECASE,
)


def find_version(paper: Paper) -> int | None:
    """Return the version of an account, from 1, or None if unknown."""
    version = paper.extra.get(VERSION)
    if not isinstance(version, int) or isinstance(version, bool):
        return None
    return version if version > 0 else None


def is_later_version(one: Paper, other: Paper) -> bool | None:
    """Return whether `one` is a later version than `other`, or None if unknown."""
    mine, its = find_version(one), find_version(other)
    return None if mine is None or its is None or mine == its else mine > its


def is_withdrawn(one: Paper, other: Paper) -> bool:
    """Return whether the work of two accounts is withdrawn.

    It is if either account says so, unless the other is a later version.
    """
    if one.withdrawn and other.withdrawn:
        return True
    marked, plain = (one, other) if one.withdrawn else (other, one)
    return marked.withdrawn and is_later_version(plain, marked) is not True


def find_withdrawn_reason(winner: Paper, other: Paper) -> object:
    """Return the reason of a withdrawal from an account that gives one, the winner first."""
    reasons = (paper.extra.get(WITHDRAWN_REASON) for paper in (winner, other) if paper.withdrawn)
    return next(filter(None, reasons), "")


def is_withdrawal_notice(abstract: str) -> bool:
    """Return whether a notice of withdrawal replaces the abstract."""
    return _NOTICE.match(abstract) is not None
