"""Read papers from the catalog, by id, page, filters or order of arrival."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import sqlalchemy as sa

from retrieval.db.database import Database, batches
from retrieval.library.catalog.identity import fold_name, to_key
from retrieval.library.catalog.tables import (
    COLUMNS,
    paper_keys,
    papers,
    to_paper,
)
from retrieval.paper import WITHDRAWN, Paper
from retrieval.provenance import UPLOAD, Provenance
from retrieval.search.query import Filters, fold_categories
from retrieval.text.surrogates import replace_surrogates

Sort = Literal["published", "oldest", "title", "added"]

_ORDERS: Final = {
    "published": (papers.c.dated.desc().nulls_last(), papers.c.number.desc()),
    "oldest": (papers.c.dated.asc().nulls_last(), papers.c.number),
    "title": (papers.c.folded_title, papers.c.number),
    "added": (papers.c.number.desc(),),
}
_BY_ID = sa.select(*COLUMNS).where(papers.c.paper_id.in_(sa.bindparam("ids", expanding=True)))
_BY_KEY = (
    sa.select(paper_keys.c.key, *COLUMNS)
    .join(papers, papers.c.paper_id == paper_keys.c.paper_id)
    .where(paper_keys.c.key.in_(sa.bindparam("keys", expanding=True)))
    .order_by(papers.c.number)
)

Place = str | None
"""Where papers are read: a server or a person's direct messages, or None for the operator.

