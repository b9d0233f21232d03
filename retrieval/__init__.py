"""Find the papers that bear on a question: catalog, indexes, sources and search."""
