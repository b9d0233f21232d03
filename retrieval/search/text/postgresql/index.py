"""The text index in PostgreSQL: its full-text search finds candidates, BM25 scores them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.dialects import postgresql

from retrieval.db.database import Database, batches, storable_text
from retrieval.paper import Paper
from retrieval.search.query import Filters, ParsedQuery
from retrieval.search.text.fields import build_analyzer
from retrieval.search.text.postgresql.query_builder import (
    SqlQueryBuilder,
    TextSearch,
    WeightedQuery,
    build_restrictions,
    has_author_key,
    has_phrase,
    matches,
)
from retrieval.search.text.postgresql.scoring import score_papers
from retrieval.search.text.postgresql.tables import (
    SCHEMA,
    RowBuilder,
    WordCounts,
    count_words,
    create_tables,
)
from retrieval.search.text.postgresql.tables import papers as table
from retrieval.search.text.postgresql.tables import words as counts_table
from retrieval.search.text.postgresql.vocabulary import load_counts
from retrieval.search.text.query_builder import stem_query
from retrieval.search.text.text_index import QueryStats

_MAX_SCORED_PAPERS = 2_000  # papers
_MAX_MATCHING = 5_000


class PostgresqlIndex:
    """A `TextIndex` that any number of processes read and write at once.

    Words are analyzed as in Tantivy's index, and scores are equal except for its rounded lengths.
    If a query's words are in more papers than can be scored in time, about `max_scored` papers are
    scored: those with rarer words or with several words. The tables of another index in the same
    database have another `namespace`. Raises `IndexFault`.
    """

    keeps_removed = False  # but for `VACUUM`, which PostgreSQL runs by itself

    def __init__(
        self, url: str, *, namespace: str = "", max_scored: int = _MAX_SCORED_PAPERS
    ) -> None:
        self._max_scored = max_scored
        self._database = Database(url, SCHEMA, namespace=namespace)
        self._analyzer = build_analyzer()
        self._queries = SqlQueryBuilder(self._analyzer)
        self._rows = RowBuilder(self._analyzer, build_analyzer(stem=False))
        try:
            create_tables(self._database, namespace)
        except BaseException:
            self._database.close()
            raise

    def count(self) -> int:
        """Return how many papers the index holds."""
        with self._database.read_transaction() as connection:
            return load_counts(connection, ()).papers

    def upsert(self, papers: Sequence[Paper]) -> None:
        """Write papers (cleaned for reading), replacing those of the same id; commits."""
        last = {storable_text(paper.paper_id): paper for paper in papers}
        if not last:
            return
        made = [self._rows.build_row(paper) for paper in last.values()]
        with self._database.write_transaction() as connection:
            change = _delete_papers(connection, list(last))
            for _, counts in made:
                change.update(counts)
            rows = [row for row, _ in made]
            connection.execute(sa.insert(table), rows)
            _update_counts(connection, change)

    def remove(self, paper_ids: Iterable[str]) -> None:
        """Remove papers and commit; unknown ids are ignored."""
        gone = [storable_text(paper_id) for paper_id in paper_ids]
        with self._database.write_transaction() as connection:
            _update_counts(connection, _delete_papers(connection, gone))

    def clear(self) -> None:
        """Remove all papers and commit."""
        with self._database.write_transaction() as connection:
            for each in (table, counts_table):
                connection.execute(sa.text(f"TRUNCATE {each.name}"))

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    def search(
        self,
        query: ParsedQuery,
        *,
        limit: int,
        filters: Filters = Filters(),
        within: Sequence[str] | None = None,
    ) -> dict[str, float]:
        """Return the BM25 scores of the `limit` best papers by id, best first."""
        if limit < 1:
            return {}
        with self._read_by_index() as connection:
            asked = self._queries.build_query(connection, query)
            if not asked:
                return {}
            must = build_restrictions(filters, within)
            any_word = asked.match_any_word()
            likely = any_word if within is not None else asked.match_likely(self._max_scored)
            rows = self._find_candidates(connection, asked, likely, must)
            if len(rows) < limit and likely != any_word:
                more = self._find_candidates(connection, asked, any_word, must)
                rows = list({row.paper_id: row for row in [*rows, *more]}.values())
        if not rows:
            return {}
        found = score_papers([row.sequence for row in rows], asked)
        for n, weight in enumerate(asked.names.values()):
            found += weight * np.array([bool(row[2 + n]) for row in rows])
        return _select_best([row.paper_id for row in rows], found, limit)

    def find_matching(self, phrases: Sequence[str], filters: Filters = Filters()) -> list[str]:
        """Return the ids of up to 5,000 papers that pass the filters and contain each phrase."""
        must = [has_phrase(stems) for p in phrases if (stems := self._queries.stem_text(p))]
        must += build_restrictions(filters, None)
        if not must:
            return []
        wanted = sa.select(table.c.paper_id).where(*must)
        with self._read_by_index() as connection:
            found = connection.scalars(wanted.limit(_MAX_MATCHING))
            return sorted(found)

    def get_query_stats(self, query: ParsedQuery) -> QueryStats:
        """Return the statistics of the query's words."""
        stems = stem_query(query, self._analyzer)
        with self._database.read_transaction() as connection:
            found = load_counts(connection, [("stem", stem) for stem in stems])
        rarities = {stem: found.rarity("stem", stem) for stem in stems}
        unknown = sum(r for stem, r in rarities.items() if not found.of("stem", stem))
        return QueryStats.of(rarities.values(), unknown, found.papers)

    def find_author(self, query: ParsedQuery) -> str | None:
        """Return the author whom the query names, alone or after `by`, or None."""
        with self._read_by_index() as connection:
            return self._queries.find_author(connection, query)

    def rarities(self, words: Sequence[str]) -> dict[str, float]:
        """Return the inverse document frequency of each word, as in BM25."""
        stems = {word: self._queries.stem_text(word)[:1] for word in words}
        with self._database.read_transaction() as connection:
            found = load_counts(connection, [("stem", s) for each in stems.values() for s in each])
        return {w: sum(found.rarity("stem", stem) for stem in s) for w, s in stems.items()}

    def _find_candidates(
        self,
        connection: sa.Connection,
        asked: WeightedQuery,
        text_search: TextSearch,
        must: Sequence[sa.ColumnElement[bool]],
    ) -> list[sa.Row[Any]]:
        """Return the ids and sequences of candidates, and which authors' keys each has."""
        names = list(asked.names)
        asked_of = zip((table.c.stems, table.c.title), text_search, strict=True)
        may = [matches(column, text) for column, text in asked_of if text]
        may += [has_author_key(key) for key in names]
        columns = [has_author_key(key).label(f"by_{n}") for n, key in enumerate(names)]
        wanted = sa.select(table.c.paper_id, table.c.sequence, *columns)
        wanted = wanted.where(sa.or_(*may), *must).limit(2 * self._max_scored)
        return list(connection.execute(wanted))

    @contextmanager
    def _read_by_index(self) -> Iterator[sa.Connection]:
        """Yield a connection whose queries use the indexes.

        Otherwise the planner scans all papers for a common word, since it underestimates the cost
        of unpacking a text.
        """
        with self._database.read_transaction() as connection:
            connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
            yield connection


