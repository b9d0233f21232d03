"""Find papers: the search, its text and vector indexes, and the reranker."""
