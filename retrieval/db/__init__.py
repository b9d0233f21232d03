"""Keep things in SQLite or PostgreSQL: connections, migrations, and errors for people."""

from retrieval.db.advisory_lock import AdvisoryLock, IsHeld
from retrieval.db.database import BATCH, Database, batches
from retrieval.db.migrate import migrate
from retrieval.db.schema import Schema
from retrieval.db.text import storable_text

__all__ = [
    "BATCH",
    "AdvisoryLock",
    "Database",
    "IsHeld",
    "Schema",
    "batches",
    "migrate",
    "storable_text",
]
