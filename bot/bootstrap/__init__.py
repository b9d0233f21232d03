"""The composition root: settings in, running objects out. It alone chooses adapters."""

from bot.bootstrap.application import Application, open_application
from bot.bootstrap.checking import make_embedder

__all__ = ["Application", "make_embedder", "open_application"]
