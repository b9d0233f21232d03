"""The composition root, which alone chooses adapters: settings in, running objects out."""
