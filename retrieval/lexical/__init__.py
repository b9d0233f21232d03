"""The text index, in Tantivy: the only package that imports it."""

from retrieval.lexical.index import LexicalIndex, Reach

__all__ = ["LexicalIndex", "Reach"]
