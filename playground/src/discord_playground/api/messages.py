"""Routes for messages and reactions."""

from __future__ import annotations

from urllib.parse import unquote

from discord_playground.api.call import Call, Route
from discord_playground.checks.emoji import is_emoji
from discord_playground.snowflakes import seconds_of
from discord_playground.wire import JSON
from discord_playground.world.channels import WRITABLE, Channel, thread_archived, thread_locked
from discord_playground.world.draft import Draft, read_draft
from discord_playground.world.errors import DiscordError, unknown_error
from discord_playground.world.message import Message, emoji_wire
from discord_playground.world.permissions import Permission

_TWO_WEEKS = 14 * 24 * 3600


def list_messages(call: Call) -> list[JSON]:
    """Return messages of a channel, newest first; none without access to its history."""
    found = call.channel()
    allowed = call.state.permissions(call.user.id, found)
    if not allowed & Permission.READ_MESSAGE_HISTORY:
        return []
    query = call.query
    messages = call.world.messages.listed(
        found,
        limit=int(query.get("limit") or 50),
        before=query.get("before"),
        after=query.get("after"),
        around=query.get("around"),
    )
    return [call.to_wire(message) for message in messages]


def get(call: Call) -> JSON:
    """Return one message."""
    found = call.channel(Permission.READ_MESSAGE_HISTORY)
    return call.to_wire(call.message(found))


def create(call: Call) -> JSON:
    """Send a message."""
    found = call.channel()
    draft = read_draft(call.body, call.uploads)
    require_sendable(call, found, draft)
    return call.to_wire(call.world.messages.create(call.user, found, draft))


def require_sendable(call: Call, channel: Channel, draft: Draft) -> None:
    """Raise Discord's error where the caller may not send such a message in the channel."""
    if channel.kind not in WRITABLE:
        raise DiscordError(400, 50008, "Cannot send messages in a non-text channel")
    needed = Permission.SEND_MESSAGES_IN_THREADS if channel.thread else Permission.SEND_MESSAGES
    if draft.uploads:
        needed |= Permission.ATTACH_FILES
    if draft.embeds and call.user.bot:
        needed |= Permission.EMBED_LINKS
    if channel.is_direct:
        needed &= Permission(0)
        if call.user.bot and any(user.closed_to_bots for user in channel.recipients):
            raise DiscordError(403, 50007, "Cannot send messages to this user")
    allowed = call.state.require(call.user, channel, needed)
    if draft.reference and not allowed & Permission.READ_MESSAGE_HISTORY:
        raise DiscordError(403, 160002, "Cannot reply without permission to read message history")
    if channel.is_locked and not allowed & Permission.MANAGE_THREADS:
        raise thread_archived() if channel.is_archived else thread_locked()


def edit(call: Call) -> JSON:
    """Change a message of the caller's."""
    found = call.channel()
    message = call.message(found)
    if message.author is not call.user:
        if set(call.body) == {"flags"}:
            call.channel(Permission.MANAGE_MESSAGES)
        else:
            raise DiscordError(403, 50005, "Cannot edit a message authored by another user")
    allowed = call.state.permissions(call.user.id, found)
    if found.is_locked and not found.is_archived and not allowed & Permission.MANAGE_THREADS:
        raise thread_locked()
    return call.to_wire(call.world.messages.edit(message, call.body, call.uploads))


def delete(call: Call) -> None:
    """Delete a message of the caller's, or anyone's with MANAGE_MESSAGES."""
    found = call.channel()
    message = call.message(found)
    if message.author is not call.user:
        if found.is_direct:
            raise DiscordError(403, 50003, "Cannot execute action on a DM channel")
        call.channel(Permission.MANAGE_MESSAGES)
    call.world.messages.delete(message)


def bulk_delete(call: Call) -> None:
    """Delete up to 100 messages that are less than two weeks old."""
    found = call.channel(Permission.MANAGE_MESSAGES)
    ids = [str(one) for one in call.body.get("messages") or ()]
    oldest = call.state.now() - _TWO_WEEKS
    if any(seconds_of(one) < oldest for one in ids):
        raise DiscordError(
            400, 50034, "You can only bulk delete messages that are under 14 days old."
        )
    call.world.messages.bulk_delete(found, ids)


def react(call: Call) -> None:
    """Add the caller's reaction; a new emoji needs ADD_REACTIONS."""
    found = call.channel(Permission.READ_MESSAGE_HISTORY)
    message, key = call.message(found), _emoji(call)
    if found.is_archived:
        raise thread_archived()
    if key not in message.reactions and not found.is_direct:
        call.channel(Permission.ADD_REACTIONS)
    users = message.reactions.setdefault(key, [])
    if call.user.id not in users:
        users.append(call.user.id)
        _emit(call, message, "MESSAGE_REACTION_ADD", key, call.user.id)


