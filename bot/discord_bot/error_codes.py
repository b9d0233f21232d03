"""Name the error codes of Discord that something here depends on, as its table explains them.

The table: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
"""

from __future__ import annotations

from typing import Final

UNKNOWN_CHANNEL: Final = 10003
UNKNOWN_GUILD: Final = 10004
UNKNOWN_MESSAGE: Final = 10008
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
MISSING_PERMISSIONS: Final = 50013
WRONG_CHANNEL_TYPE: Final = 50024
"""Cannot execute action on this channel type."""
INVALID_FORM: Final = 50035
"""Invalid form body: the error says of each field what is wrong with it."""
THREAD_ARCHIVED: Final = 50083
NO_MUTUAL_GUILDS: Final = 50278
"""Cannot send messages to this user, as there is no server in common."""
THREAD_EXISTS: Final = 160004
"""A thread has already been created for this message."""
THREAD_LOCKED: Final = 160005
ACTIVE_THREADS: Final = 160006
"""Maximum number of active threads reached."""
ACTIVE_ANNOUNCEMENT_THREADS: Final = 160007
"""Maximum number of active announcement threads reached."""
