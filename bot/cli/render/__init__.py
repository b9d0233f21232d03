"""Lay out results for people; every text from context comes through `page.plain`."""
