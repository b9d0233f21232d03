"""The library: add, list, count and remove papers."""
