"""The way out of a message: sent, edited, and brought somewhere else where it cannot be."""
