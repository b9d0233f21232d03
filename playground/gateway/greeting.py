"""Write what a client is told first: READY, and each server whole."""

from __future__ import annotations

from playground.gateway.intents import GUILD_MEMBERS
from playground.gateway.session import Session
from playground.wire import JSON
from playground.world.guilds import Guild
from playground.world.state import State
from playground.world.users import User


def ready(state: State, session: Session, resume_url: str) -> JSON:
    """Return READY: for a bot with its servers still to come, for a person with everything."""
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
        data["guilds"] = [whole(state, guild, session) for guild in guilds]
        data["users"] = [one.wire() for one in state.users.values()]
        data["private_channels"] = [
            channel.wire(user.id)
            for channel in state.channels.values()
            if channel.is_direct and any(one.id == user.id for one in channel.recipients)
        ]
    return data


def whole(state: State, guild: Guild, session: Session) -> JSON:
    """Return a server with channels, threads and members, as GUILD_CREATE has it."""
    user = session.user
    channels = [state.channels[one] for one in guild.channel_ids]
    seen = [c for c in channels if (user.bot and not c.thread) or state.sees(user.id, c)]
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
            _thread(channel.wire(), user, channel.thread.members)
            for channel in seen
            if channel.thread and not channel.thread.archived
        ],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def _thread(wire: JSON, user: User, members: dict[str, str]) -> JSON:
    if user.id in members:
        wire["member"] = {
            "id": wire["id"], "user_id": user.id, "join_timestamp": members[user.id], "flags": 0
        }  # fmt: skip
    return wire
