"""Say where Discord is: itself, or a local stand-in that speaks its API."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


@contextmanager
def speaking_to(api: str) -> Iterator[None]:
    """Have discord.py speak to the server at `api` ("http://127.0.0.1:8080"); empty is Discord.

    discord.py keeps both addresses on its classes, so that they hold for the whole process; they
    are put back at the end. REST is expected under `/api/v10`, the gateway under `/gateway`.
    """
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    if api:
        Route.BASE = f"{api.rstrip('/')}/api/v10"
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(_gateway(api))
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


def _gateway(api: str) -> str:
    parts = urlsplit(api)
    scheme = {"http": "ws", "https": "wss"}.get(parts.scheme, parts.scheme)
    return urlunsplit((scheme, parts.netloc, "/gateway", "", ""))
