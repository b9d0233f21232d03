"""Build the large events of the gateway: READY, whole servers, chunks of members."""

from __future__ import annotations

from collections.abc import Iterator

from discord_playground.gateway.intents import GUILD_MEMBERS
from discord_playground.gateway.session import Session
from discord_playground.wire import JSON
from discord_playground.world.guilds import Guild
from discord_playground.world.state import State
from discord_playground.world.users import User

MAX_MEMBERS = 1000
"""The most members in one chunk."""


def build_ready(state: State, session: Session, resume_url: str) -> JSON:
    """Return READY: a bot's servers follow later, a person's are in it."""
    user = session.user
    guilds = [
        guild
        for guild in state.guilds.values()
        if user.id in guild.members and (not user.bot or session.handles(guild.id))
    ]
    data: JSON = {
        "v": 10,
        "user": user.wire_self(),
        "session_id": session.id,
        "resume_gateway_url": resume_url,
        "session_type": "normal",
        "shard": list(session.shard),
        "private_channels": [],
        "relationships": [],
        "presences": [],
        "guild_join_requests": [],
        "geo_ordered_rtc_regions": [],
        "user_settings": {},
        "_trace": [],
    }
    if user.bot:
        application = state.applications[user.application_id or ""]
        data["application"] = {"id": application.id, "flags": application.flags}
        data["guilds"] = [{"id": guild.id, "unavailable": True} for guild in guilds]
    else:
        data["guilds"] = [build_guild(state, guild, session) for guild in guilds]
        data["users"] = [one.wire() for one in state.users.values()]
        data["private_channels"] = [
            channel.wire(user.id)
            for channel in state.channels.values()
            if channel.is_direct and any(one.id == user.id for one in channel.recipients)
        ]
    return data


def build_guild(state: State, guild: Guild, session: Session) -> JSON:
    """Return GUILD_CREATE: a server with its channels, threads and members."""
    user = session.user
    channels = [state.channels[one] for one in guild.channel_ids]
    seen = [c for c in channels if (user.bot and not c.thread) or state.can_see(user.id, c)]
    return guild.wire() | {
        "joined_at": guild.members[user.id].joined_at,
        "large": False,
        "unavailable": not guild.available,
        "member_count": len(guild.members),
        "members": [
            member.wire()
            for member in guild.members.values()
            if session.intents & GUILD_MEMBERS or member.user is user
        ],
        "channels": [channel.wire() for channel in seen if not channel.thread],
        "threads": [
            _add_membership(channel.wire(), user, channel.thread.members)
            for channel in seen
            if channel.thread and not channel.thread.archived
        ],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def build_member_chunks(state: State, user: User, wanted: JSON) -> Iterator[JSON]:
    """Yield the GUILD_MEMBERS_CHUNK events for a request; none unless the user is a member."""
    guild = state.guilds.get(str(wanted.get("guild_id")))
    if guild is None or user.id not in guild.members:
        return
    ids, missing = wanted.get("user_ids"), []
    if ids:
        ids = [str(one) for one in (ids if isinstance(ids, list) else [ids])]
        found = [guild.members[one] for one in ids if one in guild.members]
        missing = [one for one in ids if one not in guild.members]
    else:
        start = str(wanted.get("query") or "").lower()
        found = [
            member
            for member in guild.members.values()
            if member.user.username.lower().startswith(start)
            or (member.nick or "").lower().startswith(start)
        ][: int(wanted.get("limit") or 0) or None]
    parts = [found[i : i + MAX_MEMBERS] for i in range(0, len(found), MAX_MEMBERS)] or [[]]
    for index, part in enumerate(parts):
        chunk: JSON = {
            "guild_id": guild.id,
            "members": [member.wire() for member in part],
            "chunk_index": index,
            "chunk_count": len(parts),
            "not_found": missing,
        }
        if wanted.get("presences"):
            chunk["presences"] = []
        if wanted.get("nonce"):
            chunk["nonce"] = wanted["nonce"]
        yield chunk


def _add_membership(wire: JSON, user: User, members: dict[str, str]) -> JSON:
    if user.id in members:
        wire["member"] = {
            "id": wire["id"], "user_id": user.id, "join_timestamp": members[user.id], "flags": 0
        }  # fmt: skip
    return wire
