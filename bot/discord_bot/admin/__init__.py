"""Settings of a server, the status of the bot, and help."""
