"""Tell what an error of Discord's means for a digest: come back later, or let it rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import discord

from bot.digest.deliver import CannotPost, NotNow
from bot.discord_bot.delivery import discord_errors
from bot.discord_bot.delivery.discord_errors import is_temporary
from bot.discord_bot.log import log
from bot.errors import describe

_GONE = frozenset({discord_errors.UNKNOWN_CHANNEL, discord_errors.UNKNOWN_GUILD})
_BARRED = frozenset(
    {
        discord_errors.FORUM_CHANNEL,
        discord_errors.MISSING_ACCESS,
        discord_errors.NOT_A_TEXT_CHANNEL,
        discord_errors.MISSING_PERMISSIONS,
        discord_errors.WRONG_CHANNEL_TYPE,
        discord_errors.THREAD_ARCHIVED,
        discord_errors.THREAD_LOCKED,
    }
)
_NO_THREAD = frozenset(
    {
        discord_errors.UNKNOWN_MESSAGE,
        discord_errors.ACTIVE_THREADS,
        discord_errors.ACTIVE_ANNOUNCEMENT_THREADS,
    }
)


@contextmanager
def translated() -> Iterator[None]:
    """Raise `CannotPost` or `NotNow` in the place of whatever Discord raises."""
    try:
        yield
    except Exception as error:
        if is_temporary(error):
            log().warning("digest put off", error=describe(error))
            raise NotNow from error
        if not isinstance(error, discord.HTTPException):
            raise
        if error.code in _GONE:
            raise CannotPost("channel gone") from error
        if error.code in _BARRED or error.status == 403:
            raise CannotPost("not permitted") from error
        # Nothing that a server's people could mend: a fault of ours, or a token that was revoked.
        log().error("digest refused", error=describe(error))
        raise NotNow from error


def bars_thread(error: discord.HTTPException) -> bool:
    """Say whether an error means that there is no thread to be had, or none to write in."""
    return error.code in _GONE | _BARRED | _NO_THREAD or error.status in {403, 404}
