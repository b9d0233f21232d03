"""Classify Discord's errors for the delivery of messages.

The codes are those of Discord's table that something here depends on:
https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
"""

from __future__ import annotations

from typing import Final

import aiohttp
import discord

UNKNOWN_CHANNEL: Final = 10003
UNKNOWN_GUILD: Final = 10004
UNKNOWN_MEMBER: Final = 10007
UNKNOWN_MESSAGE: Final = 10008
UNKNOWN_USER: Final = 10013
OLD_MESSAGE_EDITS: Final = 30046
"""Maximum number of edits to messages older than 1 hour reached; comes with 429."""
FORUM_CHANNEL: Final = 40058
"""Cannot send a message in a forum channel."""
ALREADY_ACKNOWLEDGED: Final = 40060
"""The interaction has an answer already."""
MISSING_ACCESS: Final = 50001
TAKES_NO_MESSAGES: Final = 50007
"""Cannot send messages to this user."""
NOT_A_TEXT_CHANNEL: Final = 50008
WRONG_CHANNEL_TYPE: Final = 50024
"""Cannot execute action on this channel type."""
THREAD_ARCHIVED: Final = 50083
NO_MUTUAL_GUILDS: Final = 50278
"""Cannot send messages to this user, as there is no server in common."""
THREAD_EXISTS: Final = 160004
"""A thread has already been created for this message."""
THREAD_LOCKED: Final = 160005
TOO_MANY_THREADS: Final = 160006
"""Maximum number of active threads reached."""
TOO_MANY_NEWS_THREADS: Final = 160007
"""The same of announcement channels."""

# Refused with 400 or 429, and yet another message or channel may do.
_LOST_THERE = frozenset(
    {
        OLD_MESSAGE_EDITS,
        FORUM_CHANNEL,
        NOT_A_TEXT_CHANNEL,
        WRONG_CHANNEL_TYPE,
        THREAD_ARCHIVED,
        THREAD_LOCKED,
    }
)

CONNECTION_ERRORS = (aiohttp.ClientError, OSError, TimeoutError)
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


def is_temporary(error: Exception) -> bool:
    """Say whether the same request may succeed later; discord.py has then tried already."""
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 or error.status == 429
    return isinstance(error, (discord.RateLimited, *CONNECTION_ERRORS))


def retry_after(error: Exception) -> float:
    """Return how many seconds Discord asks to wait, 0 where it asks nothing."""
    if isinstance(error, discord.RateLimited):
        return error.retry_after
    if isinstance(error, discord.HTTPException) and error.status == 429:
        try:
            return float(error.response.headers.get("Retry-After", 0))
        except ValueError:
            return 0.0
    return 0.0
