"""The library: the catalog of papers, and how papers enter it and its indexes."""
