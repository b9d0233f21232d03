"""The text index in PostgreSQL: found by its full-text search, scored by BM25."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.dialects import postgresql

from retrieval.db import Database, batches, storable_text
from retrieval.paper import Paper
from retrieval.search.filters import Filters
from retrieval.search.query import ParsedQuery
from retrieval.search.text.port import Reach
from retrieval.search.text.postgresql.query_builder import (
    Asked,
    Asking,
    TextSearch,
    phrase,
    restrictions,
    wrote,
)
from retrieval.search.text.postgresql.scoring import scores
from retrieval.search.text.postgresql.sparse import Sparse, of_paper, of_query
from retrieval.search.text.postgresql.tables import SCHEMA, prepare
from retrieval.search.text.postgresql.tables import papers as table
from retrieval.search.text.postgresql.tables import words as counts_table
from retrieval.search.text.postgresql.vocabulary import Numbers, numbers
from retrieval.search.text.postgresql.writing import Counts, Writing, counted
from retrieval.search.text.schema import analyzer

_MOST_SCORED = 2_000  # papers
_MOST_HOLDING = 5_000
_REMEMBERED = 60.0  # seconds that a word's rarity is taken to be what it was
_MOST_REMEMBERED = 50_000


class SharedTextIndex:
    """A BM25 index that any number of processes read and write at once, as `TextIndex` has it.

    What one has written all others find at once. Words are analysed as Tantivy's index has them,
    and scores are the same but for its rounded lengths; where a query's words are in more papers
    than can be scored in time, those with its rarer words and with several of its words are.
    `most_scored` is about how many that may be. Raises `IndexFault`.
    """

    def __init__(
        self,
        url: str,
        *,
        most_scored: int = _MOST_SCORED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most_scored = most_scored
        self._database = Database(url, SCHEMA)
        stems = analyzer()
        self._asking = Asking(stems)
        self._writing = Writing(stems, analyzer(stem=False))
        self._clock = clock
        self._rarities: dict[str, tuple[float, float]] = {}
        self._remembering = threading.Lock()
        try:
            prepare(self._database)
        except BaseException:
            self._database.close()
            raise

    @property
    def is_new(self) -> bool:
        """Whether the index holds nothing, so that it must be filled from the catalogue."""
        return self.count() == 0

    def count(self) -> int:
        """Return how many papers the index holds."""
        with self._database.reading() as connection:
            return numbers(connection, ()).papers

    def upsert(self, papers: Sequence[Paper]) -> None:
        """Write papers (cleaned for reading), replacing those of the same id; commits."""
        last = {storable_text(paper.paper_id): paper for paper in papers}
        if not last:
            return
        made = [self._writing.row(paper) for paper in last.values()]
        with self._database.writing() as connection:
            change = _taken_out(connection, list(last))
            for _, counts in made:
                change.update(counts)
            rows = [row for row, _ in made]
            connection.execute(sa.insert(table), rows)
            _count(connection, change)

    def remove(self, paper_ids: Iterable[str]) -> None:
        """Take papers out; unknown ids are no error; commits."""
        gone = [storable_text(paper_id) for paper_id in paper_ids]
        with self._database.writing() as connection:
            _count(connection, _taken_out(connection, gone))

    def clear(self) -> None:
        """Take every paper out; commits."""
        with self._database.writing() as connection:
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
        """Return the BM25 scores of the `limit` best papers by id, best first.

        `filters` and `within` (only these ids) hold before ranking. Empty where no word matches.
        """
        if limit < 1:
            return {}
        with self._reading() as connection:
            asked = self._asking.asked(connection, query)
            if not asked:
                return {}
            must = restrictions(filters, within)
            likely = asked.everything() if within is not None else asked.likely(self._most_scored)
            rows = self._candidates(connection, asked, likely, must)
            if len(rows) < limit and likely != asked.everything():
                more = self._candidates(connection, asked, asked.everything(), must)
                rows = list({row.paper_id: row for row in [*rows, *more]}.values())
        if not rows:
            return {}
        found = scores([row.sequence for row in rows], asked.words)
        for n, weight in enumerate(asked.names.values()):
            found += weight * np.array([bool(row[2 + n]) for row in rows])
        return _best([row.paper_id for row in rows], found, limit)

    def sparse_paper(self, paper: Paper) -> Sparse:
        """Return a paper (cleaned for reading) as a sparse vector, for an index of those."""
        return of_paper(*self._writing.stems(paper))

    def sparse_query(self, query: ParsedQuery) -> Sparse:
        """Return a query as a sparse vector."""
        with self._database.reading() as connection:
            return of_query(self._asking.asked(connection, query))

    def holding(self, phrases: Sequence[str], filters: Filters = Filters()) -> list[str]:
        """Return the ids of up to 5,000 papers that hold each phrase word for word.

        Without phrases, those that meet the filters.
        """
        must = [phrase(stems) for p in phrases if (stems := self._asking.stems(p))]
        must += restrictions(filters, None)
        if not must:
            return []
        wanted = sa.select(table.c.paper_id).where(*must)
        with self._reading() as connection:
            found = connection.scalars(wanted.limit(_MOST_HOLDING))
            return sorted(found)

    def reach(self, query: ParsedQuery) -> Reach:
        """Return how far the query's words reach into the index."""
        stems = self._asking.words(query)
        with self._database.reading() as connection:
            found = numbers(connection, [("stem", stem) for stem in stems])
        self._remember(stems, found)
        rarities = {stem: found.rarity("stem", stem) for stem in stems}
        ceiling = sum(rarities.values())
        unknown = sum(r for stem, r in rarities.items() if not found.of("stem", stem))
        return Reach(ceiling, unknown / ceiling if ceiling > 0 else 0.0, found.papers)

    def author_in(self, query: ParsedQuery) -> str | None:
        """Return the author's name that the query is, or that it ends in after `by`; else None."""
        with self._reading() as connection:
            return self._asking.author_in(connection, query)

    def rarity(self, word: str) -> float:
        """Return a word's inverse document frequency, as BM25 has it, or had it a minute ago."""
        stems = self._asking.stems(word)[:1]
        if not stems:
            return 0.0
        known = self._rarities.get(stems[0])
        if known is not None and self._clock() - known[1] < _REMEMBERED:
            return known[0]
        with self._database.reading() as connection:
            found = numbers(connection, [("stem", stems[0])])
        self._remember(stems, found)
        return found.rarity("stem", stems[0])

    def _candidates(
        self,
        connection: sa.Connection,
        asked: Asked,
        text_search: TextSearch,
        must: Sequence[sa.ColumnElement[bool]],
    ) -> list[sa.Row[Any]]:
        """Return ids and sequences of papers that may match, and which authors' keys each has."""
        names = list(asked.names)
        may = [*text_search.conditions(), *(wrote(key) for key in names)]
        columns = [wrote(key).label(f"by_{n}") for n, key in enumerate(names)]
        wanted = sa.select(table.c.paper_id, table.c.sequence, *columns)
        wanted = wanted.where(sa.or_(*may), *must).limit(2 * self._most_scored)
        return list(connection.execute(wanted))

    def _remember(self, stems: Sequence[str], found: Numbers) -> None:
        now = self._clock()
        with self._remembering:
            if len(self._rarities) + len(stems) > _MOST_REMEMBERED:
                self._rarities.clear()
            self._rarities |= {stem: (found.rarity("stem", stem), now) for stem in stems}

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        """Give a connection that goes by the indexes.

        Without this, the planner reads every paper where a word is in many: it does not know
        what it costs to unpack a text.
        """
        with self._database.reading() as connection:
            connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
            yield connection


