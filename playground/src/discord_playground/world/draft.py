"""Read what somebody wants to say, from the body of a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from discord_playground.wire import JSON
from discord_playground.world import components as parts
from discord_playground.world.attachments import Upload
from discord_playground.world.errors import DiscordError, invalid, not_implemented
from discord_playground.world.message import COMPONENTS_V2, EPHEMERAL, SUPPRESS_EMBEDS
from discord_playground.world.message import SUPPRESS_NOTIFICATIONS as SILENT

_SETTABLE = SUPPRESS_EMBEDS | SILENT | COMPONENTS_V2


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that is not sent yet."""

    content: str = ""
    embeds: Sequence[JSON] = ()
    components: Sequence[JSON] = ()
    flags: int = 0
    tts: bool = False
    allowed_mentions: JSON | None = None
    reference: JSON | None = None
    nonce: str | int | None = None
    enforce_nonce: bool = False
    notes: Sequence[JSON] = ()
    uploads: Sequence[Upload] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing that could be shown."""
        return not (self.content or self.embeds or self.components or self.uploads)


def read_draft(body: JSON, uploads: Sequence[Upload] = (), *, may_hide: bool = False) -> Draft:
    """Return the draft of a body; `may_hide` lets the ephemeral flag pass, for interactions."""
    for name in ("poll", "sticker_ids"):
        if body.get(name):
            raise not_implemented(f"messages with {name!r}")
    settable = _SETTABLE | (EPHEMERAL if may_hide else 0)
    reference = body.get("message_reference")
    if reference and reference.get("type"):
        raise not_implemented("forwarding")
    return Draft(
        content=str(body.get("content") or ""),
        embeds=body.get("embeds") or (),
        components=body.get("components") or (),
        flags=int(body.get("flags") or 0) & settable,
        tts=bool(body.get("tts")),
        allowed_mentions=body.get("allowed_mentions"),
        reference={k: str(v) if k.endswith("_id") else v for k, v in reference.items()}
        if reference
        else None,
        nonce=body.get("nonce"),
        enforce_nonce=bool(body.get("enforce_nonce")),
        notes=body.get("attachments") or (),
        uploads=uploads,
    )


def check_shape(
    content: str, embeds: Sequence[JSON], components: Sequence[JSON], flags: int
) -> None:
    """Raise 50035 if content is combined with components v2, or these lack their flag."""
    if flags & COMPONENTS_V2:
        for name, value in (("content", content), ("embeds", embeds)):
            if value:
                raise invalid(
                    name,
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
                )
        if not components:
            raise DiscordError(400, 50006, "Cannot send an empty message")
        return
    for index, component in enumerate(components):
        if component.get("type") != parts.ROW:
            raise invalid(
                f"components.{index}.type",
                "UNION_TYPE_CHOICES",
                'Value of field "type" must be one of (1,).',
            )
