"""Does any abstract state the detail that a question asks for? No model is called."""

from bot.assistant.detail.missing import FindMissing, find_missing

__all__ = ["FindMissing", "find_missing"]
