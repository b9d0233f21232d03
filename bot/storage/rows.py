"""Read and write rows, and fill them from dataclasses: what the stores have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import sqlalchemy as sa

from retrieval.db.database import Database


class Store:
    """A store over an open database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _read(self, wanted: sa.Select[Any]) -> Sequence[Any]:
        """Return the rows that are wanted."""
        with self._database.read_transaction() as connection:
            return connection.execute(wanted).all()

    def _write(self, change: sa.Update | sa.Delete) -> int:
        """Make a change in a transaction of its own; return how many rows it changed."""
        with self._database.write_transaction() as connection:
            return connection.execute(change).rowcount

    def _replace(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows in a transaction of its own, replacing those with the same primary key."""
        with self._database.write_transaction() as connection:
            self._database.upsert(connection, table, rows)


def to_row(table: sa.Table, value: object, **others: Any) -> dict[str, Any]:
    """Return a row of `table`: the fields of `value` that it has columns for, and `others`."""
    found = {c.name: getattr(value, c.name) for c in table.columns if hasattr(value, c.name)}
    return found | others


def read_columns(kind: type, row: sa.Row[Any]) -> dict[str, Any]:
    """Return the values of the columns that `kind`, a dataclass, has fields for."""
    names = {each.name for each in fields(kind)}
    return {name: value for name, value in row._mapping.items() if name in names}
