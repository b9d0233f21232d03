"""Keep servers with their roles and members."""

from __future__ import annotations

from dataclasses import dataclass, field

from discord_playground.wire import JSON
from discord_playground.world.users import User


@dataclass(slots=True, eq=False)
class Role:
    """A role of a server. The one with the server's own id is everyone's."""

    id: str
    name: str
    permissions: int
    position: int = 0
    color: int = 0
    mentionable: bool = False
    hoist: bool = False
    bot_id: str | None = None

    def wire(self) -> JSON:
        """Return the role as Discord sends it."""
        role: JSON = {
            "id": self.id,
            "name": self.name,
            "description": None,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": self.color,
            "colors": {
                "primary_color": self.color,
                "secondary_color": None,
                "tertiary_color": None,
            },
            "hoist": self.hoist,
            "managed": self.bot_id is not None,
            "mentionable": self.mentionable,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }
        if self.bot_id:
            role["tags"] = {"bot_id": self.bot_id}
        return role


@dataclass(slots=True, eq=False)
class Member:
    """A user in a server."""

    user: User
    joined_at: str
    roles: set[str] = field(default_factory=set)
    nick: str | None = None
    timed_out_until: str | None = None

    def wire_without_user(self) -> JSON:
        """Return the member as messages carry it, beside their author."""
        return {
            "roles": sorted(self.roles, key=int),
            "nick": self.nick,
            "avatar": None,
            "banner": None,
            "joined_at": self.joined_at,
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
            "communication_disabled_until": self.timed_out_until,
        }

    def wire(self) -> JSON:
        """Return the member with the user."""
        return {**self.wire_without_user(), "user": self.user.wire()}


@dataclass(slots=True, eq=False)
class Guild:
    """A server. Its channels are in the state, by `channel_ids`.

    `joining` has the roles that people are given when they join.
    """

    id: str
    name: str
    owner_id: str
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    channel_ids: list[str] = field(default_factory=list)
    joining: set[str] = field(default_factory=set)
    preferred_locale: str = "en-US"
    available: bool = True

    def wire(self) -> JSON:
        """Return the server without its channels and members, as the HTTP API does."""
        return {
            "id": self.id,
            "name": self.name,
            "icon": None,
            "description": None,
            "splash": None,
            "discovery_splash": None,
            "banner": None,
            "owner_id": self.owner_id,
            "region": "deprecated",
            "afk_channel_id": None,
            "afk_timeout": 300,
            "widget_enabled": False,
            "widget_channel_id": None,
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw": False,
            "nsfw_level": 0,
            "features": [],
            "emojis": [],
            "stickers": [],
            "roles": [role.wire() for role in self.roles.values()],
            "application_id": None,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "safety_alerts_channel_id": None,
            "max_presences": None,
            "max_members": 500_000,
            "max_video_channel_users": 25,
            "max_stage_video_channel_users": 50,
            "vanity_url_code": None,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "premium_progress_bar_enabled": False,
            "preferred_locale": self.preferred_locale,
            "hub_type": None,
            "home_header": None,
            "incidents_data": None,
            "inventory_settings": None,
            "latest_onboarding_question_id": None,
        }
