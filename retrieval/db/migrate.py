"""Run the migrations of a database: those of the catalog, and those of the bot's own state.

The steps are in `retrieval/library/catalog/migrations` and in `bot/storage/migrations`.
"""

from __future__ import annotations

import sqlalchemy as sa

from retrieval.db.database import Database
from retrieval.db.schema import Schema


def migrate(database: Database) -> None:
    """Run the pending migrations of `database` in one transaction.

    Raises the schema's `failed` for a database that a newer Footnote has written.
    """
    newest = database.schema.revisions[-1]
    with database.read_transaction() as connection:
        current = _read_revision(connection, database)
    if current == newest:
        return
    with database.write_transaction() as connection:
        # Checked again under the lock: another process may have migrated.
        if _read_revision(connection, database) != newest:
            _upgrade(connection, database.schema)


def _read_revision(connection: sa.Connection, database: Database) -> str | None:
    schema = database.schema
    if not sa.inspect(connection).has_table(schema.version_table):
        return None
    version = sa.table(schema.version_table, sa.column("version_num"))
    current: str | None = connection.scalar(sa.select(version.c.version_num))
    if current is not None and current not in schema.revisions:
        raise schema.failed(
            f"{database.name} was written by a newer Footnote (its tables are at version "
            f"{current}, this one knows them up to {schema.revisions[-1]}). Update Footnote, or "
            "choose another data directory with FOOTNOTE_DATA_DIR."
        )
    return current


def _upgrade(connection: sa.Connection, schema: Schema) -> None:
    # Imported here: Alembic takes longer to import than an up-to-date database to open.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.runtime.migration import MigrationContext, RevisionStep
    from alembic.script import ScriptDirectory

    folder = str(schema.migrations)
    scripts = ScriptDirectory(folder, version_locations=[folder])

    def steps(revision: object, context: MigrationContext) -> list[RevisionStep]:
        return scripts._upgrade_revs("head", revision)  # type: ignore[arg-type]

    with EnvironmentContext(Config(), scripts, fn=steps, destination_rev="head") as environment:
        environment.configure(connection=connection, version_table=schema.version_table)
        environment.run_migrations()
