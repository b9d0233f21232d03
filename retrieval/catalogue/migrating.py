"""Bring a database to the tables this code expects; quickly, where they are there already."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from retrieval.catalogue.database import Database
from retrieval.catalogue.migrations import REVISIONS
from retrieval.errors import CatalogueError

# Its own name, so that other packages can keep their versions in the same database.
VERSION_TABLE = "catalogue_version"

_version = sa.table(VERSION_TABLE, sa.column("version_num"))


def migrate(database: Database) -> None:
    """Run the migrations that `database` has not seen, all in one transaction.

    Raises CatalogueError for a database that a newer Footnote has written.
    """
    with database.reading() as connection:
        current = _current(connection, database)
    if current == REVISIONS[-1]:
        return
    with database.writing() as connection:
        # Asked again under the lock: another process may have migrated meanwhile.
        if _current(connection, database) != REVISIONS[-1]:
            _upgrade(connection)


def _current(connection: sa.Connection, database: Database) -> str | None:
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    current = connection.scalar(sa.select(_version.c.version_num))
    if current is not None and current not in REVISIONS:
        raise CatalogueError(
            f"{database.name} was written by a newer Footnote (its tables are at version "
            f"{current}, this one knows them up to {REVISIONS[-1]}). Update Footnote, or choose "
            "another data directory with FOOTNOTE_DATA_DIR."
        )
    return current


def _upgrade(connection: sa.Connection) -> None:
    # Imported here: Alembic takes longer to import than an up-to-date catalogue to open.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.runtime.migration import MigrationContext, RevisionStep
    from alembic.script import ScriptDirectory

    folder = str(Path(__file__).with_name("migrations"))
    scripts = ScriptDirectory(folder, version_locations=[folder])

    def steps(revision: object, context: MigrationContext) -> list[RevisionStep]:
        return scripts._upgrade_revs("head", revision)  # type: ignore[arg-type]

    with EnvironmentContext(Config(), scripts, fn=steps, destination_rev="head") as environment:
        environment.configure(connection=connection, version_table=VERSION_TABLE)
        environment.run_migrations()
