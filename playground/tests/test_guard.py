"""Other web sites are kept out of the playground."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from discord_playground.guard import is_loopback
from discord_playground.server import Playground


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """Return a client that sends the given headers."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
    ],
)
async def test_foreign(http: aiohttp.ClientSession, headers: dict[str, str], status: int) -> None:
    """What another site sends is refused, on the API as on the page."""
    async with Playground() as playground:
        for path in ("/", "/api/v10/gateway"):
            async with http.get(playground.api + path, headers=headers) as response:
                assert response.status == status


async def test_foreign_gateway(http: aiohttp.ClientSession) -> None:
    """A script of another site cannot listen to the gateway; the page can, by either name."""
    async with Playground() as playground:
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await http.ws_connect(playground.gateway_url, origin="https://evil.example")
        own = playground.api.replace("127.0.0.1", "localhost")
        for origin in (playground.api, own):
            socket = await http.ws_connect(playground.gateway_url, origin=origin)
            await socket.close()


async def test_not_framed(http: aiohttp.ClientSession) -> None:
    """The page may not be framed by another."""
    async with Playground() as playground, http.get(playground.api) as response:
        assert response.headers["Content-Security-Policy"] == "frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("localhost.evil.example", False),
        ("", False),
        (None, False),
    ],
)
def test_loopback(name: str | None, expected: bool) -> None:
    """These names mean this machine, and those do not."""
    assert is_loopback(name) is expected
