"""Run a local Discord: HTTP API, gateway, attachments and page on one port of loopback."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from aiohttp import web

from discord_playground.api import (
    channels,
    commands,
    guilds,
    interactions,
    messages,
    users,
    webhooks,
)
from discord_playground.api.call import Route
from discord_playground.api.pipeline import PREFIX, Pipeline
from discord_playground.checks.description import Description
from discord_playground.faults import Faults
from discord_playground.gateway.hub import Hub
from discord_playground.gateway.socket import Gateway
from discord_playground.guard import protect_page, refuse_other_sites
from discord_playground.person import Person
from discord_playground.rate_limits import RateLimits
from discord_playground.transcript import Exchange
from discord_playground.world.users import Application
from discord_playground.world.world import World, populate

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent / "page"
MAX_REQUEST_BYTES = 100 * 1024 * 1024


def routes() -> Iterator[Route]:
    """Yield every route of the API."""
    for module in (users, guilds, channels, messages, commands, interactions, webhooks):
        yield from module.ROUTES


class Playground:
    """A local Discord, filled with two servers, their people and an application with a bot.

    `bot_name` is the bot's name. `examples` are lines that the page offers to try in an empty
    channel, each a command's name and the value of its first option. `description` is Discord's
    OpenAPI description or its path; requests are checked against it too. `strict` checks requests
    at all. `heartbeat` is the gateway's, in seconds, and `identify_every` for how many one
    IDENTIFY of a bot keeps the next out. `rate_limits` off lets everything pass. `keep` bounds the
    transcript; 0 keeps everything.
    """

    def __init__(
        self,
        port: int = 0,
        description: str | Path | Description | None = None,
        strict: bool = True,
        *,
        bot_name: str = "Bot",
        examples: Sequence[str] = (),
        host: str = "127.0.0.1",
        heartbeat: float = 41.25,
        identify_every: float = 5.0,
        rate_limits: bool = True,
        keep: int = 0,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._host, self._port = host, port
        self._timers: set[asyncio.TimerHandle] = set()
        self._people: list[Person] = []
        self._runner: web.AppRunner | None = None
        self.world = World(now, self._later, lambda: secrets.token_urlsafe(48))
        self.hub = Hub(self.world.state)
        self.gateway = Gateway(self.world.state, self.hub, heartbeat, identify_every)
        self.faults = Faults(self.world, self.hub, self.gateway)
        if isinstance(description, str | Path):
            description = Description.load(Path(description))
        self.limits = RateLimits(enabled=rate_limits)
        self._pipeline = Pipeline(self.world, self.faults, self.limits, description, strict=strict)
        self._pipeline.keep = keep
        self.application: Application = populate(self.world, bot_name)
        self.world.examples = tuple(examples)
        self.api = ""

    @property
    def bot_token(self) -> str:
        """Return the token of the application's bot."""
        return self.application.bot.token

    @property
    def application_id(self) -> str:
        """Return the application's id, which is its bot's too."""
        return self.application.id

    @property
    def gateway_url(self) -> str:
        """Return the address of the gateway."""
        return self._pipeline.gateway

    @property
    def transcript(self) -> list[Exchange]:
        """Return the requests and their answers, oldest first."""
        return self._pipeline.transcript

    @property
    def violations(self) -> list[str]:
        """Return what a correct client would not have done."""
        return self._pipeline.violations

    async def start(self) -> None:
        """Listen. OSError where the port is taken."""
        app = web.Application(client_max_size=MAX_REQUEST_BYTES, middlewares=[refuse_other_sites])
        app.router.add_get("/gateway", self.gateway.__call__)
        app.router.add_get("/gateway/", self.gateway.__call__)
        for route in routes():
            app.router.add_route(
                route.method, PREFIX + route.template, self._pipeline.handler(route)
            )
        app.router.add_route("*", "/api/{rest:.*}", self._pipeline.unknown)
        app.router.add_get("/attachments/{channel_id}/{attachment_id}/{name}", self._attachment)
        app.router.add_get("/", self._front)
        if PAGE.is_dir():
            app.router.add_static("/page", PAGE)
        app.on_response_prepare.append(_forbid_caching)
        app.on_response_prepare.append(protect_page)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.api = f"http://{self._host}:{port}"
        self.gateway.address = self._pipeline.gateway = f"ws://{self._host}:{port}/gateway"
        self.world.state.base = self.api

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        for person in self._people:
            await person.close()
        for timer in self._timers:
            timer.cancel()
        for connection in list(self.gateway.connections):
            connection.close(1001)
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        await self.stop()

    async def person(self, name: str) -> Person:
        """Log a person in; KeyError for an unknown name."""
        person = await Person.connect(self.api, self.world.person(name).token)
        self._people.append(person)
        return person

    def _later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call back after so many seconds, unless the server stops first."""
        loop = asyncio.get_running_loop()
        handle: asyncio.TimerHandle

        def ring() -> None:
            self._timers.discard(handle)
            call()

        handle = loop.call_later(seconds, ring)
        self._timers.add(handle)

    async def _attachment(self, request: web.Request) -> web.Response:
        stored = self.world.state.files.get(request.match_info["attachment_id"])
        if stored is None or stored.name != request.match_info["name"]:
            raise web.HTTPNotFound
        return web.Response(
            body=stored.content,
            headers={
                "Content-Type": stored.content_type,
                # an uploaded file must not run as part of the page
                "Content-Security-Policy": "sandbox; default-src 'none'",
                "X-Content-Type-Options": "nosniff",
            },
        )

    async def _front(self, request: web.Request) -> web.StreamResponse:
        front = PAGE / "index.html"
        if not front.is_file():
            raise web.HTTPNotFound(text="The page is not there; the API is under /api/v10.")
        return web.FileResponse(front)


async def _forbid_caching(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.setdefault("Cache-Control", "no-cache")
