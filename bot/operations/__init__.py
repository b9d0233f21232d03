"""What those who run the bot look at: whether it lives, and whether it can answer."""
