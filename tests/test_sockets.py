"""The guard that keeps the suite off the network."""

from __future__ import annotations

import asyncio
import socket

import pytest

ELSEWHERE = "192.0.2.1"  # RFC 5737: an address for documentation


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_no_connection_leaves_the_machine(method: str):
    """Connecting elsewhere raises an error that names the test."""
    with (
        socket.socket() as made,
        pytest.raises(RuntimeError, match="test_no_connection_leaves_the_machine"),
    ):
        getattr(made, method)((ELSEWHERE, 80))


def test_no_datagram_leaves_the_machine():
    """Nor is a datagram sent."""
    with (
        socket.socket(type=socket.SOCK_DGRAM) as made,
        pytest.raises(RuntimeError, match=ELSEWHERE),
    ):
        made.sendto(b"hello", (ELSEWHERE, 53))


def test_no_name_is_looked_up():
    """Names of other machines are not resolved, by blocking code or in an event loop."""
    with pytest.raises(RuntimeError, match=r"example\.org"):
        socket.getaddrinfo("example.org", 80)
    with pytest.raises(RuntimeError, match=r"example\.org"):
        asyncio.run(asyncio.open_connection("example.org", 80))


async def test_loopback_works():
    """A server and a client on this machine reach each other, by name and by number."""
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        for host in ("127.0.0.1", "localhost"):
            reader, writer = await asyncio.open_connection(host, port, family=socket.AF_INET)
            assert await reader.read() == b""
            writer.close()
            await writer.wait_closed()
