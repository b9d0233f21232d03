"""Bring the tables of an older version up to date: the catalog's, and those of `bot/storage`.

Tables, columns and indexes that a database lacks are added as its metadata has them; the steps of
`Schema.revisions` change rows. So a change of the tables needs a new revision, and a step only
where rows change.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.schema import CreateColumn

from retrieval.db.database import Database
from retrieval.db.schema import Schema


def migrate(database: Database, metadata: sa.MetaData) -> None:
    """Create the tables of `metadata`, or change older ones to them, in one transaction.

    A column whose `info` says what it was `formerly` called is renamed. Raises the schema's
    `failed` for a database that a newer Footnote has written.
    """
    newest = database.schema.newest_revision
    with database.read_transaction() as connection:
        current = _read_revision(connection, database)
    if current == newest:
        return
    with database.write_transaction() as connection:
        # Read again under the lock: another process may have migrated.
        current = _read_revision(connection, database)
        if current == newest:
            return
        metadata.create_all(connection)
        if current is not None:
            _add_columns_and_indexes(connection, metadata)
            for revision, step in database.schema.revisions.items():
                if step is not None and revision > current:
                    step(connection)
        _write_revision(connection, database.schema)


def _add_columns_and_indexes(connection: sa.Connection, metadata: sa.MetaData) -> None:
    for table in metadata.tables.values():
        known = {each["name"] for each in sa.inspect(connection).get_columns(table.name)}
        for column in table.columns:
            former = column.info.get("formerly")
            if column.name in known:
                continue
            if former in known:
                change = f"RENAME COLUMN {former} TO {column.name}"
            else:
                change = f"ADD COLUMN {CreateColumn(column).compile(dialect=connection.dialect)}"
            connection.execute(sa.text(f"ALTER TABLE {table.name} {change}"))
        for index in table.indexes:
            index.create(connection, checkfirst=True)


def _version_table(schema: Schema) -> sa.Table:
    version = sa.Column("version_num", sa.String(32), primary_key=True)
    return sa.Table(schema.version_table, sa.MetaData(), version)


def _read_revision(connection: sa.Connection, database: Database) -> str | None:
    schema = database.schema
    if not sa.inspect(connection).has_table(schema.version_table):
        return None
    current: str | None = connection.scalar(sa.select(_version_table(schema)))
    if current is not None and current not in schema.revisions:
        raise schema.failed(
            f"{database.name} was written by a newer Footnote (its tables are at version "
            f"{current}, this one knows them up to {schema.newest_revision}). Update Footnote, or "
            "choose another data directory with FOOTNOTE_DATA_DIR."
        )
    return current


def _write_revision(connection: sa.Connection, schema: Schema) -> None:
    version = _version_table(schema)
    version.create(connection, checkfirst=True)
    connection.execute(sa.delete(version))
    connection.execute(sa.insert(version).values(version_num=schema.newest_revision))
