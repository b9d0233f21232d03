"""Find whom a text names, and of these, whom `allowed_mentions` lets it ping."""

from __future__ import annotations

import re
from collections.abc import Iterable

from discord_playground.wire import JSON
from discord_playground.world.channels import Channel
from discord_playground.world.message import Mentions, Message
from discord_playground.world.permissions import Permission
from discord_playground.world.state import State
from discord_playground.world.users import User

_CODE = re.compile(r"```.*?```|``.*?``|`[^`\n]+`", re.DOTALL)
_USER = re.compile(r"<@!?(\d{1,20})>")
_ROLE = re.compile(r"<@&(\d{1,20})>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


def find_mentions(
    state: State,
    channel: Channel,
    author: User,
    texts: Iterable[str],
    allowed: JSON | None,
    replied: Message | None,
) -> Mentions:
    """Return the mentions of a message: those that are allowed, and who is pinged by them.

    Without `allowed_mentions` everything pings that may. With it, only what it lists, and the
    author of a message replied to only where `replied_user` says so.
    """
    text = _CODE.sub("", "\n".join(texts))
    found = Mentions()
    if "@" in text:
        found.users = [
            user_id
            for user_id in dict.fromkeys(_USER.findall(text))
            if user_id in state.users and _lets(allowed, "users", user_id)
        ]
        guild = state.guilds.get(channel.guild_id or "")
        if guild:
            may_all = bool(state.permissions(author.id, channel) & Permission.MENTION_EVERYONE)
            found.roles = [
                role_id
                for role_id in dict.fromkeys(_ROLE.findall(text))
                if role_id in guild.roles
                and (may_all or guild.roles[role_id].mentionable)
                and _lets(allowed, "roles", role_id)
            ]
            found.everyone = (
                may_all and bool(_EVERYONE.search(text)) and _lets(allowed, "everyone", "")
            )
    if replied and (allowed is None or allowed.get("replied_user")):
        found.users = list(dict.fromkeys([*found.users, replied.author.id]))
    found.pinged = _find_pinged(state, channel, author, found)
    return found


def _lets(allowed: JSON | None, kind: str, wanted: str) -> bool:
    if allowed is None or kind in (allowed.get("parse") or ()):
        return True
    return wanted in {str(one) for one in allowed.get(kind) or ()}


def _find_pinged(state: State, channel: Channel, author: User, found: Mentions) -> frozenset[str]:
    """Return those who are notified: named, in a named role, or everyone; if they see the place."""
    if not (found.users or found.roles or found.everyone):
        return frozenset()
    pinged = set(found.users)
    guild = state.guilds.get(channel.guild_id or "")
    if guild and (found.roles or found.everyone):
        wanted = set(found.roles)
        pinged |= {
            user_id
            for user_id, member in guild.members.items()
            if found.everyone or member.roles & wanted
        }
    return frozenset(
        user_id for user_id in pinged if user_id != author.id and state.can_see(user_id, channel)
    )
