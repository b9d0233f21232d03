"""Keep other web sites out: a page elsewhere must not act as a person in this browser."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def refuse_other_sites(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests that give this server a foreign name or come from another site's page.

    The first is DNS rebinding: a site that points its name at 127.0.0.1. The second is a script
    that opens the gateway, which browsers allow across sites.
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
    """Return whether a host name means this machine."""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name or "").is_loopback
    except ValueError:
        return False


async def protect_page(request: web.Request, response: web.StreamResponse) -> None:
    """Forbid other sites to frame the page, and browsers to guess types."""
    if request.path == "/" or request.path.startswith("/page/"):
        response.headers.setdefault("Content-Security-Policy", "frame-ancestors 'none'")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
