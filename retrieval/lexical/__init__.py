"""The text index, in Tantivy, which nothing else imports, or in PostgreSQL."""

from retrieval.lexical.index import LexicalIndex
from retrieval.lexical.port import Reach, TextIndex

__all__ = ["LexicalIndex", "Reach", "TextIndex"]
