"""Routes for servers, their channels, roles and members."""

from __future__ import annotations

from typing import Any

from discord_playground.api.call import Call, Route
from discord_playground.wire import JSON
from discord_playground.world.channels import TEXT
from discord_playground.world.errors import missing_access, unknown_error
from discord_playground.world.guilds import Guild
from discord_playground.world.permissions import Permission


def _guild(call: Call, needed: int = 0) -> Guild:
    """Return the server of the path; 403 unless the caller is a member with the permissions."""
    found = call.state.guild(call.params["guild_id"])
    call.state.require_in_guild(call.user, found, int(needed))
    return found


def guild(call: Call) -> JSON:
    """Return a server."""
    found = _guild(call)
    wire = found.wire()
    if call.flag("with_counts"):
        count = len(found.members)
        wire |= {"approximate_member_count": count, "approximate_presence_count": count}
    return wire


def channels(call: Call) -> list[JSON]:
    """Return a server's channels without threads; a person gets only those they see."""
    found = [call.state.channels[one] for one in _guild(call).channel_ids]
    return [
        channel.wire()
        for channel in found
        if not channel.thread and (call.user.bot or call.state.can_see(call.user.id, channel))
    ]


def create_channel(call: Call) -> Any:
    """Add a channel."""
    found = _guild(call, Permission.MANAGE_CHANNELS)
    body = call.body
    channel = call.world.places.add_channel(
        found,
        str(body["name"]),
        kind=int(body.get("type") or TEXT),
        topic=body.get("topic"),
        parent_id=body.get("parent_id"),
    )
    return channel.wire()


def roles(call: Call) -> list[JSON]:
    """Return a server's roles."""
    return [role.wire() for role in _guild(call).roles.values()]


def member(call: Call) -> JSON:
    """Return one member."""
    found = _guild(call).members.get(call.params["user_id"])
    if found is None:
        raise unknown_error("member")
    return found.wire()


def own_member(call: Call) -> JSON:
    """Return the caller's own membership."""
    return _guild(call).members[call.user.id].wire()


def members(call: Call) -> list[JSON]:
    """Return a page of members in the order of their ids."""
    found = _guild(call).members
    application = call.state.applications.get(call.user.application_id or "")
    if application and not application.members_allowed:
        raise missing_access()
    after = int(call.query.get("after") or 0)
    ids = sorted((one for one in found if int(one) > after), key=int)
    return [found[one].wire() for one in ids[: int(call.query.get("limit") or 1)]]


def search_members(call: Call) -> list[JSON]:
    """Return members whose name or nickname begins with a text."""
    start = call.query.get("query", "").lower()
    found = [
        one.wire()
        for one in _guild(call).members.values()
        if one.user.username.lower().startswith(start) or (one.nick or "").lower().startswith(start)
    ]
    return found[: int(call.query.get("limit") or 1)]


def active_threads(call: Call) -> JSON:
    """Return the active threads that the caller sees."""
    found = _guild(call)
    threads = [
        thread
        for thread in call.world.threads.below(found.id)
        if thread.thread and not thread.thread.archived and call.state.can_see(call.user.id, thread)
    ]
    joined = [t for t in threads if t.thread and call.user.id in t.thread.members]
    return {
        "threads": [thread.wire() for thread in threads],
        "members": [call.world.threads.member_wire(t, call.user.id) for t in joined],
        "has_more": False,
    }


ROUTES = (
    Route("GET", "/guilds/{guild_id}", guild),
    Route("GET", "/guilds/{guild_id}/channels", channels),
    Route("POST", "/guilds/{guild_id}/channels", create_channel),
    Route("GET", "/guilds/{guild_id}/roles", roles),
    Route("GET", "/guilds/{guild_id}/members", members),
    Route("GET", "/guilds/{guild_id}/members/search", search_members),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", member),
    Route("GET", "/users/@me/guilds/{guild_id}/member", own_member),
    Route("GET", "/guilds/{guild_id}/threads/active", active_threads),
)
