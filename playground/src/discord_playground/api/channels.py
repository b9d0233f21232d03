"""Routes for channels and threads."""

from __future__ import annotations

from collections.abc import Sequence

from discord_playground.api.call import Call, Reply, Route
from discord_playground.wire import JSON
from discord_playground.world.channels import (
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    Channel,
    Overwrite,
    thread_archived,
)
from discord_playground.world.errors import DiscordError, missing_permissions, unknown_error
from discord_playground.world.permissions import Permission

_DEFAULT_ARCHIVE_MINUTES = 4320


def channel(call: Call) -> JSON:
    """Return a channel."""
    return call.channel().wire(call.user.id)


def change(call: Call) -> JSON:
    """Change a channel, or a thread as its owner or someone who manages threads."""
    found = call.channel()
    if found.thread is None:
        call.channel(Permission.MANAGE_CHANNELS)
        call.world.places.change_channel(found, call.body)
        return found.wire()
    allowed = call.state.permissions(call.user.id, found)
    manages = bool(allowed & Permission.MANAGE_THREADS)
    if not manages and (found.thread.owner_id != call.user.id or "locked" in call.body):
        reopens = set(call.body) == {"archived"} and not call.body["archived"]
        if not reopens or found.thread.locked:
            raise missing_permissions()
    # "Requires the thread to have `archived` set to `false` or be set to `false` in the request":
    # https://docs.discord.com/developers/resources/channel#modify-channel
    if found.is_archived and set(call.body) != {"archived"} and call.body.get("archived", True):
        raise thread_archived()
    call.world.threads.change(found, call.body)
    return found.wire()


def delete(call: Call) -> JSON:
    """Delete a channel or a thread."""
    found = call.channel()
    call.channel(Permission.MANAGE_THREADS if found.thread else Permission.MANAGE_CHANNELS)
    call.world.places.delete_channel(found)
    return found.wire(call.user.id)


def set_overwrite(call: Call) -> None:
    """Set what a role or a member is allowed and denied in a channel."""
    found = call.channel(Permission.MANAGE_ROLES)
    body = call.body
    call.world.places.set_overwrite(
        found,
        Overwrite(
            call.params["overwrite_id"],
            int(body["type"]),
            int(body.get("allow") or 0),
            int(body.get("deny") or 0),
        ),
    )


def clear_overwrite(call: Call) -> None:
    """Remove an overwrite."""
    found = call.channel(Permission.MANAGE_ROLES)
    call.world.places.clear_overwrite(found, call.params["overwrite_id"])


def typing(call: Call) -> None:
    """Announce that the caller is typing."""
    found = call.channel()
    needed = Permission.SEND_MESSAGES_IN_THREADS if found.thread else Permission.SEND_MESSAGES
    call.state.require(call.user, found, needed)
    data: JSON = {
        "channel_id": found.id,
        "user_id": call.user.id,
        "timestamp": int(call.state.now()),
    }
    if found.guild_id and (member := call.state.member_of(found.guild_id, call.user.id)):
        data |= {"guild_id": found.guild_id, "member": member.wire()}
    call.state.emit("TYPING_START", data, guild_id=found.guild_id, channel_id=found.id)


def start_from_message(call: Call) -> Reply:
    """Open a thread on a message."""
    found = call.channel(Permission.CREATE_PUBLIC_THREADS)
    thread = call.world.threads.start_from(
        call.user,
        call.message(found),
        str(call.body["name"]),
        archive_after=int(call.body.get("auto_archive_duration") or _DEFAULT_ARCHIVE_MINUTES),
    )
    return Reply(201, _with_membership(call, thread))


def start(call: Call) -> Reply:
    """Open a thread without a message."""
    kind = int(call.body.get("type") or PRIVATE_THREAD)
    found = call.channel(
        Permission.CREATE_PRIVATE_THREADS
        if kind == PRIVATE_THREAD
        else Permission.CREATE_PUBLIC_THREADS
    )
    thread = call.world.threads.start(
        call.user,
        found,
        str(call.body["name"]),
        kind=kind,
        archive_after=int(call.body.get("auto_archive_duration") or _DEFAULT_ARCHIVE_MINUTES),
    )
    return Reply(201, _with_membership(call, thread))


