"""The composition root: settings in, running objects out. It alone chooses adapters."""

from bot.wiring.application import Application, make_embedder, open_application

__all__ = ["Application", "make_embedder", "open_application"]
