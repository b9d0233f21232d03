"""A question that was asked, wherever it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from retrieval.search.filters import Filters

LONGEST = 2_000
"""Characters of a question; what is beyond is not read."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, by whom and where, and the turn of the conversation that it follows.

    `turn_id` is that of the turn it becomes. `message_id` is None where it was no message.
    `private`: perhaps nobody but the person sees the answer, though others read the channel.
    `message_channel_id` is where that message is, where it was one. `quoted_message_id` and
    `quoted_user_id` are somebody's message that is replied to, and who wrote it.
    """

    turn_id: str
    text: str
    asked_at: datetime
    guild_id: int | None
    channel_id: int
    user_id: int
    message_id: int | None = None
    follows: str | None = None
    filters: Filters = Filters()
    private: bool = False
    message_channel_id: int | None = None
    quoted_message_id: int | None = None
    quoted_user_id: int | None = None

    def concerns(self, subject: int) -> bool:
        """Say whether it holds words of a person, or is of a server."""
        return subject in (self.user_id, self.quoted_user_id, self.guild_id)
