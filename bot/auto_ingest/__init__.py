"""Bring new papers into the library by itself, while the bot runs."""
