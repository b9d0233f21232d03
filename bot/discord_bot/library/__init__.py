"""Grow and tend the library: add papers, list them, count them, remove them."""
