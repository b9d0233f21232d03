"""Put the world on HTTP, as Discord's API does (version 10): thin routes, one way through."""
