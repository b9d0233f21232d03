"""The token vectors of papers, four bits a number, for ranking the best candidates once more.

One row a paper in SQL, derived like both indexes: `footnote reindex` makes it anew.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa

from retrieval.embedding.embedder import TokenVectors
from retrieval.errors import IndexFault
from retrieval.sql.database import make_engine, shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

_METADATA = sa.MetaData()
_TOKENS = sa.Table(
    "token_vectors_1",
    _METADATA,
    sa.Column("paper_id", sa.String, primary_key=True),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)
_MAKING = 0x546F6B65  # "Toke": the key of the advisory lock of who makes the table
_LEVELS = 7  # of a signed four-bit number
_IN_ONE_QUERY = 500


class TokenStore:
    """Packed token vectors by paper id; thread-safe; raises `IndexFault`.

    `url` is of SQLite, or of PostgreSQL, where several processes share them. `is_new` tells that
    there was nowhere to keep any.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._engine = make_engine(sa.make_url(url))
        self._is_sqlite = self._engine.dialect.name == "sqlite"
        if self._is_sqlite:
            sa.event.listen(self._engine, "connect", _set_pragmas)
        with self._translated():
            self.is_new = self._prepare()

    def _prepare(self) -> bool:
        with self._engine.begin() as connection:
            if sa.inspect(connection).has_table(_TOKENS.name):
                return False
            if not self._is_sqlite:  # two processes that start at once make it once
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MAKING)))
            is_new = not sa.inspect(connection).has_table(_TOKENS.name)
            _METADATA.create_all(connection)
            if not self._is_sqlite:  # they cannot be made smaller: not tried, they are read quicker
                plain = f"ALTER TABLE {_TOKENS.name} ALTER COLUMN packed SET STORAGE EXTERNAL"
                connection.execute(sa.text(plain))
            return is_new

    def upsert(self, tokens: Mapping[str, TokenVectors]) -> None:
        """Write the token vectors of papers, replacing those of the same id, in one transaction."""
        if not tokens:
            return
        rows = [{"paper_id": k, "packed": pack(v)} for k, v in tokens.items()]
        with self._lock, self._translated(), self._engine.begin() as connection:
            self._delete(connection, list(tokens))
            connection.execute(sa.insert(_TOKENS), rows)

    def remove(self, paper_ids: Sequence[str]) -> None:
        """Take papers out; unknown ids are no error."""
        with self._lock, self._translated(), self._engine.begin() as connection:
            self._delete(connection, paper_ids)

    def clear(self) -> None:
        """Take every paper out."""
        with self._lock, self._translated(), self._engine.begin() as connection:
            connection.execute(sa.delete(_TOKENS))

    def get(self, paper_ids: Sequence[str]) -> dict[str, TokenVectors]:
        """Return the token vectors of those papers that have any."""
        found: dict[str, TokenVectors] = {}
        with self._translated(), self._engine.connect() as connection:
            for start in range(0, len(paper_ids), _IN_ONE_QUERY):
                part = list(paper_ids[start : start + _IN_ONE_QUERY])
                query = sa.select(_TOKENS).where(_TOKENS.c.paper_id.in_(part))
                rows = connection.execute(query).all()
                vectors = unpack_many([row[1] for row in rows])
                found.update(zip((row[0] for row in rows), vectors, strict=True))
        return found

    def count(self) -> int:
        """Return how many papers have token vectors."""
        with self._translated(), self._engine.connect() as connection:
            return int(
                connection.execute(sa.select(sa.func.count(_TOKENS.c.paper_id))).scalar_one()
            )

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def _delete(self, connection: sa.Connection, paper_ids: Sequence[str]) -> None:
        for start in range(0, len(paper_ids), _IN_ONE_QUERY):
            part = list(paper_ids[start : start + _IN_ONE_QUERY])
            connection.execute(sa.delete(_TOKENS).where(_TOKENS.c.paper_id.in_(part)))

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.SQLAlchemyError as error:
            reason = getattr(error, "orig", None) or error
            where = shown(sa.make_url(self._url))
            raise IndexFault(
                f"The token vectors in {where} cannot be used ({reason}). If the disk is full or "
                "read-only, mend that and try again; else run `footnote reindex`."
            ) from error


def pack(tokens: TokenVectors) -> bytes:
    """Pack token vectors: their number, offsets (16 bits), scales (16), numbers (4 each)."""
    count = len(tokens)
    scales = np.maximum(np.abs(tokens.vectors).max(axis=1, initial=1e-6), 1e-6) / _LEVELS
    levels = np.rint(tokens.vectors / scales[:, None]).astype(np.int8) + 8
    nibbles = (levels[:, 0::2] << 4 | levels[:, 1::2]).astype(np.uint8)
    spans = np.stack([tokens.starts, tokens.ends]).clip(0, 65_535).astype("<u2")
    return b"".join(
        [
            np.array([count], "<u2").tobytes(),
            spans.tobytes(),
            scales.astype("<f2").tobytes(),
            nibbles.tobytes(),
        ]
    )


def unpack(packed: bytes) -> TokenVectors:
    """Return what `pack` packed, each number within half a level of what it was."""
    return unpack_many([packed])[0]


def unpack_many(packed: Sequence[bytes]) -> list[TokenVectors]:
    """Unpack several texts' token vectors in one go."""
    counts = [int.from_bytes(p[:2], "little") for p in packed]
    scales = np.frombuffer(
        b"".join(p[2 + 4 * n : 2 + 6 * n] for p, n in zip(packed, counts, strict=True)), "<f2"
    ).astype(np.float32)
    numbers = np.frombuffer(
        b"".join(p[2 + 6 * n :] for p, n in zip(packed, counts, strict=True)), np.uint8
    )
    vectors = _spread(numbers, len(scales))
    vectors *= scales[:, None]
    found, start = [], 0
    for p, n in zip(packed, counts, strict=True):
        spans = np.frombuffer(p, "<u2", 2 * n, 2).reshape(2, n).astype(np.int32)
        found.append(TokenVectors(vectors[start : start + n], spans[0], spans[1]))
        start += n
    return found


# Two numbers a byte: the pair for each of the 256 bytes, so that unpacking is one look-up.
_PAIRS = np.stack([np.arange(256) >> 4, np.arange(256) & 15], axis=1).astype(np.float32) - 8
# … and four for each two bytes, where the bytes can be taken by twos: half the look-ups.
_FOURS = np.concatenate(
    [_PAIRS[np.arange(65_536) & 255], _PAIRS[np.arange(65_536) >> 8]], axis=1
).astype(np.float32)


def _spread(numbers: NDArray[np.uint8], rows: int) -> NDArray[np.float32]:
    """Return the numbers of packed bytes as float32 (rows, two a byte)."""
    width = 2 * (len(numbers) // rows) if rows else 0
    if len(numbers) % 2 == 0:
        spread = np.take(_FOURS, numbers.view("<u2"), axis=0)
    else:
        spread = np.take(_PAIRS, numbers, axis=0)
    flat: NDArray[np.float32] = spread.reshape(rows, width)
    return flat


def _set_pragmas(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    # a row of some 10 kB in one page, read without copying: a fifth of the time of 4 kB pages
    cursor.execute("PRAGMA page_size=16384")
    cursor.execute("PRAGMA mmap_size=8589934592")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
