"""Serve OpenAI's API on loopback, record what was asked, and follow the script."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Self

from aiohttp import web

from tests.servers.model_server import wire
from tests.servers.model_server.answers import is_to_plan
from tests.servers.model_server.replies import (
    Answer,
    Reply,
    Script,
    Silence,
    context_length_exceeded,
    failure,
    unsupported,
)
from tests.servers.model_server.stream import stream


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request that the server got: its path, headers (names in lower case) and JSON."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def prompt(self) -> str:
        """All messages of a chat request, one after the other."""
        return "\n\n".join(str(m.get("content")) for m in self.body.get("messages", ()))


class ModelServer:
    """An OpenAI-compatible server: `async with` in the test's loop, `with` in a thread.

    It has `models`, and asks for `key` unless that is empty. A chat request takes the next
    script; where there is none it gets `default`, an honest answer. `requests` are those it got;
    `dropped` counts the replies that the client did not wait for. Requests to plan a question are
    in `plans`, take scripts of their own, and get an empty object where there is none.
    """

    def __init__(
        self,
        models: tuple[str, ...] = ("test-model",),
        *,
        port: int = 0,
        key: str = "",
        window: int = 1_000_000,
    ) -> None:
        self.models = models
        self.key = key
        self.window = window
        self.default: Script = Reply()
        self.requests: list[Recorded] = []
        self.plans: list[Recorded] = []
        self.dropped = 0
        self.port = port
        self._scripts: deque[Script] = deque()
        self._plan_scripts: deque[Script] = deque()
        self._moderation_scripts: deque[Script] = deque()
        self.flagged: tuple[str, ...] = ()
        self._refused_parameters: list[str] = []
        self._runner: web.AppRunner | None = None
        self._stop: Callable[[], object] | None = None
        self._thread: threading.Thread | None = None

    @property
    def base_url(self) -> str:
        """The address to give to a client."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def chats(self) -> list[Recorded]:
        """The chat requests among those it got."""
        return [one for one in self.requests if one.path == "/v1/chat/completions"]

    # What the next chat requests get

    def script(self, *scripts: Script) -> None:
        """Give the next chat requests these, one each."""
        self._scripts.extend(scripts)

    def reply(self, text: str | None = None, **how: Any) -> None:
        """Stream `text` (None: from the prompt's excerpts); `how` is as `Reply` has it."""
        self.script(Reply(text, **how))

    def fail(self, status: int, *, times: int = 1, retry_after: Any = None, **words: Any) -> None:
        """Answer with an error of OpenAI's; `words` are its message, kind, param, code."""
        headers = {} if retry_after is None else {"retry-after": str(retry_after)}
        self.script(*[failure(status, headers=headers, **words)] * times)

    def hang(self, *, after: int | None = None, text: str | None = None) -> None:
        """Send nothing, not even headers; or, with `after`, fall silent after that many deltas."""
        self.script(Silence() if after is None else Reply(text, after=after, then="hang"))

    def close_midway(self, *, after: int = 3, text: str | None = None) -> None:
        """Drop the connection after so many deltas."""
        self.script(Reply(text, after=after, then="drop"))

    def garbage(self, *, after: int = 0) -> None:
        """Send an event that is no JSON after so many deltas."""
        self.script(Reply(after=after, then="garbage"))

    def content_filter(self, *, after: int = 2) -> None:
        """Stop for the content filter after so many deltas."""
        self.script(Reply(after=after, finish="content_filter"))

    def refuse(self, words: str = "I'm sorry, I can't help with that.") -> None:
        """Decline, in refusal deltas."""
        self.script(Reply("", refusal=words))

    def web_page(self) -> None:
        """Answer with a web page, as an address without /v1 may."""
        page = b"<!doctype html><title>Hello</title>"
        self.script(Answer(200, page, content_type="text/html"))

    def does_not_know(self, parameter: str) -> None:
        """Answer 400 to every chat request that has `parameter`, such as stream_options."""
        self._refused_parameters.append(parameter)

    # What the next requests to plan a question get

    def plan_with(self, *scripts: Script) -> None:
        """Give the next requests to plan these, one each."""
        self._plan_scripts.extend(scripts)

    def moderate_with(self, *scripts: Script) -> None:
        """Give the next moderation requests these, one each; after, words of `flagged` count."""
        self._moderation_scripts.extend(scripts)

    # Running

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=0)
        application.router.add_route("*", "/{path:.*}", self._serve)
        # a handler is cancelled as soon as its client leaves
        self._runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run(ready)), daemon=True)
        self._thread.start()
        ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        if self._stop is not None and self._thread is not None:
            self._stop()
            self._thread.join()

    async def _run(self, ready: threading.Event) -> None:
        loop, stopped = asyncio.get_running_loop(), asyncio.Event()
        self._stop = partial(loop.call_soon_threadsafe, stopped.set)
        try:
            async with self:
                ready.set()
                await stopped.wait()
        finally:
            ready.set()  # a port that is taken must not leave the caller waiting

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        try:
            return await self._answer(request)
        except (asyncio.CancelledError, ConnectionError):
            self.dropped += 1
            raise

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        try:
            body = json.loads(await request.read())
        except ValueError:
            body = None
        body = body if isinstance(body, dict) else {}
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = self.plans if is_to_plan(body) else self.requests
        asked.append(Recorded(request.method, request.path, headers, body))
        match self._choose(request.method, request.path, headers, body):
            case Reply() as reply:
                return await stream(request, reply, body, len(self.requests))
            case Answer(status, data, more, kind):
                sent = data if isinstance(data, bytes) else json.dumps(data).encode()
                return web.Response(
                    body=sent, status=status, headers={"content-type": kind, **more}
                )
        await asyncio.Event().wait()
        raise AssertionError("a silent server says nothing")

    def _choose(self, method: str, path: str, headers: Any, body: dict[str, Any]) -> Script:
        if self.key and headers.get("authorization") != f"Bearer {self.key}":
            return failure(401)
        match method, path:
            case "GET", "/v1/models":
                return Answer(200, wire.models(self.models))
            case "POST", "/v1/moderations":
                if self._moderation_scripts:
                    return self._moderation_scripts.popleft()
                return Answer(200, wire.moderation(body, self.flagged))
            case "POST", "/v1/chat/completions":
                return self._chat(body)
        return failure(404, message=f"Unknown request URL: {method} {path}.", code="unknown_url")

    def _chat(self, body: dict[str, Any]) -> Script:
        for parameter in self._refused_parameters:
            if parameter in body:
                return unsupported(parameter)
        scripts = self._plan_scripts if is_to_plan(body) else self._scripts
        if scripts:
            return scripts.popleft()
        if is_to_plan(body) and not (isinstance(self.default, Reply) and self.default.write):
            return Reply("{}")
        if body.get("model") not in self.models:
            return failure(404, message=f"The model `{body.get('model')}` does not exist.")
        if (count := wire.prompt_tokens(body)) > self.window:
            return context_length_exceeded(self.window, count)
        return self.default
