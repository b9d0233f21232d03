"""Limits on use: budgets, metering, the guard, the queue and the cache of answers."""
