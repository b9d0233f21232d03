"""Write messages as Discord sends them."""

from __future__ import annotations

from discord_playground.wire import JSON
from discord_playground.world.message import Message, emoji_wire
from discord_playground.world.state import State


def message_wire(state: State, message: Message, viewer_id: str = "", *, deep: bool = True) -> JSON:
    """Return a message as the HTTP API gives it to `viewer_id`; `deep` adds what it replies to."""
    mentions = message.mentions
    wire: JSON = {
        "id": message.id,
        "channel_id": message.channel_id,
        "type": message.kind,
        "content": message.content,
        "author": message.author.wire(),
        "timestamp": message.timestamp,
        "edited_timestamp": message.edited_timestamp,
        "flags": message.flags,
        "tts": message.tts,
        "pinned": message.pinned,
        "mention_everyone": mentions.everyone,
        "mentions": [state.users[one].wire() for one in mentions.users if one in state.users],
        "mention_roles": mentions.roles,
        "attachments": [a.wire(ephemeral=message.is_ephemeral) for a in message.attachments],
        "embeds": message.embeds,
        "components": message.components,
    }
    if message.reactions:
        wire["reactions"] = [
            {
                "emoji": emoji_wire(key),
                "count": len(users),
                "count_details": {"normal": len(users), "burst": 0},
                "burst_colors": [],
                "me": viewer_id in users,
                "me_burst": False,
            }
            for key, users in message.reactions.items()
        ]
    for name, value in (
        ("webhook_id", message.webhook_id),
        ("application_id", message.application_id),
        ("interaction", message.interaction),
        ("interaction_metadata", message.interaction_metadata),
        ("message_reference", message.reference),
        ("nonce", message.nonce),
    ):
        if value is not None:
            wire[name] = value
    if message.thread_id and (thread := state.channels.get(message.thread_id)):
        wire["thread"] = thread.wire()
    if message.reference and deep:
        wire["referenced_message"] = _referenced(state, message.reference, viewer_id)
    return wire


def event_wire(state: State, message: Message) -> JSON:
    """Return a message as the gateway sends it: with its server and its author's membership.

    An ephemeral one comes without them, as Discord's own documentation says.
    """
    wire = message_wire(state, message)
    channel = state.channels.get(message.channel_id)
    if channel:
        wire["channel_type"] = channel.kind
    if message.guild_id and not message.is_ephemeral:
        wire["guild_id"] = message.guild_id
        if member := state.member_of(message.guild_id, message.author.id):
            wire["member"] = member.wire_without_user()
        for mentioned in wire["mentions"]:
            if member := state.member_of(message.guild_id, mentioned["id"]):
                mentioned["member"] = member.wire_without_user()
    return wire


def _referenced(state: State, reference: JSON, viewer_id: str) -> JSON | None:
    found = state.messages.get(str(reference.get("message_id")))
    return message_wire(state, found, viewer_id, deep=False) if found else None
