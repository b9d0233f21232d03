"""Find the papers that bear on a question: catalogue, indexes, sources and search."""
