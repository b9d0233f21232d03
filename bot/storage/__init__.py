"""Keep in SQL what servers and people keep with the bot."""
