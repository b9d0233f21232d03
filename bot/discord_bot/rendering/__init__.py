"""Builders of everything the bot shows, from values to Discord messages."""