Papers that members uploaded elsewhere are not there.
"""


def is_seen_from(place: Place) -> sa.ColumnElement[bool]:
    """Return the condition that a place may see a paper."""
    if place is None:
        return sa.true()
    return sa.or_(papers.c.source != UPLOAD, papers.c.place == place)


def get_many(connection: sa.Connection, ids: Sequence[str], place: Place) -> dict[str, Paper]:
    """Return the known papers by requested id, current or former, in the order of `ids`."""
    found: dict[str, Paper] = {}
    by_id, by_key = (each.where(is_seen_from(place)) for each in (_BY_ID, _BY_KEY))
    for batch in batches(ids):
        for row in connection.execute(by_id, {"ids": batch}):
            found[row[0]] = to_paper(row)
    if missing := {to_key(i): i for i in ids if i not in found}:
        asked: dict[str, list[str]] = {}
        for paper_id in ids:
            asked.setdefault(to_key(paper_id), []).append(paper_id)
        for batch in batches(list(missing)):
            for key, *values in connection.execute(by_key, {"keys": batch}):
                for paper_id in asked[key]:
                    found.setdefault(paper_id, to_paper(values))
    return {paper_id: found[paper_id] for paper_id in ids if paper_id in found}


def count(connection: sa.Connection, filters: Filters) -> int:
    """Return the number of papers that match `filters`."""
    if wrote := build_author_test(filters):
        wanted = sa.select(papers.c.folded_authors).where(*build_conditions(filters))
        return sum(map(wrote, connection.scalars(wanted)))
    wanted = sa.select(sa.func.count()).select_from(papers).where(*build_conditions(filters))
    return connection.scalar(wanted) or 0


def page(
    connection: sa.Connection, filters: Filters, sort: Sort, offset: int, limit: int
) -> list[Paper]:
    """Return up to `limit` papers that match `filters`, from `offset` on."""
    # Select ids first: sorting whole rows would move every abstract.
    wanted = sa.select(papers.c.paper_id, papers.c.folded_authors)
    wanted = wanted.where(*build_conditions(filters)).order_by(*_ORDERS[sort])
    if wrote := build_author_test(filters):
        met = [row[0] for row in connection.execute(wanted) if wrote(row[1])]
        ids = met[offset : offset + limit]
    else:
        ids = list(connection.scalars(wanted.offset(offset).limit(limit)))
    return list(get_many(connection, ids, filters.place).values())


def list_arrivals(connection: sa.Connection, after: int, limit: int, place: Place) -> list[str]:
    """Return the ids of the last `limit` papers numbered above `after`, without withdrawn ones."""
    wanted = sa.select(papers.c.number, papers.c.paper_id, papers.c.extra)
    wanted = wanted.where(is_seen_from(place)).order_by(papers.c.number.desc()).limit(limit)
    ids: list[str] = []
    below = None
    while len(ids) < limit:
        ahead = papers.c.number > after
        rows = connection.execute(
            wanted.where(ahead if below is None else sa.and_(ahead, papers.c.number < below))
        ).all()
        ids += [row.paper_id for row in rows if row.extra.get(WITHDRAWN) is not True]
        if len(rows) < limit:
            break
        below = rows[-1].number
    return ids[:limit][::-1]


def get_provenance(connection: sa.Connection, paper_id: str, place: Place) -> Provenance:
    """Return the provenance of the paper with a current id; unknown if there is none."""
    wanted = sa.select(papers.c.provenance).where(papers.c.paper_id == paper_id)
    return Provenance(connection.scalar(wanted.where(is_seen_from(place))) or Provenance.UNKNOWN)


def get_by_doi(connection: sa.Connection, doi: str, place: Place) -> Paper | None:
    """Return the first paper whose `doi` is this DOI (in lower case), or None."""
    wanted = sa.select(*COLUMNS).where(sa.func.lower(papers.c.doi) == doi, is_seen_from(place))
    row = connection.execute(wanted.order_by(papers.c.number).limit(1)).first()
    return to_paper(row) if row else None


def find_hidden(connection: sa.Connection, ids: Sequence[str], place: str) -> set[str]:
    """Return those of the ids that are of papers which a place does not see."""
    hidden: set[str] = set()
    wanted = sa.select(papers.c.paper_id).where(sa.not_(is_seen_from(place)))
    for batch in batches(ids):
        hidden.update(connection.scalars(wanted.where(papers.c.paper_id.in_(batch))))
    return hidden


def iterate(database: Database, batch_size: int, place: Place) -> Iterator[list[Paper]]:
    """Yield the papers that a place sees in order of arrival.

    No transaction stays open between batches.
    """
    last = 0
    wanted = sa.select(*COLUMNS, papers.c.number).where(is_seen_from(place))
    wanted = wanted.order_by(papers.c.number).limit(batch_size)
    while True:
        with database.read_transaction() as connection:
            rows = connection.execute(wanted.where(papers.c.number > last)).all()
        if not rows:
            return
        last = rows[-1].number
        yield [to_paper(row[:-1]) for row in rows]


def build_conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    """Return the SQL conditions; authors of several words also need `build_author_test`.

    Blank categories and authors are ignored.
    """
    held = [is_seen_from(filters.place)]
    if filters.year_from is not None:
        held.append(papers.c.year >= filters.year_from)
    if filters.year_to is not None:
        held.append(papers.c.year <= filters.year_to)
    if filters.sources:
        held.append(papers.c.source.in_(list(map(replace_surrogates, filters.sources))))
    categories = fold_categories(filters.categories)
    if categories:
        lines = (f"\n{category}{end}" for category in categories for end in ("\n", "."))
        held.append(sa.or_(*(_contains(papers.c.folded_categories, line) for line in lines)))
    if authors := _fold_authors(filters):
        held.append(
            sa.or_(
                *(
                    sa.and_(*(_contains(papers.c.folded_authors, f" {word} ") for word in words))
                    for words in authors
                )
            )
        )
    return held


def build_author_test(filters: Filters) -> Callable[[str], bool] | None:
    """Return a test of `folded_authors` for papers that match `build_conditions`, or None.

    SQL only checks that a paper has all words of a name, which may belong to two authors.
    """
    authors = _fold_authors(filters)
    if all(len(words) == 1 for words in authors):
        return None

    def wrote(folded_authors: str) -> bool:
        names = folded_authors.split("\n")
        return any(
            all(f" {word} " in name for word in words) for words in authors for name in names
        )

    return wrote


def _fold_authors(filters: Filters) -> list[list[str]]:
    return [words for words in (fold_name(name).split() for name in filters.authors) if words]


def _contains(column: sa.Column[str], text: str) -> sa.ColumnElement[bool]:
    return column.contains(text, autoescape=True)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The ids of new papers in order of arrival, and the number of the latest arrival."""

    ids: Sequence[str]
    up_to: int