def _select_best(ids: Sequence[str], found: NDArray[np.float64], limit: int) -> dict[str, float]:
    """Return the best scores by id, best first, ties in order of id."""
    least = np.partition(found, -limit)[-limit] if limit < len(found) else 0.0
    likely = np.flatnonzero((found >= least) & (found > 0)).tolist()
    order = sorted(likely, key=lambda i: (-found[i], ids[i]))[:limit]
    return {ids[i]: float(found[i]) for i in order}


def _delete_papers(connection: sa.Connection, paper_ids: Sequence[str]) -> WordCounts:
    """Delete papers and return the changes to the counts."""
    change = WordCounts()
    for batch in batches(paper_ids):
        gone = (
            sa.delete(table)
            .where(table.c.paper_id.in_(batch))
            .returning(
                table.c.sequence,
                table.c.author_keys,
                _to_stems(table.c.stems),
                _to_stems(table.c.title),
            )
        )
        for sequence, keys, stems, title in connection.execute(gone):
            length = len(sequence) // 4 - 1
            change.subtract(count_words(stems, title, keys))
            change["total", "stems"] += len(stems) - length
            change["total", "title"] += len(title) - int.from_bytes(sequence[:4], "little")
    return change


def _to_stems(vector: Any) -> sa.Function[Any]:
    """Return the distinct stems of a text."""
    return sa.func.tsvector_to_array(vector, type_=postgresql.ARRAY(sa.Text))


def _update_counts(connection: sa.Connection, change: WordCounts) -> None:
    """Add changes to the document frequencies, in sorted order to avoid deadlocks."""
    changed = sorted((key, by) for key, by in change.items() if by)
    if not changed:
        return
    rows = sa.select(
        _unnest([kind for (kind, _), _ in changed], sa.Text),
        _unnest([word for (_, word), _ in changed], sa.Text),
        _unnest([by for _, by in changed], sa.BigInteger),
    )
    add = postgresql.insert(counts_table).from_select(["kind", "word", "number"], rows)
    more = {"number": counts_table.c.number + add.excluded.number}
    connection.execute(add.on_conflict_do_update(index_elements=["kind", "word"], set_=more))


def _unnest(values: Sequence[str | int], kind: type[sa.types.TypeEngine[Any]]) -> sa.Function[Any]:
    return sa.func.unnest(sa.cast(list(values), sa.ARRAY(kind)))
