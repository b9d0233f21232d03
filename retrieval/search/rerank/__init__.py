"""Rerank candidates by late interaction of their token embeddings."""
