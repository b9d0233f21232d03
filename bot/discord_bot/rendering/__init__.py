"""Lay out everything the bot shows: pure builders from values to messages that Discord takes."""
