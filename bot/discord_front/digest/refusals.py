"""Tell what an error of Discord's means for a digest: come back later, or let it rest.

Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import discord

from bot.digest.ports import CannotPost, NotNow
from bot.discord_front.log import log
from bot.discord_front.reply.failures import UNKNOWN_MESSAGE, is_passing
from bot.error_trace import describe

_GONE = frozenset({10003, 10004})  # unknown channel, unknown server
# No access; not that kind of channel; no permission; thread archived or locked.
_BARRED = frozenset({50001, 50008, 50013, 50024, 50083, 160005})
# No thread can be had there: already too many, not on this message, not in this channel.
_NO_THREAD = frozenset({160002, 160006, 160007, 30033, UNKNOWN_MESSAGE})

THREAD_EXISTS = 160004


@contextmanager
def translated() -> Iterator[None]:
    """Raise `CannotPost` or `NotNow` in the place of whatever Discord raises."""
    try:
        yield
    except Exception as error:
        if is_passing(error):
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
