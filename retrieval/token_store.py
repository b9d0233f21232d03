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

if TYPE_CHECKING:
    from numpy.typing import NDArray

_METADATA = sa.MetaData()
_TOKENS = sa.Table(
    "token_vectors_1",
    _METADATA,
    sa.Column("paper_id", sa.String, primary_key=True),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)
_LEVELS = 7  # of a signed four-bit number
_IN_ONE_QUERY = 500


class TokenStore:
    """Packed token vectors by paper id; thread-safe; raises `IndexFault`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._engine = sa.create_engine(url)
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _set_pragmas)
        with self._translated():
            _METADATA.create_all(self._engine)

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
                found.update((row[0], unpack(row[1])) for row in connection.execute(query))
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
            where = sa.make_url(self._url).render_as_string(hide_password=True)
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
    count = int(np.frombuffer(packed, "<u2", 1)[0])
    spans = np.frombuffer(packed, "<u2", 2 * count, 2).reshape(2, count).astype(np.int32)
    scales = np.frombuffer(packed, "<f2", count, 2 + 4 * count).astype(np.float32)
    nibbles = np.frombuffer(packed, np.uint8, offset=2 + 6 * count).reshape(count, -1)
    return TokenVectors(_spread(nibbles) * scales[:, None], spans[0], spans[1])


# Two numbers a byte: the pair for each of the 256 bytes, so that unpacking is one look-up.
_PAIRS = np.stack([np.arange(256) >> 4, np.arange(256) & 15], axis=1).astype(np.float32) - 8


def _spread(nibbles: NDArray[np.uint8]) -> NDArray[np.float32]:
    count = len(nibbles)
    pairs: NDArray[np.float32] = _PAIRS[nibbles].reshape(
        count, 2 * nibbles.shape[1] if count else 0
    )
    return pairs


def _set_pragmas(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
