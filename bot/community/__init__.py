"""What a server and its people keep with the bot: settings, conversations, shelves, votes."""
