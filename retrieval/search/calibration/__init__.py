"""Fit when to refuse to one library and one embedder, from questions with and without an answer."""
