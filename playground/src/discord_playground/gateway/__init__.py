"""Send the world's events over WebSockets, as version 10 of Discord's gateway does, in JSON."""