def _best(ids: Sequence[str], found: NDArray[np.float64], limit: int) -> dict[str, float]:
    """Return the best scores by id, best first, equal ones in the order of their ids."""
    least = np.partition(found, -limit)[-limit] if limit < len(found) else 0.0
    likely = np.flatnonzero((found >= least) & (found > 0)).tolist()
    order = sorted(likely, key=lambda i: (-found[i], ids[i]))[:limit]
    return {ids[i]: float(found[i]) for i in order}


def _taken_out(connection: sa.Connection, paper_ids: Sequence[str]) -> Counts:
    """Delete papers; return what that takes from the counts."""
    change = Counts()
    for batch in batches(paper_ids):
        gone = (
            sa.delete(table)
            .where(table.c.paper_id.in_(batch))
            .returning(
                table.c.sequence, table.c.author_keys, _each(table.c.stems), _each(table.c.title)
            )
        )
        for sequence, keys, stems, title in connection.execute(gone):
            length = len(sequence) // 4 - 1
            change.subtract(counted(stems, title, keys))
            change["total", "stems"] += len(stems) - length
            change["total", "title"] += len(title) - int.from_bytes(sequence[:4], "little")
    return change


def _each(vector: Any) -> sa.Function[Any]:
    """Return the different stems of a text."""
    return sa.func.tsvector_to_array(vector, type_=postgresql.ARRAY(sa.Text))


def _count(connection: sa.Connection, change: Counts) -> None:
    """Add to the numbers of words, in one order, so that no two writers wait for each other."""
    changed = sorted((key, by) for key, by in change.items() if by)
    if not changed:
        return
    rows = sa.select(
        _all([kind for (kind, _), _ in changed], sa.Text),
        _all([word for (_, word), _ in changed], sa.Text),
        _all([by for _, by in changed], sa.BigInteger),
    )
    add = postgresql.insert(counts_table).from_select(["kind", "word", "number"], rows)
    more = {"number": counts_table.c.number + add.excluded.number}
    connection.execute(add.on_conflict_do_update(index_elements=["kind", "word"], set_=more))


def _all(values: Sequence[str | int], kind: type[sa.types.TypeEngine[Any]]) -> sa.Function[Any]:
    return sa.func.unnest(sa.cast(list(values), sa.ARRAY(kind)))
