"""Serve over HTTP whether the bot lives (`/healthz`), can answer (`/readyz`), and its metrics.

The first two answer JSON: 200 where all is well, 503 where not, with what is wrong; `/metrics` is
Prometheus' text. None has anything that people ask, nor an address or a key.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

from bot.operations.metrics import CONTENT_TYPE

Probe = Callable[[], Awaitable[str]]
"""Returns what is wrong in a few words; nothing if all is well."""

_PROBE_SECONDS = 5.0
_LATE = "it does not answer in time"
_FAILED = "it failed; the log says why"


class CannotListen(Exception):
    """The address cannot be listened at; the message says why and what to do."""


@asynccontextmanager
async def serve_probes(
    host: str,
    port: int,
    probes: Mapping[str, Probe],
    *,
    metrics: Callable[[], bytes],
    failed: Callable[[Exception], None],
) -> AsyncIterator[int]:
    """Answer while the context is open; give the port, which 0 leaves to the system.

    `probes` have the names of what they look at; `metrics` returns the counts, and may block;
    `failed` is called with the error of a probe. Raises `CannotListen`.
    """

    async def ready(request: web.Request) -> web.Response:
        return await _ready(probes, failed)

    async def counts(request: web.Request) -> web.Response:
        body = await asyncio.to_thread(metrics)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})

    application = web.Application()
    application.add_routes(
        [
            web.get("/healthz", _alive),
            web.get("/readyz", ready),
            web.get("/metrics", counts),
        ]
    )
    runner = web.AppRunner(application, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise CannotListen(
                f"FOOTNOTE_HEALTH_ADDRESS: {host}:{port} cannot be listened at "
                f"({error.strerror or error}). Choose another port, or unset the variable."
            ) from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def _alive(request: web.Request) -> web.Response:
    """Answer at all: the event loop turns."""
    return web.json_response({"alive": True})


async def _ready(probes: Mapping[str, Probe], failed: Callable[[Exception], None]) -> web.Response:
    wrong = await asyncio.gather(*(_run_probe(probe, failed) for probe in probes.values()))
    parts = {name: problem or "ok" for name, problem in zip(probes, wrong, strict=True)}
    ready = not any(wrong)
    return web.json_response({"ready": ready, "parts": parts}, status=200 if ready else 503)


async def _run_probe(probe: Probe, failed: Callable[[Exception], None]) -> str:
    try:
        async with asyncio.timeout(_PROBE_SECONDS):
            return await probe()
    except TimeoutError:
        return _LATE
    except Exception as error:
        failed(error)
        return _FAILED
