"""Keep the papers of record in SQL, and the queue of what is still to be indexed."""
