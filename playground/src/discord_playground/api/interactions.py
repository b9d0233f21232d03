"""Routes for interactions: people start them, applications answer by token."""

from __future__ import annotations

from discord_playground.api.call import Call, Reply, Route
from discord_playground.api.webhooks import execute, message_of, webhook_of_path
from discord_playground.wire import JSON
from discord_playground.world.draft import read_draft
from discord_playground.world.errors import unauthorized
from discord_playground.world.interaction import Interaction
from discord_playground.world.message import Message
from discord_playground.world.message_wire import message_wire


def start(call: Call) -> None:
    """Start an interaction as a person."""
    if call.user.bot:
        raise unauthorized()
    call.world.interactions.start(call.user, call.body, call.uploads)


def answer(call: Call) -> Reply:
    """Give the first answer, and return what it became where `with_response` is set."""
    said = call.world.answers.answer(
        call.params["interaction_id"],
        call.params["interaction_token"],
        call.body,
        call.uploads,
    )
    return Reply(200, said) if call.flag("with_response") else Reply(204)


def follow_up(call: Call) -> Reply | JSON:
    """Send a message by the token of an interaction or of a webhook."""
    if webhook := webhook_of_path(call):
        return execute(call, webhook)
    interaction = call.world.answers.interaction(
        call.params["webhook_id"], call.params["webhook_token"]
    )
    draft = read_draft(call.body, call.uploads, may_hide=True)
    # returned with or without `wait`, unlike a webhook's
    return message_wire(call.state, call.world.answers.follow_up(interaction, draft))


def get(call: Call) -> JSON:
    """Return a message that was sent by the token."""
    _, message = _find_message(call)
    return message_wire(call.state, message)


def edit(call: Call) -> JSON:
    """Change a message that was sent by the token."""
    interaction, message = _find_message(call)
    if interaction:
        call.world.answers.edit(interaction, message, call.body, call.uploads)
    else:
        call.world.messages.edit(message, call.body, call.uploads)
    return message_wire(call.state, message)


def delete(call: Call) -> None:
    """Delete a message that was sent by the token."""
    interaction, message = _find_message(call)
    if interaction:
        call.world.answers.delete(interaction, message)
    else:
        call.world.messages.delete(message)


def _find_message(call: Call) -> tuple[Interaction | None, Message]:
    """Return the message of the path, and the interaction unless the token is a webhook's."""
    if webhook := webhook_of_path(call):
        return None, message_of(call, webhook)
    answers = call.world.answers
    interaction = answers.interaction(call.params["webhook_id"], call.params["webhook_token"])
    return interaction, answers.message(interaction, call.params.get("message_id", "@original"))


_TOKEN = "/webhooks/{webhook_id}/{webhook_token}"  # noqa: S105 — a template, no secret
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"

ROUTES = (
    Route("POST", "/interactions", start),
    Route("POST", _CALLBACK, answer, open=True),
    Route("POST", _TOKEN, follow_up, open=True),
    *(
        Route(method, f"{_TOKEN}/messages/{message}", function, open=True)
        for message in ("@original", "{message_id}")
        for method, function in (("GET", get), ("PATCH", edit), ("DELETE", delete))
    ),
)
