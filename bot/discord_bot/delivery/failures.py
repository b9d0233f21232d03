"""Tell what Discord's refusals mean for a message that must still arrive."""

from __future__ import annotations

import aiohttp
import discord

from bot.discord_bot import error_codes as codes

# Refused with 400 or 429, and yet another message or channel may do.
_LOST_THERE = frozenset(
    {
        codes.OLD_MESSAGE_EDITS,
        codes.FORUM_CHANNEL,
        codes.NOT_A_TEXT_CHANNEL,
        codes.WRONG_CHANNEL_TYPE,
        codes.THREAD_ARCHIVED,
        codes.THREAD_LOCKED,
    }
)

CONNECTION_FAILED = (aiohttp.ClientError, OSError, TimeoutError)
"""What is raised where the request never got an answer."""


class Undeliverable(Exception):
    """No place is left where the message could be shown."""


def is_lost(error: Exception) -> bool:
    """Say whether the place is gone or barred, so that the message must go elsewhere.

    Tokens past their 15 minutes (10015, 50027), messages, channels and threads that are gone
    (10008, 10003), and missing rights (50001, 50013) come as 401, 403 and 404.
    """
    if not isinstance(error, discord.HTTPException):
        return False
    return error.status in {401, 403, 404} or error.code in _LOST_THERE


def is_passing(error: Exception) -> bool:
    """Say whether the same request may succeed later; discord.py has then tried already."""
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 or error.status == 429
    return isinstance(error, (discord.RateLimited, *CONNECTION_FAILED))


def pause_asked(error: Exception) -> float:
    """Return how many seconds Discord asks to wait, 0 where it asks nothing."""
    if isinstance(error, discord.RateLimited):
        return error.retry_after
    if isinstance(error, discord.HTTPException) and error.status == 429:
        try:
            return float(error.response.headers.get("Retry-After", 0))
        except ValueError:
            return 0.0
    return 0.0
