"""The text index, in Tantivy, which nothing else imports, or in PostgreSQL."""

from retrieval.search.text.index import LexicalIndex
from retrieval.search.text.port import Reach, TextIndex

__all__ = ["LexicalIndex", "Reach", "TextIndex"]