def unreact(call: Call) -> None:
    """Remove a reaction of the caller's, or anyone's with MANAGE_MESSAGES."""
    found = call.channel()
    user_id = call.params.get("user_id", call.user.id)
    if user_id != call.user.id:
        call.channel(Permission.MANAGE_MESSAGES)
    message, key = call.message(found), _emoji(call)
    if found.is_archived:
        raise thread_archived()
    users = message.reactions.get(key, [])
    if user_id not in users:
        raise unknown_error("emoji")
    users.remove(user_id)
    if not users:
        del message.reactions[key]
    _emit(call, message, "MESSAGE_REACTION_REMOVE", key, user_id)


def reactors(call: Call) -> list[JSON]:
    """Return who reacted with an emoji."""
    found = call.channel(Permission.READ_MESSAGE_HISTORY)
    users = call.message(found).reactions.get(_emoji(call), [])
    after, limit = int(call.query.get("after") or 0), int(call.query.get("limit") or 25)
    ids = sorted((one for one in users if int(one) > after), key=int)
    return [call.state.user(one).wire() for one in ids[:limit]]


def clear_reactions(call: Call) -> None:
    """Remove all reactions, or all with one emoji."""
    found = call.channel(Permission.MANAGE_MESSAGES)
    message = call.message(found)
    place: JSON = {"channel_id": found.id, "message_id": message.id}
    if found.guild_id:
        place["guild_id"] = found.guild_id
    if "emoji_name" in call.params:
        key = _emoji(call)
        message.reactions.pop(key, None)
        name, data = "MESSAGE_REACTION_REMOVE_EMOJI", {**place, "emoji": emoji_wire(key)}
    else:
        message.reactions.clear()
        name, data = "MESSAGE_REACTION_REMOVE_ALL", place
    call.state.emit(name, data, guild_id=found.guild_id, channel_id=found.id)


def pin(call: Call) -> None:
    """Pin a message, or unpin it."""
    found = call.channel(Permission.PIN_MESSAGES)
    message = call.message(found)
    if found.is_archived:
        raise thread_archived()
    message.pinned = call.method == "PUT"
    call.world.messages.announce(message)


def _emoji(call: Call) -> str:
    """Return the emoji of the path; 10014 unless it is Unicode's: there are no custom ones."""
    key = unquote(call.params["emoji_name"])
    if not is_emoji(key):
        raise DiscordError(400, 10014, "Unknown Emoji")
    return key


def _emit(call: Call, message: Message, name: str, key: str, user_id: str) -> None:
    data: JSON = {
        "user_id": user_id,
        "channel_id": message.channel_id,
        "message_id": message.id,
        "emoji": emoji_wire(key),
        "burst": False,
        "type": 0,
    }
    if message.guild_id:
        data["guild_id"] = message.guild_id
        member = call.state.member_of(message.guild_id, user_id)
        if member and name == "MESSAGE_REACTION_ADD":
            data |= {"member": member.wire(), "message_author_id": message.author.id}
    call.state.emit(name, data, guild_id=message.guild_id, channel_id=message.channel_id)


_MESSAGES = "/channels/{channel_id}/messages"
_REACTIONS = f"{_MESSAGES}/{{message_id}}/reactions"

ROUTES = (
    Route("GET", _MESSAGES, list_messages),
    Route("POST", _MESSAGES, create),
    Route("POST", f"{_MESSAGES}/bulk-delete", bulk_delete),
    Route("GET", f"{_MESSAGES}/{{message_id}}", get),
    Route("PATCH", f"{_MESSAGES}/{{message_id}}", edit),
    Route("DELETE", f"{_MESSAGES}/{{message_id}}", delete),
    Route("PUT", f"{_MESSAGES}/pins/{{message_id}}", pin),
    Route("DELETE", f"{_MESSAGES}/pins/{{message_id}}", pin),
    Route("DELETE", _REACTIONS, clear_reactions),
    Route("GET", f"{_REACTIONS}/{{emoji_name}}", reactors),
    Route("DELETE", f"{_REACTIONS}/{{emoji_name}}", clear_reactions),
    Route("PUT", f"{_REACTIONS}/{{emoji_name}}/@me", react),
    Route("DELETE", f"{_REACTIONS}/{{emoji_name}}/@me", unreact),
    Route("DELETE", f"{_REACTIONS}/{{emoji_name}}/{{user_id}}", unreact),
)
