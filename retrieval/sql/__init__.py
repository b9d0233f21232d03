"""Keep things in SQLite or PostgreSQL: connections, migrations, and errors for people."""

from retrieval.sql.advisory import AdvisoryLock, Still
from retrieval.sql.database import BATCH, Database, batches
from retrieval.sql.migrating import migrate
from retrieval.sql.schema import Schema
from retrieval.sql.text import storable_text

__all__ = [
    "BATCH",
    "AdvisoryLock",
    "Database",
    "Schema",
    "Still",
    "batches",
    "migrate",
    "storable_text",
]
