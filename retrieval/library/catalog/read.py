"""Read papers from the catalog, by id, page, filters or order of arrival."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal

import sqlalchemy as sa

from retrieval.db.database import Database, batches
from retrieval.library.catalog.identity import fold_name, to_key
from retrieval.library.catalog.queue import last_arrival
from retrieval.library.catalog.tables import COLUMNS, paper_keys, papers, to_paper
from retrieval.paper import WITHDRAWN, Paper
from retrieval.provenance import UPLOAD, Provenance
from retrieval.search.query import Filters, fold_categories
from retrieval.text.surrogates import replace_surrogates

Sort = Literal["published", "oldest", "title", "added"]

_ALL = Filters()
_ARRIVALS_READ = 100  # rows at once
_ORDERS: Final = {
    "published": (papers.c.dated.desc().nulls_last(), papers.c.number.desc()),
    "oldest": (papers.c.dated.asc().nulls_last(), papers.c.number),
    "title": (papers.c.folded_title, papers.c.number),
    "added": (papers.c.number.desc(),),
}
_BY_ID = sa.select(*COLUMNS).where(papers.c.paper_id.in_(sa.bindparam("ids", expanding=True)))
_HIDDEN = sa.select(papers.c.paper_id).where(
    papers.c.source == UPLOAD,
    papers.c.place != sa.bindparam("place"),
    papers.c.paper_id.in_(sa.bindparam("ids", expanding=True)),
)
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


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The ids of new papers in order of arrival, and the number of the latest arrival."""

    ids: Sequence[str]
    up_to: int


