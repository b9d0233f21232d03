"""The front end in Discord: commands, messages, buttons. The only importer of discord."""
