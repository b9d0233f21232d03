"""Keep one message, its attachments and its reactions."""

from __future__ import annotations

from dataclasses import dataclass, field

from discord_playground.wire import JSON
from discord_playground.world.users import User

CROSSPOSTED, EPHEMERAL, HAS_THREAD, LOADING = 1 << 0, 1 << 6, 1 << 5, 1 << 7
SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = 1 << 2, 1 << 12, 1 << 15

DEFAULT, THREAD_CREATED, REPLY, CHAT_INPUT, THREAD_STARTER, CONTEXT_MENU = 0, 18, 19, 20, 21, 23


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a message. The bytes lie in the state's files, by id."""

    id: str
    filename: str
    size: int
    content_type: str
    url: str
    description: str | None = None
    width: int | None = None
    height: int | None = None

    def wire(self, *, ephemeral: bool = False) -> JSON:
        """Return the attachment as Discord sends it."""
        attachment: JSON = {
            "id": self.id,
            "filename": self.filename,
            "size": self.size,
            "url": self.url,
            "proxy_url": self.url,
            "content_type": self.content_type,
        }
        if self.width is not None:
            attachment |= {"width": self.width, "height": self.height}
        if self.description:
            attachment["description"] = self.description
        if ephemeral:
            attachment["ephemeral"] = True
        return attachment

    def wire_media(self) -> JSON:
        """Return the file as a component shows it (an unfurled media item)."""
        media: JSON = {
            "id": self.id,
            "url": self.url,
            "proxy_url": self.url,
            "content_type": self.content_type,
            "attachment_id": self.id,
            "flags": 0,
            "loading_state": 2,
        }
        if self.width is not None:
            media |= {"width": self.width, "height": self.height}
        return media


@dataclass(slots=True)
class Mentions:
    """Whom a text names, and of these, who is pinged."""

    users: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    everyone: bool = False
    pinged: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Message:
    """A message. `only_for` is set on ephemeral ones; `pinged` keeps who was notified by it."""

    id: str
    channel_id: str
    author: User
    timestamp: str
    guild_id: str | None = None
    kind: int = DEFAULT
    content: str = ""
    flags: int = 0
    embeds: list[JSON] = field(default_factory=list)
    components: list[JSON] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    mentions: Mentions = field(default_factory=Mentions)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited_timestamp: str | None = None
    reference: JSON | None = None
    nonce: str | int | None = None
    pinned: bool = False
    tts: bool = False
    webhook_id: str | None = None
    application_id: str | None = None
    interaction: JSON | None = None
    interaction_metadata: JSON | None = None
    interaction_token: str | None = None
    thread_id: str | None = None
    only_for: str | None = None

    @property
    def pinged_users(self) -> frozenset[str]:
        """Return the ids of those who were notified."""
        return self.mentions.pinged

    @property
    def is_ephemeral(self) -> bool:
        """Say whether one user alone sees it."""
        return self.only_for is not None


def emoji_wire(key: str) -> JSON:
    """Return an emoji as Discord sends it, from the form that its URLs have."""
    name, colon, emoji_id = key.partition(":")
    return {"id": emoji_id if colon else None, "name": name}
