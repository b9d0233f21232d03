"""Digests: subscribe, post, and vote on their papers."""
