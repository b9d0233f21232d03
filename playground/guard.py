"""Keep other web sites out: a page elsewhere must not act as a person in this browser."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what names this server by a foreign name, or comes from a page of another site.

    The first is how a site whose name is turned to 127.0.0.1 looks; the second, a script of a site
    that opens the gateway, which browsers let it.
    """
    host = urlsplit(f"//{request.host}")
    if not is_loopback(host.hostname):
        raise web.HTTPForbidden(text="This server answers to 127.0.0.1 and localhost only.")
    if origin := request.headers.get("Origin"):
        page = urlsplit(origin)
        if not is_loopback(page.hostname) or page.port != host.port:
            raise web.HTTPForbidden(text="This server takes requests of its own page only.")
    return await handler(request)


def is_loopback(name: str | None) -> bool:
    """Say whether a host's name means this machine itself."""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name or "").is_loopback
    except ValueError:
        return False


async def protect_page(request: web.Request, response: web.StreamResponse) -> None:
    """Let no other page frame ours, and nothing of it be read as another type."""
    if request.path == "/" or request.path.startswith("/page/"):
        response.headers.setdefault("Content-Security-Policy", "frame-ancestors 'none'")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
