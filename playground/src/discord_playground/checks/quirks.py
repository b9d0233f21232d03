"""List where Discord's description is narrower than Discord, each with the reason.

Unknown properties are problems, and so are values of another type than described. What follows is
sent by clients that nobody here wrote, and is taken by Discord.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Quirk:
    """A correction of one named schema: laid over it, properties into its properties."""

    schema: str
    correction: Mapping[str, Any]


_TRUTH = {"type": ["boolean", "null"]}
_TEXTS = {"type": ["array", "null"], "items": {"type": "string"}}
_PERMISSIONS = {"type": ["integer", "string", "null"], "pattern": "^[0-9]+$"}

QUIRKS: tuple[Quirk, ...] = (
    # Ids are strings there; Discord also takes numbers, and discord.py sends them so in
    # message_reference, sticker_ids, allowed_mentions and as the numbers of attachments.
    Quirk("SnowflakeType", {"type": ["string", "integer"]}),
    # Documented for commands, missing from the description; every client sends it. Permissions
    # are documented as a string of digits (discord.js, hikari) and described as an integer
    # (discord.py).
    *(
        Quirk(
            name,
            {"properties": {"nsfw": _TRUTH, "default_member_permissions": _PERMISSIONS}},
        )
        for name in (
            "ApplicationCommandCreateRequest",
            "ApplicationCommandUpdateRequest",
            "ApplicationCommandPatchRequestPartial",
        )
    ),
    # discord.py puts `tts: false` into whatever message it makes, and discord.js `enforce_nonce:
    # false` as well.
    *(
        Quirk(name, {"properties": {"tts": _TRUTH, "enforce_nonce": _TRUTH}})
        for name in (
            "BaseCreateMessageCreateRequest",
            "IncomingWebhookInteractionRequest",
            "IncomingWebhookRequestPartial",
            "MessageEditRequestPartial",
            "IncomingWebhookUpdateRequestPartial",
            "IncomingWebhookUpdateForInteractionCallbackRequestPartial",
        )
    ),
    # discord.py puts `flags: 0` into every embed that it makes; Discord drops it.
    Quirk("RichEmbed", {"properties": {"flags": {"type": ["integer", "null"]}}}),
    # Documented since 3 August 2026 (discord-api-docs#8506), for a form's upload and for an option
    # that takes a file.
    *(
        Quirk(name, {"properties": {"file_types": _TEXTS}})
        for name in ("FileUploadComponentForModalRequest", "ApplicationCommandAttachmentOption")
    ),
    # A custom emoji says whether it moves.
    Quirk("ComponentEmojiForRequest", {"properties": {"animated": _TRUTH}}),
)


def corrected(schemas: Mapping[str, Any]) -> dict[str, Any]:
    """Return the named schemas with every quirk applied; those that are not there are left out."""
    found = dict(schemas)
    for quirk in QUIRKS:
        if quirk.schema in found:
            found[quirk.schema] = _laid_over(found[quirk.schema], quirk.correction)
    return found


def _laid_over(schema: Mapping[str, Any], correction: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**schema, **correction}
    if "properties" in correction:
        merged["properties"] = {**schema.get("properties", {}), **correction["properties"]}
    return merged
