"""The use cases: ask, search, summarise, compare, find related papers. No Discord, no SQL."""
