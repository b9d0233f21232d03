"""Take every request through faults, rate limits, token, checks and route to the transcript."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from discord_playground.api.body import read_body
from discord_playground.api.call import Call, Reply, Route
from discord_playground.api.problems import find_problems, shorten
from discord_playground.checks.description import Description
from discord_playground.checks.errors import error_body
from discord_playground.faults import Faults
from discord_playground.rate_limits import RateLimits, Verdict, build_refusal
from discord_playground.transcript import Exchange
from discord_playground.wire import encode
from discord_playground.world.errors import DiscordError, unauthorized
from discord_playground.world.users import User
from discord_playground.world.world import World

_log = logging.getLogger("discord_playground")

PREFIX = "/api/v10"
_BAD_FORM = frozenset({50035, 50006})


class Dropped(Exception):
    """A fault cuts the connection without an answer."""


class Pipeline:
    """The way of every request. `violations` collects what a correct client never does."""

    def __init__(
        self,
        world: World,
        faults: Faults,
        limits: RateLimits,
        description: Description | None,
        *,
        strict: bool,
    ) -> None:
        self._world = world
        self._faults = faults
        self.limits = limits
        self._description = description
        self._strict = strict
        self.gateway = ""
        self.transcript: list[Exchange] = []
        self.keep = 0
        self.violations: list[str] = []

    def handler(self, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Return the handler of a route for aiohttp."""

        async def handle(request: web.Request) -> web.StreamResponse:
            return await self._serve(route, request)

        return handle

    async def unknown(self, request: web.Request) -> web.StreamResponse:
        """Answer 501 to a route that the playground does not have, and record a violation."""
        path = request.path.removeprefix(PREFIX)
        self.violations.append(f"{request.method} {path}: the playground has no such route")
        message = f"Not implemented by the playground: {request.method} {path}"
        exchange = Exchange(
            request.method, path, path, None, 501, self._world.state.now(), dict(request.headers)
        )
        self._record(exchange)
        return _response(501, {"message": message, "code": 0}, {})

    async def _serve(self, route: Route, request: web.Request) -> web.StreamResponse:
        started = time.perf_counter()
        at = self._world.state.now()
        path = request.path.removeprefix(PREFIX)
        call = Call(
            self._world, request.method, request.match_info, request.query, self.gateway,
            self._caller(request),
        )  # fmt: skip
        headers: Mapping[str, str] = {}
        status, answer = 0, None
        try:
            call.payload, call.uploads = await read_body(request)
            status, answer, headers = await self._process(route, call, request, path)
        except DiscordError as error:
            status, answer = error.status, error.body()
        except Dropped:
            if request.transport:
                request.transport.abort()
        exchange = Exchange(
            request.method, route.template, path, call.payload, status, at, request.headers,
            self._name(call), answer, time.perf_counter() - started,
        )  # fmt: skip
        self._record(exchange)
        return _response(status or 500, answer, headers)

    async def _process(
        self, route: Route, call: Call, request: web.Request, path: str
    ) -> tuple[int, Any, Mapping[str, str]]:
        """Return status, body and headers of the answer."""
        cut_after = False
        for fault in self._faults.take(call.method, route.template, path):
            if fault.seconds:
                await asyncio.sleep(fault.seconds)
            elif fault.drop and not fault.after:
                raise Dropped
            elif fault.drop:
                cut_after = True
            elif fault.retry_after:
                scope: Any = "global" if fault.everywhere else "user"
                verdict = build_refusal(fault.retry_after, scope=scope, now=self._world.state.now())
                return 429, verdict.refused, verdict.headers
            else:
                message = fault.message or f"{fault.status}: made to fail"
                refused = DiscordError(
                    fault.status, fault.code, message, dict(fault.errors) if fault.errors else None
                )
                return fault.status, refused.body(), {}
        verdict = self._count(route, call, path)
        if verdict.refused is not None:
            return 429, verdict.refused, verdict.headers
        try:
            status, answer = self._answer(route, call, request)
        except DiscordError as error:  # a limit that only the world knows of
            verdict = build_refusal(
                error.retry_after, scope="user", now=self._world.state.now(),
                headers=verdict.headers, code=error.code, message=error.message,
            )  # fmt: skip
            return error.status, verdict.refused, verdict.headers
        if cut_after:
            raise Dropped
        return status, answer, verdict.headers

    def _count(self, route: Route, call: Call, path: str) -> Verdict:
        """Count a bot's request against its limits; people type too slowly to reach theirs."""
        if call.caller and not call.caller.bot:
            return Verdict()
        caller = call.caller.id if call.caller else ""
        now = self._world.state.now()
        return self.limits.take(call.method, route.template, path, caller=caller, now=now)

    def _answer(self, route: Route, call: Call, request: web.Request) -> tuple[int, Any]:
        if call.caller is None and (not route.open or "Authorization" in request.headers):
            error = unauthorized()
            return error.status, error.body()
        if self._strict:
            content_type = request.headers.get("Content-Type", "")
            problems = find_problems(call, route, self._description, content_type)
            if problems:
                for problem in problems:
                    self._record_violation(call, request, str(problem))
                return 400, error_body(problems)
        try:
            said = route.answer(call)
        except DiscordError as error:
            if error.retry_after:
                raise
            if error.status == 501:
                self._record_violation(call, request, error.message)
            elif error.code in _BAD_FORM and (call.caller is None or call.caller.bot):
                self._record_violation(call, request, f"{error} {shorten(error.errors)}")
            return error.status, error.body()
        except Exception as error:
            _log.exception("the playground failed at %s %s", call.method, route.template)
            self._record_violation(call, request, f"the playground failed: {error!r}")
            return 500, {"message": "500: Internal Server Error", "code": 0}
        if isinstance(said, Reply):
            return said.status, said.body
        return (204, None) if said is None else (200, said)

    def _caller(self, request: web.Request) -> User | None:
        """Return the user of the token: a bot's follows `Bot `, a person's is bare."""
        given = request.headers.get("Authorization", "")
        user = self._world.state.tokens.get(given.removeprefix("Bot "))
        return user if user and user.bot == given.startswith("Bot ") else None

    def _name(self, call: Call) -> str | None:
        """Return the caller's name: the token's user, or the bot that answers an interaction."""
        if call.caller:
            return call.caller.username
        token = call.params.get("interaction_token") or call.params.get("webhook_token", "")
        interaction = self._world.interactions.by_token.get(token)
        return interaction.application.bot.username if interaction else None

    def _record_violation(self, call: Call, request: web.Request, what: str) -> None:
        path = request.path.removeprefix(PREFIX)
        self.violations.append(f"{call.method} {path}: {what}; body {shorten(call.payload)}")

    def _record(self, exchange: Exchange) -> None:
        self.transcript.append(exchange)
        if self.keep and len(self.transcript) > 2 * self.keep:
            del self.transcript[: -self.keep]


def _response(status: int, body: Any, headers: Mapping[str, str]) -> web.Response:
    """Build an answer. discord.py needs the content type to be exactly `application/json`."""
    if status == 204 or body is None:
        return web.Response(status=status, headers=headers)
    return web.Response(
        status=status, body=encode(body), content_type="application/json", headers=headers
    )
