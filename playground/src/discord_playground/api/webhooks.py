"""Routes for webhooks: create them in a channel, and send messages with them."""

from __future__ import annotations

from discord_playground.api.call import Call, Reply, Route
from discord_playground.wire import JSON
from discord_playground.world.draft import read_draft
from discord_playground.world.errors import DiscordError, unknown_error
from discord_playground.world.message import Message
from discord_playground.world.message_wire import message_wire
from discord_playground.world.permissions import Permission
from discord_playground.world.webhooks import Webhook


def create(call: Call) -> JSON:
    """Create a webhook in a channel."""
    channel = call.channel(Permission.MANAGE_WEBHOOKS)
    webhook = Webhook(
        call.state.new_id(),
        call.state.new_token(),
        str(call.body["name"]),
        channel.id,
        channel.guild_id or "",
        call.user,
    )
    call.state.webhooks[webhook.id] = webhook
    place: JSON = {"guild_id": channel.guild_id, "channel_id": channel.id}
    call.state.emit("WEBHOOKS_UPDATE", place, guild_id=channel.guild_id, channel_id=channel.id)
    return webhook.wire()


def list_webhooks(call: Call) -> list[JSON]:
    """Return the webhooks of a channel."""
    channel = call.channel(Permission.MANAGE_WEBHOOKS)
    found = call.state.webhooks.values()
    return [webhook.wire() for webhook in found if webhook.channel_id == channel.id]


def webhook_of_path(call: Call) -> Webhook | None:
    """Return the webhook of the path; None where its id is an application's."""
    webhook_id = call.params["webhook_id"]
    if webhook_id in call.state.applications:
        return None
    webhook = call.state.webhooks.get(webhook_id)
    if webhook is None:
        raise unknown_error("webhook")
    if webhook.token != call.params["webhook_token"]:
        raise DiscordError(401, 50027, "Invalid Webhook Token")
    return webhook


def get(call: Call) -> JSON:
    """Return a webhook by its token."""
    webhook = webhook_of_path(call)
    if webhook is None:
        raise unknown_error("webhook")
    return webhook.wire()


def delete(call: Call) -> None:
    """Delete a webhook."""
    webhook = webhook_of_path(call)
    if webhook is None:
        raise unknown_error("webhook")
    del call.state.webhooks[webhook.id]


def execute(call: Call, webhook: Webhook) -> Reply:
    """Send a message as a webhook, and return it where `wait` is set."""
    channel = call.state.channel(call.query.get("thread_id") or webhook.channel_id)
    draft = read_draft(call.body, call.uploads)
    author = webhook.face(call.body.get("username"))
    message = call.world.messages.create(author, channel, draft, webhook_id=webhook.id)
    wire = message_wire(call.state, message)
    return Reply(200, wire) if call.flag("wait") else Reply(204)


def message_of(call: Call, webhook: Webhook) -> Message:
    """Return the message of the path, if the webhook wrote it."""
    found = call.state.messages.get(call.params.get("message_id", ""))
    if found is None or found.webhook_id != webhook.id:
        raise unknown_error("message")
    return found


ROUTES = (
    Route("POST", "/channels/{channel_id}/webhooks", create),
    Route("GET", "/channels/{channel_id}/webhooks", list_webhooks),
    Route("GET", "/webhooks/{webhook_id}/{webhook_token}", get, open=True),
    Route("DELETE", "/webhooks/{webhook_id}/{webhook_token}", delete, open=True),
)
