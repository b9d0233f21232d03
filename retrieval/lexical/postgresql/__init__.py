"""The text index in PostgreSQL, which several processes share."""

from retrieval.lexical.postgresql.index import SharedTextIndex

__all__ = ["SharedTextIndex"]
