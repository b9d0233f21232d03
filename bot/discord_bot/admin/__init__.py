"""Administration: what a server settles, how the bot is, and help."""
