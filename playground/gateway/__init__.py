"""Put the world's events on WebSockets, as Discord's gateway does (version 10, JSON)."""
