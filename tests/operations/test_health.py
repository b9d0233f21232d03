"""What is told over HTTP of a bot: that it lives, and whether it can answer."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from bot.operations import health as told
from bot.operations.health import serve_probes
from bot.operations.metrics import CONTENT_TYPE


async def well() -> str:
    """Have nothing to complain of."""
    return ""


async def get(port: int, path: str) -> tuple[int, object]:
    """Return the status and the JSON of an answer."""
    async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{port}{path}") as got:
        return got.status, await got.json()


async def test_ready_where_all_is_well() -> None:
    """Each part is named."""
    async with serve_probes(
        "127.0.0.1", 0, {"discord": well, "library": well}, metrics=bytes, failed=print
    ) as port:
        assert await get(port, "/healthz") == (200, {"alive": True})
        assert await get(port, "/readyz") == (
            200,
            {"ready": True, "parts": {"discord": "ok", "library": "ok"}},
        )


async def test_not_ready_says_what_is_wrong() -> None:
    """And it lives nevertheless."""

    async def away() -> str:
        return "not connected"

    async with serve_probes(
        "127.0.0.1", 0, {"discord": away, "state": well}, metrics=bytes, failed=print
    ) as port:
        assert await get(port, "/readyz") == (
            503,
            {"ready": False, "parts": {"discord": "not connected", "state": "ok"}},
        )
        assert (await get(port, "/healthz"))[0] == 200


async def test_a_failure_is_logged_and_not_told() -> None:
    """An error may hold an address."""
    failures: list[Exception] = []

    async def broken() -> str:
        raise OSError("postgresql://user:secret@host is away")

    async with serve_probes(
        "127.0.0.1", 0, {"state": broken}, metrics=bytes, failed=failures.append
    ) as port:
        status, said = await get(port, "/readyz")

    assert (status, "secret" in str(said)) == (503, False)
    assert [str(error) for error in failures] == ["postgresql://user:secret@host is away"]


async def test_what_takes_too_long_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """The prober is not kept waiting."""
    monkeypatch.setattr(told, "_PROBE_SECONDS", 0.01)

    async def stuck() -> str:
        await asyncio.Event().wait()
        return ""

    async with serve_probes(
        "127.0.0.1", 0, {"library": stuck}, metrics=bytes, failed=print
    ) as port:
        status, said = await get(port, "/readyz")

    assert status == 503
    assert said == {"ready": False, "parts": {"library": "it does not answer in time"}}


async def test_the_counts() -> None:
    """As Prometheus asks for them."""
    async with (
        serve_probes("127.0.0.1", 0, {}, metrics=lambda: b"footnote 1\n", failed=print) as port,
        aiohttp.ClientSession() as http,
        http.get(f"http://127.0.0.1:{port}/metrics") as got,
    ):
        assert got.headers["Content-Type"] == CONTENT_TYPE
        assert await got.read() == b"footnote 1\n"