class ReadPapers:
    """The stored papers that `place` sees; every method blocks and is thread-safe."""

    def __init__(self, database: Database, place: Place = None) -> None:
        self._database = database
        self._place = place

    def get(self, paper_id: str) -> Paper | None:
        """Return the paper with an id, current or former, or None."""
        return self.get_many([paper_id]).get(paper_id)

    def get_many(self, ids: Sequence[str]) -> dict[str, Paper]:
        """Return the known papers by requested id, current or former, in the order of `ids`."""
        with self._database.read_transaction() as connection:
            return get_many(connection, ids, self._place)

    def find_hidden(self, ids: Sequence[str]) -> set[str]:
        """Return the ids among those given of papers that members uploaded at other places."""
        hidden: set[str] = set()
        if self._place is None:
            return hidden
        with self._database.read_transaction() as connection:
            for batch in batches(ids):
                hidden.update(connection.scalars(_HIDDEN, {"ids": batch, "place": self._place}))
        return hidden

    def get_provenance(self, paper_id: str) -> Provenance:
        """Return the provenance of the paper with a current id; unknown if there is none."""
        wanted = sa.select(papers.c.provenance).where(papers.c.paper_id == paper_id)
        with self._database.read_transaction() as connection:
            found = connection.scalar(wanted.where(self._is_seen()))
        return Provenance(found or Provenance.UNKNOWN)

    def get_by_doi(self, doi: str) -> Paper | None:
        """Return the first paper with a DOI (in lower case), even if its id is another; or None."""
        wanted = sa.select(*COLUMNS).where(sa.func.lower(papers.c.doi) == doi, self._is_seen())
        with self._database.read_transaction() as connection:
            row = connection.execute(wanted.order_by(papers.c.number).limit(1)).first()
        return to_paper(row) if row else None

    def count(self, filters: Filters = _ALL) -> int:
        """Return the number of papers that match `filters`."""
        conditions = build_conditions(replace(filters, place=self._place))
        with self._database.read_transaction() as connection:
            if wrote := build_author_test(filters):
                wanted = sa.select(papers.c.folded_authors).where(*conditions)
                return sum(map(wrote, connection.scalars(wanted)))
            counted = sa.select(sa.func.count()).select_from(papers).where(*conditions)
            return connection.scalar(counted) or 0

    def page(
        self,
        filters: Filters = _ALL,
        *,
        sort: Sort = "published",
        offset: int = 0,
        limit: int = 20,
    ) -> list[Paper]:
        """Return up to `limit` papers that match `filters`, from `offset` on."""
        # Select ids first: sorting whole rows would move every abstract.
        wanted = sa.select(papers.c.paper_id, papers.c.folded_authors)
        wanted = wanted.where(*build_conditions(replace(filters, place=self._place)))
        wanted = wanted.order_by(*_ORDERS[sort])
        with self._database.read_transaction() as connection:
            if wrote := build_author_test(filters):
                met = [row[0] for row in connection.execute(wanted) if wrote(row[1])]
                ids = met[offset : offset + limit]
            else:
                ids = list(connection.scalars(wanted.offset(offset).limit(limit)))
            return list(get_many(connection, ids, self._place).values())

    def iterate(self, batch_size: int = 500) -> Iterator[list[Paper]]:
        """Yield the papers in batches, in order of arrival.

        No transaction stays open between batches: concurrent writes may or may not be included.
        """
        last = 0
        wanted = sa.select(*COLUMNS, papers.c.number).where(self._is_seen())
        wanted = wanted.order_by(papers.c.number).limit(batch_size)
        while True:
            with self._database.read_transaction() as connection:
                rows = connection.execute(wanted.where(papers.c.number > last)).all()
            if not rows:
                return
            last = rows[-1].number
            yield [to_paper(row[:-1]) for row in rows]

    def ids(self) -> set[str]:
        """Return the ids of all papers, of all places."""
        with self._database.read_transaction() as connection:
            return set(connection.scalars(sa.select(papers.c.paper_id)))

    def list_arrivals(self, after: int, limit: int) -> Arrivals:
        """Return the last `limit` papers numbered above `after`, without withdrawn ones.

        `up_to` is the number of the latest arrival, even if that paper was removed. A paper that
        gets a better id, or merges into a known one, does not arrive again.
        """
        wanted = sa.select(papers.c.paper_id, papers.c.extra)
        wanted = wanted.where(self._is_seen(), papers.c.number > after)
        wanted = wanted.order_by(papers.c.number.desc())
        with self._database.read_transaction() as connection:
            rows = connection.execution_options(yield_per=_ARRIVALS_READ).execute(wanted)
            standing = (row.paper_id for row in rows if row.extra.get(WITHDRAWN) is not True)
            ids = list(islice(standing, limit))
            rows.close()
            return Arrivals(ids[::-1], last_arrival(connection))

    def _is_seen(self) -> sa.ColumnElement[bool]:
        return is_seen_from(self._place)


def is_seen_from(place: Place) -> sa.ColumnElement[bool]:
    """Return the condition that a place may see a paper."""
    if place is None:
        return sa.true()
    return sa.or_(papers.c.source != UPLOAD, papers.c.place == place)


def get_many(connection: sa.Connection, ids: Sequence[str], place: Place) -> dict[str, Paper]:
    """Return the known papers by requested id, current or former, in the order of `ids`."""
    found: dict[str, Paper] = {}
    by_id = _BY_ID.where(is_seen_from(place))
    for batch in batches(ids):
        for row in connection.execute(by_id, {"ids": batch}):
            found[row[0]] = to_paper(row)
    if missing := {to_key(i): i for i in ids if i not in found}:
        asked: dict[str, list[str]] = {}
        for paper_id in ids:
            asked.setdefault(to_key(paper_id), []).append(paper_id)
        by_key = _BY_KEY.where(is_seen_from(place))
        for batch in batches(list(missing)):
            for key, *values in connection.execute(by_key, {"keys": batch}):
                for paper_id in asked[key]:
                    found.setdefault(paper_id, to_paper(values))
    return {paper_id: found[paper_id] for paper_id in ids if paper_id in found}


def build_conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    """Return the SQL conditions; authors of several words also need `build_author_test`.

    Blank categories and authors are ignored.
    """
    held = [is_seen_from(filters.place)]
    if filters.paper:
        held.append(papers.c.paper_id == replace_surrogates(filters.paper))
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
