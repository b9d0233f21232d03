"""Find the messages in what the bot has asked of the local Discord: each one sent, each edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from discord_playground.transcript import Exchange

BOT = "Footnote"
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_MESSAGE, _UPDATE = 4, 7


def messages_sent(transcript: Iterable[Exchange]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every message that the bot sent or edited: which request it was, and its body."""
    for exchange in transcript:
        body = exchange.body
        if exchange.user != BOT or not isinstance(body, dict):
            continue
        request = f"{exchange.method} {exchange.route}"
        if exchange.route == _CALLBACK:
            if body["type"] in {_MESSAGE, _UPDATE}:
                yield f"{request} {body['type']}", body["data"]
        elif exchange.method in {"POST", "PATCH"} and _bears_message(exchange):
            yield request, body
        elif isinstance(body.get("message"), dict):  # a post of a forum
            yield request, body["message"]


def may_mention(transcript: Iterable[Exchange]) -> list[str]:
    """Return the requests whose message does not say whom it may mention."""
    return [
        request for request, body in messages_sent(transcript) if "allowed_mentions" not in body
    ]


def _bears_message(exchange: Exchange) -> bool:
    route = exchange.route
    if route.startswith("/webhooks/{webhook_id}/{webhook_token}"):
        return True
    return route in {
        "/channels/{channel_id}/messages",
        "/channels/{channel_id}/messages/{message_id}",
    }
