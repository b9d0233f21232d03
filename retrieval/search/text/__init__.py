"""The text index: BM25 over titles and abstracts, in Tantivy or in PostgreSQL."""
