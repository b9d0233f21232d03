"""Serve the world over HTTP, as version 10 of Discord's API does: thin routes, one pipeline."""
