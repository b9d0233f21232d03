"""The text index in PostgreSQL, which several processes share."""

from retrieval.search.text.postgresql.index import SharedTextIndex

__all__ = ["SharedTextIndex"]
