"""Keep the papers of record in SQL, and the queue of what is still to be indexed."""

from retrieval.library.catalog.catalog import Catalog, open_catalogue
from retrieval.library.catalog.queue import QueueEntry
from retrieval.library.catalog.upsert import Counts

__all__ = ["Catalog", "Counts", "QueueEntry", "open_catalogue"]
