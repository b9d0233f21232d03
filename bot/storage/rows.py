"""Turn dataclasses into rows and back, where fields and columns have the same names."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import sqlalchemy as sa


def to_row(table: sa.Table, value: object, **others: Any) -> dict[str, Any]:
    """Return a row of `table`: the fields of `value` that it has columns for, and `others`."""
    found = {c.name: getattr(value, c.name) for c in table.columns if hasattr(value, c.name)}
    return found | others


def read_columns(kind: type, row: sa.Row[Any]) -> dict[str, Any]:
    """Return the values of the columns that `kind`, a dataclass, has fields for."""
    names = {each.name for each in fields(kind)}
    return {name: value for name, value in row._mapping.items() if name in names}
