"""Store papers' token vectors, two bits a number, for reranking.

One SQL row per paper, derived like both indexes: `footnote reindex` rebuilds it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

from retrieval.db.database import make_engine, redact_url
from retrieval.errors import IndexFault
from retrieval.search.rerank.maxsim import pack

if TYPE_CHECKING:
    from retrieval.search.embedding.embedder import TokenVectors

_METADATA = sa.MetaData()
_TOKENS = sa.Table(
    "token_vectors_1",
    _METADATA,
    sa.Column("paper_id", sa.String, primary_key=True),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)
_CREATION_LOCK = 0x546F6B65  # "Toke": the key of the advisory lock for creating the table
_BATCH_IDS = 500
_BY_IDS = sa.select(_TOKENS).where(_TOKENS.c.paper_id.in_(sa.bindparam("ids", expanding=True)))


class TokenStore:
    """Packed token vectors by paper id; thread-safe; raises `IndexFault`.

    `url` is a SQLite URL, or a PostgreSQL one, which several processes share. `is_new` is True if
    the table had to be created.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._engine = make_engine(sa.make_url(url))
        self._is_sqlite = self._engine.dialect.name == "sqlite"
        if self._is_sqlite:
            sa.event.listen(self._engine, "connect", _set_pragmas)
        with self._translate_errors():
            self.is_new = self._prepare()

    def _prepare(self) -> bool:
        with self._engine.begin() as connection:
            if sa.inspect(connection).has_table(_TOKENS.name):
                return False
            if not self._is_sqlite:  # two processes may start at once
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CREATION_LOCK)))
            is_new = not sa.inspect(connection).has_table(_TOKENS.name)
            _METADATA.create_all(connection)
            if not self._is_sqlite:  # incompressible: reads are faster without trying
                plain = f"ALTER TABLE {_TOKENS.name} ALTER COLUMN packed SET STORAGE EXTERNAL"
                connection.execute(sa.text(plain))
            return is_new

    def upsert(self, tokens: Mapping[str, TokenVectors]) -> None:
        """Write the token vectors of papers, replacing those of the same id, in one transaction."""
        if not tokens:
            return
        rows = [{"paper_id": k, "packed": pack(v)} for k, v in tokens.items()]
        with self._lock, self._translate_errors(), self._engine.begin() as connection:
            self._delete(connection, list(tokens))
            connection.execute(sa.insert(_TOKENS), rows)

    def remove(self, paper_ids: Sequence[str]) -> None:
        """Remove papers; unknown ids are ignored."""
        with self._lock, self._translate_errors(), self._engine.begin() as connection:
            self._delete(connection, paper_ids)

    def clear(self) -> None:
        """Remove all papers."""
        with self._lock, self._translate_errors(), self._engine.begin() as connection:
            connection.execute(sa.delete(_TOKENS))

    def get_packed(self, paper_ids: Sequence[str]) -> dict[str, bytes]:
        """Return the token vectors as `maxsim.pack` made them, which are faster to compare."""
        found: dict[str, bytes] = {}
        with self._translate_errors(), self._engine.connect() as connection:
            for start in range(0, len(paper_ids), _BATCH_IDS):
                part = list(paper_ids[start : start + _BATCH_IDS])
                rows = connection.execute(_BY_IDS, {"ids": part})
                found.update((row[0], row[1]) for row in rows)
        return found

    def count(self) -> int:
        """Return how many papers have token vectors."""
        with self._translate_errors(), self._engine.connect() as connection:
            return int(
                connection.execute(sa.select(sa.func.count(_TOKENS.c.paper_id))).scalar_one()
            )

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def _delete(self, connection: sa.Connection, paper_ids: Sequence[str]) -> None:
        for start in range(0, len(paper_ids), _BATCH_IDS):
            part = list(paper_ids[start : start + _BATCH_IDS])
            connection.execute(sa.delete(_TOKENS).where(_TOKENS.c.paper_id.in_(part)))

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.SQLAlchemyError as error:
            reason = getattr(error, "orig", None) or error
            where = redact_url(sa.make_url(self._url))
            raise IndexFault(
                f"The token vectors in {where} cannot be used ({reason}). If the disk is full or "
                "read-only, fix that and try again; otherwise run `footnote reindex`."
            ) from error


def _set_pragmas(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    # A row of some 10 kB fits in one page, which takes a third of the time of 4 kB pages. No mmap:
    # it would not speed up searches, and would add a quarter of the file to the process's size.
    cursor.execute("PRAGMA page_size=16384")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
