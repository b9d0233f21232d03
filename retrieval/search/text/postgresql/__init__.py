"""The text index in PostgreSQL, which several processes share."""
