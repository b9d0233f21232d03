"""Translations of everything the bot says."""
