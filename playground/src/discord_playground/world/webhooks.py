"""Keep the webhooks of channels."""

from __future__ import annotations

from dataclasses import dataclass

from discord_playground.wire import JSON
from discord_playground.world.users import User


@dataclass(frozen=True, slots=True)
class Webhook:
    """A face under which anyone with the token may write in one channel."""

    id: str
    token: str
    name: str
    channel_id: str
    guild_id: str
    made_by: User

    def wire(self) -> JSON:
        """Return the webhook as Discord sends it."""
        return {
            "id": self.id,
            "type": 1,
            "token": self.token,
            "name": self.name,
            "avatar": None,
            "channel_id": self.channel_id,
            "guild_id": self.guild_id,
            "application_id": None,
            "user": self.made_by.wire(),
        }

    def face(self, name: str | None) -> User:
        """Return the author of what is written by it."""
        return User(self.id, name or self.name, bot=True)
