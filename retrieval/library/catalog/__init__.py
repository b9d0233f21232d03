"""Store papers in SQL, with a queue of papers to index."""
