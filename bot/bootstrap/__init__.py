"""The composition root: settings in, running objects out. It alone chooses adapters."""
