"""Check every request for what Discord would refuse in it."""

from __future__ import annotations

from typing import Any

from discord_playground.api.call import Call, Route
from discord_playground.checks.circumstances import Circumstances
from discord_playground.checks.description import Description
from discord_playground.checks.problem import Problem
from discord_playground.checks.request import check
from discord_playground.wire import JSON
from discord_playground.world.message_wire import message_wire

_OURS = ("/interactions", "/channels/{channel_id}/application-command-index")
"""Routes that Discord's own client uses and its description of the API omits."""


def find_problems(
    call: Call, route: Route, description: Description | None, content_type: str
) -> list[Problem]:
    """Return what is wrong with a request by the description and by the limits it omits."""
    found: list[Problem] = []
    template = route.template
    if description and template not in _OURS:
        found += description.check(call.method, template, call.payload)
    found += check(
        call.method,
        template,
        call.payload,
        content_type=content_type,
        query=call.query,
        circumstances=_circumstances(call, template),
    )
    return found


def _circumstances(call: Call, template: str) -> Circumstances:
    """Return what the body leaves open: files, the edited message, the answered interaction."""
    files = {int(upload.index): upload.filename for upload in call.uploads}
    if template.endswith("/callback"):
        interaction = call.world.interactions.by_token.get(call.params["interaction_token"])
        if interaction is None:
            return Circumstances(files=files)
        return Circumstances(
            files=files,
            existing=_wire(call, interaction.message.id if interaction.message else ""),
            interaction=interaction.kind,
            from_message=interaction.message is not None,
        )
    if call.method == "PATCH" and "/messages/" in template:
        return Circumstances(files=files, existing=_wire(call, _find_edited(call)))
    return Circumstances(files=files)


def _find_edited(call: Call) -> str:
    """Return the id of the message that a request would change."""
    if message_id := call.params.get("message_id"):
        return message_id
    interaction = call.world.interactions.by_token.get(call.params.get("webhook_token", ""))
    return (interaction.original_id if interaction else None) or ""


def _wire(call: Call, message_id: str) -> JSON | None:
    found = call.state.messages.get(message_id)
    return message_wire(call.state, found, deep=False) if found else None


def shorten(value: Any) -> str:
    """Return a value short enough for a line of a report."""
    text = repr(value)
    return text if len(text) <= 300 else text[:297] + "…"
