"""Quotes: the planner and the writer that need no language model."""
