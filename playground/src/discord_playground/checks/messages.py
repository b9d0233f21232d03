"""Check a message as it is sent or edited: over the API, a webhook or an interaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from discord_playground.checks import attachments, components, embeds, fields, mentions, polls
from discord_playground.checks.circumstances import Circumstances
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path, Problem

CONTENT = 2000
NONCE = 25
STICKERS = 3
SUPPRESS_EMBEDS = 1 << 2
EPHEMERAL = 1 << 6
SUPPRESS_NOTIFICATIONS = 1 << 12
VOICE_MESSAGE = 1 << 13
COMPONENTS_V2 = 1 << 15
_FORWARD = 1

_ALL = "content embeds allowed_mentions components attachments flags tts enforce_nonce"
_REFERENCE = frozenset({"type", "message_id", "channel_id", "guild_id", "fail_if_not_exists"})


@dataclass(frozen=True, slots=True)
class Form:
    """One of the bodies in which a message arrives."""

    known: frozenset[str]
    flags: int
    """The flags that a client may set."""
    edit: bool = False


# discord.py sends `tts: false` with every message that it makes, edits included, and discord.js
# `enforce_nonce: false` as well; where they mean nothing, Discord drops them.
_SENT = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | VOICE_MESSAGE | COMPONENTS_V2
CREATE = Form(
    frozenset(f"{_ALL} nonce message_reference sticker_ids poll shared_client_theme".split()),
    _SENT,
)
STARTER = Form(frozenset(f"{_ALL} sticker_ids poll shared_client_theme".split()), _SENT)
WEBHOOK = Form(
    frozenset(f"{_ALL} poll username avatar_url thread_name applied_tags".split()),
    _SENT | EPHEMERAL,
)
ANSWER = Form(frozenset(f"{_ALL} poll".split()), _SENT | EPHEMERAL)
EDIT = Form(frozenset(f"{_ALL} sticker_ids".split()), _SENT, edit=True)
WEBHOOK_EDIT = Form(frozenset(f"{_ALL} poll".split()), _SENT, edit=True)
UPDATE = Form(frozenset(_ALL.split()), _SENT, edit=True)


def check(body: Body, path: Path, form: Form, circumstances: Circumstances) -> Problems:
    """Check a message by its form, and with what it edits where that is known."""
    yield from fields.unknown_fields(body, form.known, path)
    yield from fields.text(body, "content", path, maximum=CONTENT, trimmed=True)
    yield from fields.boolean(body, "tts", path)
    yield from embeds.check(body, path)
    yield from mentions.check(body, path)
    yield from fields.snowflakes(body, "sticker_ids", path, maximum=STICKERS)
    yield from polls.check(body, path)
    yield from attachments.check(body, path, circumstances, edit=form.edit)
    yield from _flags(body, path, form, circumstances)
    yield from _nonce(body, path)
    yield from _reference(body, path)
    v2 = _is_v2(body, form, circumstances)
    attached = attachments.names(body, circumstances, edit=form.edit)
    yield from components.check(body, path, v2=v2, attached=attached)
    if form.edit:
        if circumstances.existing is None:
            return
        whole: Mapping[str, Any] = {**_kept(circumstances.existing), **body}
    else:
        whole = body
    if v2:
        yield from _legacy(whole, path)
    if is_empty(whole, circumstances):
        yield Problem(path, "50006", "Cannot send an empty message")


def is_empty(body: Body, circumstances: Circumstances) -> bool:
    """Tell whether a message has nothing that a reader would see."""
    content, reference = body.get("content"), body.get("message_reference")
    return not (
        (isinstance(content, str) and content.strip())
        or any(embeds.has_content(embed) for embed in fields.get_list(body, "embeds"))
        or any(body.get(name) for name in ("components", "sticker_ids", "poll", "attachments"))
        or circumstances.files
        or (isinstance(reference, dict) and reference.get("type") == _FORWARD)
    )


def _is_v2(body: Body, form: Form, circumstances: Circumstances) -> bool | None:
    """Tell whether the message has the flag of version 2; None for an edit of one unknown."""
    if fields.integer(body, "flags") & COMPONENTS_V2:
        return True
    if not form.edit:
        return False
    if circumstances.existing is None:
        return None
    return bool(fields.integer(circumstances.existing, "flags") & COMPONENTS_V2)


def _kept(existing: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an edit leaves of a message, as a body would say it."""
    given = fields.objects(fields.get_list(existing, "embeds"), ())
    own = [embed for _, embed in given if embed.get("type") == "rich"]
    return {
        "content": existing.get("content"),
        "embeds": own,
        "components": existing.get("components"),
        "attachments": existing.get("attachments"),
        "sticker_ids": existing.get("sticker_items"),
        "poll": existing.get("poll"),
    }


def _legacy(whole: Body, path: Path) -> Problems:
    """Name the fields of old that a message of version 2 cannot have."""
    for name in ("content", "embeds", "sticker_ids", "poll"):
        if whole.get(name):
            yield Problem(
                (*path, name),
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )
    if not whole.get("components"):
        yield fields.required_problem((*path, "components"))


def _flags(body: Body, path: Path, form: Form, circumstances: Circumstances) -> Problems:
    yield from fields.number(body, "flags", path, minimum=0, maximum=2**53 - 1)
    flags = fields.integer(body, "flags")
    # An edit may send back every flag that the message has.
    if not form.edit and flags & ~form.flags:
        yield Problem(
            (*path, "flags"), "MESSAGE_FLAGS_INVALID", f"Flags {flags & ~form.flags} cannot be set"
        )
    if form.edit and circumstances.existing is not None and isinstance(body.get("flags"), int):
        before = fields.integer(circumstances.existing, "flags")
        if before & COMPONENTS_V2 and not flags & COMPONENTS_V2:
            yield Problem(
                (*path, "flags"),
                "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG",
                "MessageFlags.IS_COMPONENTS_V2 cannot be removed from a message",
            )


def _nonce(body: Body, path: Path) -> Problems:
    nonce = body.get("nonce")
    if isinstance(nonce, int) and not isinstance(nonce, bool):
        return
    yield from fields.text(body, "nonce", path, maximum=NONCE)
    yield from fields.boolean(body, "enforce_nonce", path)


def _reference(body: Body, path: Path) -> Problems:
    reference = body.get("message_reference")
    path = (*path, "message_reference")
    if reference is None:
        return
    if not isinstance(reference, dict):
        yield fields.not_an_object(path)
        return
    yield from fields.unknown_fields(reference, _REFERENCE, path)
    yield from fields.snowflake(reference, "message_id", path, needed=True)
    yield from fields.snowflake(reference, "channel_id", path)
    yield from fields.snowflake(reference, "guild_id", path)
    yield from fields.one_of(reference, "type", path, frozenset({0, _FORWARD}))
    yield from fields.boolean(reference, "fail_if_not_exists", path)
