"""Serve health checks and metrics over HTTP.

`/healthz` (the bot is alive) and `/readyz` (it can answer) return JSON with status 200, or 503 and
the problem; `/metrics` returns Prometheus' text format. None contains questions, addresses or keys.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

from bot.operations.metrics import CONTENT_TYPE

Probe = Callable[[], Awaitable[str]]
"""Returns the problem in a few words; an empty string if there is none."""

_PROBE_SECONDS = 5.0
_TIMED_OUT = "it does not answer in time"
_FAILED = "it failed; the log says why"


class CannotListen(Exception):
    """The server cannot listen at its address; the message says why, and what to do."""


@asynccontextmanager
async def serve_probes(
    host: str,
    port: int,
    probes: Mapping[str, Probe],
    *,
    metrics: Callable[[], bytes],
    failed: Callable[[Exception], None],
) -> AsyncIterator[int]:
    """Serve during the block; give the port, which the system chooses if `port` is 0.

    `probes` are named for what they check; `metrics` returns the metrics, and may block; `failed`
    is called with the error of a probe. Raises `CannotListen`.
    """

    async def alive(request: web.Request) -> web.Response:
        return web.json_response({"alive": True})  # which shows that the event loop runs

    async def ready(request: web.Request) -> web.Response:
        wrong = await asyncio.gather(*(_run_probe(probe, failed) for probe in probes.values()))
        parts = {name: problem or "ok" for name, problem in zip(probes, wrong, strict=True)}
        status = 503 if any(wrong) else 200
        return web.json_response({"ready": status == 200, "parts": parts}, status=status)

    async def counts(request: web.Request) -> web.Response:
        body = await asyncio.to_thread(metrics)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})

    application = web.Application()
    for path, handler in (("/healthz", alive), ("/readyz", ready), ("/metrics", counts)):
        application.router.add_get(path, handler)
    runner = web.AppRunner(application, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise CannotListen(
                f"Footnote cannot listen at FOOTNOTE_HEALTH_ADDRESS, {host}:{port} "
                f"({error.strerror or error}). Choose another port, or unset the variable."
            ) from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def _run_probe(probe: Probe, failed: Callable[[Exception], None]) -> str:
    try:
        async with asyncio.timeout(_PROBE_SECONDS):
            return await probe()
    except TimeoutError:
        return _TIMED_OUT
    except Exception as error:
        failed(error)
        return _FAILED
