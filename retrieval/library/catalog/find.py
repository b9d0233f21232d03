"""Find the paper that a reference names, and search titles."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from retrieval.errors import PaperNotFound
from retrieval.library.catalog import read
from retrieval.library.catalog.tables import papers
from retrieval.paper import Paper, arxiv_id, doi, normalize_title, title_hash
from retrieval.provenance import UPLOAD
from retrieval.text.clean import clean_text

_MAX_REFERENCE_CHARS = 2_000
"""The part of a reference that is read; links and titles are shorter."""

_MAX_SUGGESTIONS = 3
_MAX_QUOTED_CHARS = 80
"""The length of a reference or title quoted in a message."""

_MAX_WORDS_LOOKED_UP = 32
_MAX_COMPARED_TITLES = 200
"""The number of titles to compare letter by letter; the others share fewer words."""


def find(connection: sa.Connection, reference: str, place: read.Place) -> Paper:
    """Return the paper with an id, link, DOI, title, or unambiguous part of a title.

    Raises PaperNotFound, whose message suggests up to three papers.
    """
    reference = reference.strip()[:_MAX_REFERENCE_CHARS]
    if not reference:
        raise PaperNotFound("No paper was named. Give an id, a link, a DOI or a title.")
    if found := _find_by_id(connection, reference, place):
        return found
    folded = normalize_title(reference)
    if not folded:
        raise _not_found_error(reference)
    titled = papers.c.folded_title == folded
    # an upload must not hide a paper of the same title
    for exact in (sa.and_(titled, papers.c.source != UPLOAD), titled):
        if ids := _select_ids(connection, place, exact):
            break
    else:
        if former := _get(connection, title_hash(reference), place):
            return former
        ids = _select_ids(connection, place, _begins(folded)) or _select_ids(
            connection, place, _has_part(folded)
        )
    if len(ids) == 1 and (paper := _get(connection, ids[0], place)):
        return paper
    if ids:
        raise PaperNotFound(
            f"“{_shorten(reference)}” may be several papers: "
            f"{_format_papers(connection, ids, place)}. Give an id, or more words."
        )
    near = [] if _is_id(reference) else _find_similar(connection, folded, place)
    if near:
        raise PaperNotFound(
            f"No paper is called “{_shorten(reference)}”. "
            f"Nearest: {_format_papers(connection, near, place)}."
        )
    raise _not_found_error(reference)


def complete(connection: sa.Connection, folded: str, limit: int, place: read.Place) -> list[str]:
    """Return the ids of papers with words that begin with those of a folded text.

    Titles that begin with the text come first.
    """
    words = [_has_part(word) for word in dict.fromkeys(folded.split())]
    first = sa.case((_begins(folded), 0), else_=1)
    return _select_ids(connection, place, *words[:_MAX_WORDS_LOOKED_UP], order=first, limit=limit)


def find_containing(
    connection: sa.Connection, folded: str, limit: int, place: read.Place
) -> list[str]:
    """Return the ids of papers whose title contains a folded text at the start of a word."""
    return _select_ids(connection, place, _has_part(folded), limit=limit)


def _find_similar(connection: sa.Connection, folded: str, place: read.Place) -> list[str]:
    """Return the ids of papers with the most similar titles that share a word with `folded`."""
    from rapidfuzz import fuzz, process

    words = sorted(set(folded.split()), key=len, reverse=True)[:_MAX_WORDS_LOOKED_UP]
    shared = [_title_between_spaces.contains(f" {word} ") for word in words]
    wanted = sa.select(papers.c.paper_id, papers.c.folded_title)
    wanted = wanted.where(read.is_seen_from(place), sa.or_(*shared))
    most = sum((sa.case((has_word, 1), else_=0) for has_word in shared), start=sa.literal(0))
    rows = connection.execute(wanted.order_by(most.desc()).limit(_MAX_COMPARED_TITLES))
    titles = {row.paper_id: row.folded_title for row in rows}
    best = process.extract(folded, titles, scorer=fuzz.ratio, limit=_MAX_SUGGESTIONS)
    return [paper_id for _, _, paper_id in best]


_title_between_spaces = sa.literal(" ") + papers.c.folded_title + " "


def _begins(folded: str) -> sa.ColumnElement[bool]:
    return papers.c.folded_title.startswith(folded)


def _has_part(folded: str) -> sa.ColumnElement[bool]:
    """Return the condition that a title contains a folded text at the start of a word."""
    return _title_between_spaces.contains(f" {folded}")


def _select_ids(
    connection: sa.Connection,
    place: read.Place,
    *conditions: sa.ColumnElement[bool],
    order: sa.ColumnElement[int] | None = None,
    limit: int = _MAX_SUGGESTIONS + 1,
) -> list[str]:
    """Return the ids of papers that a place sees, in the order of their titles."""
    wanted = sa.select(papers.c.paper_id).where(read.is_seen_from(place), *conditions)
    by_title = (papers.c.folded_title, papers.c.number)
    wanted = wanted.order_by(*by_title if order is None else (order, *by_title))
    return list(connection.scalars(wanted.limit(limit)))


def _not_found_error(reference: str) -> PaperNotFound:
    return PaperNotFound(
        f"No paper “{_shorten(reference)}” is in the library. Check the id or title, or add the "
        "paper first."
    )


def _get(connection: sa.Connection, paper_id: str, place: read.Place) -> Paper | None:
    return read.get_many(connection, [paper_id], place).get(paper_id)


def _find_by_id(connection: sa.Connection, reference: str, place: read.Place) -> Paper | None:
    if found := _get(connection, reference, place):
        return found
    if (known := arxiv_id(reference)) and (found := _get(connection, known, place)):
        return found
    if known := doi(reference):
        return _get(connection, known, place) or read.get_by_doi(connection, known, place)
    return None


def _is_id(reference: str) -> bool:
    return bool(arxiv_id(reference) or doi(reference))


def _format_papers(connection: sa.Connection, ids: Sequence[str], place: read.Place) -> str:
    known = read.get_many(connection, ids[:_MAX_SUGGESTIONS], place)
    names = [f"“{_shorten(clean_text(p.title))}” ({p.paper_id})" for p in known.values()]
    return ", ".join(names) + (", …" if len(ids) > _MAX_SUGGESTIONS else "")


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_QUOTED_CHARS else text[: _MAX_QUOTED_CHARS - 1].rstrip() + "…"
