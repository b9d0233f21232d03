"""Keep who there is: people, bots, and the applications that bots belong to."""

from __future__ import annotations

from dataclasses import dataclass, field

from discord_playground.wire import JSON


@dataclass(slots=True, eq=False)
class User:
    """A person, a bot, or the face of a webhook; `closed_to_bots` wants no direct messages."""

    id: str
    username: str
    token: str = ""
    global_name: str | None = None
    bot: bool = False
    locale: str = "en-US"
    application_id: str | None = None
    closed_to_bots: bool = False

    def wire(self) -> JSON:
        """Return what everyone may know."""
        user: JSON = {
            "id": self.id,
            "username": self.username,
            "discriminator": "0000" if self.bot else "0",
            "global_name": self.global_name,
            "avatar": None,
            "avatar_decoration_data": None,
            "public_flags": 0,
            "flags": 0,
            "banner": None,
            "accent_color": None,
            "collectibles": None,
            "primary_guild": None,
            "clan": None,
        }
        if self.bot:
            user["bot"] = True
        return user

    def wire_self(self) -> JSON:
        """Return what only the user gets."""
        return {
            **self.wire(),
            "mfa_enabled": False,
            "locale": self.locale,
            "premium_type": 0,
            "email": None,
            "verified": True,
        }


PRESENCE, PRESENCE_LIMITED = 1 << 12, 1 << 13
GUILD_MEMBERS, GUILD_MEMBERS_LIMITED = 1 << 14, 1 << 15
MESSAGE_CONTENT, MESSAGE_CONTENT_LIMITED = 1 << 18, 1 << 19


@dataclass(slots=True, eq=False)
class Application:
    """An application: its bot, its privileged intents, who installed it for themselves.

    `install_types` says to what it may be added at all: servers (0), people (1).
    """

    id: str
    name: str
    bot: User
    owner: User
    description: str = ""
    message_content_allowed: bool = False
    members_allowed: bool = False
    presences_allowed: bool = False
    install_types: frozenset[int] = frozenset({0, 1})
    user_installs: set[str] = field(default_factory=set)

    @property
    def flags(self) -> int:
        """Return the public flags; the privileged intents are among them."""
        return (
            (PRESENCE_LIMITED if self.presences_allowed else 0)
            | (GUILD_MEMBERS_LIMITED if self.members_allowed else 0)
            | (MESSAGE_CONTENT_LIMITED if self.message_content_allowed else 0)
        )

    def wire_brief(self) -> JSON:
        """Return what is shown of it beside its commands and forms."""
        return {
            "id": self.id,
            "name": self.name,
            "icon": None,
            "description": self.description,
            "bot": self.bot.wire(),
        }

    def wire(self, guild_count: int, permissions: int) -> JSON:
        """Return what the application's own bot gets; its invite requests `permissions`."""
        scopes = ["applications.commands", "bot"]
        asked = {0: permissions, 1: 0}
        return {
            **self.wire_brief(),
            "summary": "",
            "type": None,
            "is_monetized": False,
            "is_verified": False,
            "is_discoverable": False,
            "hook": True,
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": self.flags,
            "flags_new": str(self.flags),
            "eligible_oauth2_scopes": ["applications.commands", "bot"],
            "owner": self.owner.wire(),
            "team": None,
            "tags": [],
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "approximate_guild_count": guild_count,
            "approximate_user_install_count": len(self.user_installs),
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "integration_types_config": {
                str(kind): {
                    "oauth2_install_params": {"scopes": scopes, "permissions": str(asked[kind])}
                }
                for kind in sorted(self.install_types)
            },
        }