def thread_members(call: Call) -> list[JSON]:
    """Return the members of a thread."""
    thread = _thread(call)
    assert thread.thread is not None  # noqa: S101
    return [call.world.threads.member_wire(thread, one) for one in thread.thread.members]


def thread_member(call: Call) -> JSON:
    """Return one membership of a thread."""
    thread = _thread(call)
    assert thread.thread is not None  # noqa: S101
    if call.params["user_id"] not in thread.thread.members:
        raise unknown_error("member")
    return call.world.threads.member_wire(thread, call.params["user_id"])


def join(call: Call) -> None:
    """Join a thread."""
    call.world.threads.join(_open_thread(call), call.user)


def leave(call: Call) -> None:
    """Leave a thread."""
    call.world.threads.leave(_thread(call), call.user)


def add(call: Call) -> None:
    """Add a user to a thread."""
    call.world.threads.join(_open_thread(call), call.state.user(call.params["user_id"]))


def remove(call: Call) -> None:
    """Remove a user from a thread."""
    thread = _thread(call)
    call.state.require(call.user, thread, Permission.MANAGE_THREADS)
    call.world.threads.leave(thread, call.state.user(call.params["user_id"]))


def archived_public(call: Call) -> JSON:
    """Return the archived public threads of a channel."""
    return _list_archived(call, {PUBLIC_THREAD, 10})


def archived_private(call: Call) -> JSON:
    """Return the archived private threads of a channel that the caller sees."""
    return _list_archived(call, {PRIVATE_THREAD})


def _list_archived(call: Call, kinds: set[int]) -> JSON:
    parent = call.channel(Permission.READ_MESSAGE_HISTORY)
    found = [
        thread
        for thread in call.world.threads.below(parent.guild_id or "", parent.id)
        if thread.thread
        and thread.thread.archived
        and thread.kind in kinds
        and call.state.can_see(call.user.id, thread)
    ]
    limit = int(call.query.get("limit") or 50)
    return {
        "threads": [thread.wire() for thread in found[:limit]],
        "members": _memberships(call, found[:limit]),
        "has_more": len(found) > limit,
    }


def _memberships(call: Call, threads: Sequence[Channel]) -> list[JSON]:
    joined = [t for t in threads if t.thread and call.user.id in t.thread.members]
    return [call.world.threads.member_wire(thread, call.user.id) for thread in joined]


def _with_membership(call: Call, thread: Channel) -> JSON:
    return thread.wire() | {"member": call.world.threads.member_wire(thread, call.user.id)}


def _thread(call: Call) -> Channel:
    found = call.channel()
    if found.thread is None:
        raise DiscordError(400, 50024, "Cannot execute action on this channel type")
    return found


def _open_thread(call: Call) -> Channel:
    """Return the thread of the path; 50083 where it is archived."""
    found = _thread(call)
    if found.is_archived:
        raise thread_archived()
    return found


_CHANNEL = "/channels/{channel_id}"

ROUTES = (
    Route("GET", _CHANNEL, channel),
    Route("PATCH", _CHANNEL, change),
    Route("DELETE", _CHANNEL, delete),
    Route("PUT", f"{_CHANNEL}/permissions/{{overwrite_id}}", set_overwrite),
    Route("DELETE", f"{_CHANNEL}/permissions/{{overwrite_id}}", clear_overwrite),
    Route("POST", f"{_CHANNEL}/typing", typing),
    Route("POST", f"{_CHANNEL}/messages/{{message_id}}/threads", start_from_message),
    Route("POST", f"{_CHANNEL}/threads", start),
    Route("GET", f"{_CHANNEL}/thread-members", thread_members),
    Route("PUT", f"{_CHANNEL}/thread-members/@me", join),
    Route("DELETE", f"{_CHANNEL}/thread-members/@me", leave),
    Route("GET", f"{_CHANNEL}/thread-members/{{user_id}}", thread_member),
    Route("PUT", f"{_CHANNEL}/thread-members/{{user_id}}", add),
    Route("DELETE", f"{_CHANNEL}/thread-members/{{user_id}}", remove),
    Route("GET", f"{_CHANNEL}/threads/archived/public", archived_public),
    Route("GET", f"{_CHANNEL}/threads/archived/private", archived_private),
)
