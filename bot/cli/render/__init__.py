"""Lay out results for people; every text from outside comes through `page.plain`."""
