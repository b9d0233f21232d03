"""Keep the papers of record in SQL, and the queue of what is still to be indexed."""

from retrieval.catalogue.catalogue import Catalogue, open_catalogue
from retrieval.catalogue.queue import QueueEntry
from retrieval.catalogue.upserting import Counts

__all__ = ["Catalogue", "Counts", "QueueEntry", "open_catalogue"]
