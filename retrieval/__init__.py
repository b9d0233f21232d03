"""Find the papers that are relevant to a question: catalog, indexes, sources and search."""
