"""Make a message of a draft, and change one by the body of an edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from discord_playground.wire import JSON
from discord_playground.world import components as parts
from discord_playground.world.attachments import Upload, store
from discord_playground.world.channels import Channel
from discord_playground.world.draft import Draft, check_shape
from discord_playground.world.errors import DiscordError, invalid
from discord_playground.world.mentions import find_mentions
from discord_playground.world.message import (
    COMPONENTS_V2,
    DEFAULT,
    LOADING,
    REPLY,
    SUPPRESS_EMBEDS,
    Attachment,
    Mentions,
    Message,
)
from discord_playground.world.state import State
from discord_playground.world.users import User

_BY_WEBHOOK: JSON = {"parse": ["users"]}
"""What pings where webhooks and interactions do not say what may."""


def composed(
    state: State, author: User, channel: Channel, draft: Draft, webhook_id: str | None
) -> Message:
    """Return a new message of a draft; 50006 where it is empty, 50035 where it will not do."""
    if draft.is_empty:
        raise DiscordError(400, 50006, "Cannot send an empty message")
    check_shape(draft.content, draft.embeds, draft.components, draft.flags)
    replied = _find_replied(state, channel, draft.reference)
    attachments = store(state, channel.id, draft.uploads, draft.notes)
    components = parts.prepare(draft.components, attachments)
    message = Message(
        id=state.new_id(),
        channel_id=channel.id,
        guild_id=channel.guild_id,
        author=author,
        timestamp=state.timestamp(),
        kind=REPLY if replied else DEFAULT,
        content=draft.content,
        flags=draft.flags,
        tts=draft.tts,
        embeds=_shown_embeds(draft.embeds, attachments),
        components=components,
        attachments=attachments,
        nonce=draft.nonce,
        reference=reference_to(replied) if replied else None,
        webhook_id=webhook_id,
    )
    message.mentions = _mentions(state, channel, message, draft.allowed_mentions, replied)
    return message


def change(state: State, message: Message, body: JSON, uploads: Sequence[Upload]) -> None:
    """Change what `body` names of a message; 50006 or 50035 where the whole would not do."""
    channel = state.channel(message.channel_id)
    content = str(body.get("content") or "") if "content" in body else message.content
    embeds = (body.get("embeds") or []) if "embeds" in body else message.embeds
    raw = (body.get("components") or []) if "components" in body else message.components
    flags = message.flags
    if body.get("flags") is not None:
        # components v2 can be switched on by an edit, and never off again
        asked = int(body["flags"])
        flags = flags & ~SUPPRESS_EMBEDS | asked & (SUPPRESS_EMBEDS | COMPONENTS_V2)
    kept = message.attachments
    if body.get("attachments") is not None:
        kept = _keep_attachments(message.attachments, body["attachments"], uploads)
    check_shape(content, embeds, raw, flags)
    attachments = [*kept, *store(state, channel.id, uploads, body.get("attachments"))]
    if not (content or embeds or raw or attachments):
        raise DiscordError(400, 50006, "Cannot send an empty message")
    message.components = parts.prepare(raw, attachments)
    message.embeds = _shown_embeds(embeds, attachments)
    message.attachments = attachments
    message.content, message.flags = content, flags & ~LOADING
    before = message.mentions.pinged
    message.mentions = _mentions(state, channel, message, body.get("allowed_mentions"), None)
    if flags & LOADING:
        return
    # an edit notifies nobody, except the one that fills in a deferred answer
    message.mentions.pinged = before
    message.edited_timestamp = state.timestamp()


def reference_to(message: Message) -> JSON:
    """Return the reference of a reply to a message."""
    reference: JSON = {"type": 0, "channel_id": message.channel_id, "message_id": message.id}
    return reference | ({"guild_id": message.guild_id} if message.guild_id else {})


def _mentions(
    state: State, channel: Channel, message: Message, allowed: JSON | None, replied: Message | None
) -> Mentions:
    if allowed is None and message.webhook_id:
        allowed = _BY_WEBHOOK
    texts = [message.content, *parts.texts(message.components)]
    return find_mentions(state, channel, message.author, texts, allowed, replied)


def _find_replied(state: State, channel: Channel, reference: JSON | None) -> Message | None:
    """Return the message that is replied to; 50035 where it is gone and that matters."""
    if not reference:
        return None
    found = state.messages.get(str(reference.get("message_id")))
    if found and found.channel_id == channel.id and not found.is_ephemeral:
        return found
    if reference.get("fail_if_not_exists", True):
        raise invalid("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
    return None


def _keep_attachments(
    attachments: Sequence[Attachment], notes: Sequence[JSON], uploads: Sequence[Upload]
) -> list[Attachment]:
    """Return the attachments that an edit's list names; numbers of new files are no ids."""
    new = {upload.index for upload in uploads}
    wanted = {str(note.get("id")): note for note in notes if str(note.get("id")) not in new}
    return [
        replace(one, description=wanted[one.id].get("description", one.description))
        for one in attachments
        if one.id in wanted
    ]


def _shown_embeds(embeds: Sequence[JSON], attachments: Sequence[Attachment]) -> list[JSON]:
    """Return embeds as they are given back: of a type, and with stored files in place of names."""
    by_name = {f"attachment://{one.filename}": one for one in attachments}
    shown = []
    for given in embeds:
        embed = {"type": "rich", **given}
        for part, key in (
            ("image", "url"),
            ("thumbnail", "url"),
            ("author", "icon_url"),
            ("footer", "icon_url"),
        ):
            inner = embed.get(part)
            if isinstance(inner, dict) and (found := by_name.get(str(inner.get(key)))):
                embed[part] = {**inner, key: found.url, f"proxy_{key}": found.url}
                if found.width and part in {"image", "thumbnail"}:
                    embed[part] |= {"width": found.width, "height": found.height}
        shown.append(embed)
    return shown
