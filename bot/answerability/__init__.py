"""Does any abstract state the detail that a question asks for? No model is called."""

from bot.answerability.missing_detail import FindMissing, find_missing

__all__ = ["FindMissing", "find_missing"]
