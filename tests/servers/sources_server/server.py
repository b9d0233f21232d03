"""Serve the world and given answers over HTTP on loopback, in threads, and spoil some."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.servers.http import Served
from tests.servers.sources_server import arxiv
from tests.servers.sources_server.arxiv import Answer
from tests.servers.sources_server.faults import Fault, Faults
from tests.servers.sources_server.world import ArxivWorld

_SORRY = b"<!DOCTYPE html><html><body><h1>We are sorry</h1></body></html>"
_LARGE = 80 * 2**20
_PIECE = 2**16
_PIECES_OF_SLOW = 5


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request as it came: `at` in seconds since 1970, `host` the one that it was meant for."""

    at: float
    method: str
    host: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    fault: Fault | None


class SourcesServer(Served):
    """A mirror of the services: `/HOST/PATH` answers as `https://HOST/PATH` would.

    `retry_after` and `slowness` are the seconds that faults ask for or take; `delay` the
    seconds before any answer.
    """

    def __init__(
        self,
        world: ArxivWorld | None = None,
        *,
        faults: Faults | None = None,
        retry_after: float = 0,
        slowness: float = 0.02,
        delay: float = 0,
        port: int = 0,
    ) -> None:
        self.world = world or ArxivWorld(papers=0)
        self.requests: list[Recorded] = []
        self._faults = faults
        self._retry_after = retry_after
        self._slowness = slowness
        self.delay = delay
        self._queue: deque[Fault] = deque()
        self._given: dict[tuple[str, str], list[tuple[dict[str, str], Answer]]] = {}
        self._before: dict[tuple[str, str], Answer] = {}
        self._lock = threading.Lock()
        self._http = _Http(("127.0.0.1", port), _handler(self))

    def give(
        self,
        url: str,
        body: bytes,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> None:
        """Answer `url` so, from now on, where its query has at least what is given of it."""
        parts = urlsplit(url)
        wanted = {**dict(parse_qsl(parts.query)), **(query or {})}
        known = self._given.get((parts.netloc, parts.path), [])
        others = [each for each in known if each[0] != wanted]
        answers = [*others, (wanted, Answer(body, status, headers or {}))]
        # what fits more closely goes first
        self._given[parts.netloc, parts.path] = sorted(answers, key=lambda each: -len(each[0]))

    def fail(self, *faults: Fault) -> None:
        """Spoil the next answers so, one each."""
        self._queue.extend(faults)

    def counts(self) -> Counter[Fault]:
        """Return how often each fault was injected."""
        return Counter(request.fault for request in self.requests if request.fault)

    def answer(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[Answer, Fault | None]:
        """Record a request, and return its answer, and how that is to be spoiled on the way."""
        at = time.time()
        parts = urlsplit(target)
        host, _, path = parts.path.lstrip("/").partition("/")
        query = dict(parse_qsl(parts.query))
        with self._lock:
            fault = self._queue.popleft() if self._queue else None
            if fault is None and self._faults:
                fault = self._faults.next()
            answer, fault = self._spoiled(host, f"/{path}", query, headers, fault)
            self.requests.append(
                Recorded(at, method, host, f"/{path}", query, headers, body, fault)
            )
        return answer, fault

    def _spoiled(
        self,
        host: str,
        path: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        fault: Fault | None,
    ) -> tuple[Answer, Fault | None]:
        answer = self._honest(host, path, query)
        before = self._before.get((host, path))
        match fault:
            case Fault.REPEATED if before and query.get("start"):
                return _at_place(before, query), fault
            case Fault.SHORT if "search_query" in query:
                places = range(1, int(query["max_results"]), 3)
                return arxiv.api(self.world, query, places), fault
            case Fault.EMPTY if "search_query" in query:
                return arxiv.api(self.world, query, range(int(query["max_results"]))), fault
            case Fault.REPEATED | Fault.SHORT | Fault.EMPTY:
                fault = None  # such an answer has no page
        if fault in {None, Fault.SLOW}:
            self._before[host, path] = answer
        return _changed(answer, fault, self._retry_after), fault

    def _honest(self, host: str, path: str, query: Mapping[str, str]) -> Answer:
        for wanted, answer in self._given.get((host, path), ()):
            if wanted.items() <= query.items():
                return answer
        match host, path.strip("/").split("/"):
            case "export.arxiv.org", ["api", "query"]:
                return arxiv.api(self.world, query)
            case "rss.arxiv.org", ["rss", categories]:
                return arxiv.feed(self.world, categories.split("+"))
        return Answer(b"There is nothing here.", 404)

    def send(self, handler: BaseHTTPRequestHandler, answer: Answer, fault: Fault | None) -> None:
        """Send an answer the way that the fault wants it."""
        if self.delay:
            time.sleep(self.delay)
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if fault is Fault.OVERSIZED:
            handler.send_header("content-length", str(_LARGE))
            handler.end_headers()
            for _ in range(_LARGE // _PIECE):
                handler.wfile.write(b" " * _PIECE)
            return
        handler.send_header("content-length", str(len(answer.body)))
        handler.end_headers()
        match fault:
            case Fault.CUT:
                handler.wfile.write(answer.body[: len(answer.body) // 2])
                handler.close_connection = True
            case Fault.SLOW:
                step = max(1, -(-len(answer.body) // _PIECES_OF_SLOW))
                for begin in range(0, len(answer.body), step):
                    handler.wfile.write(answer.body[begin : begin + step])
                    handler.wfile.flush()
                    time.sleep(self._slowness)
            case _:
                handler.wfile.write(answer.body)


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Bear clients that leave."""


def _at_place(before: Answer, query: Mapping[str, str]) -> Answer:
    """Return the page before, as if it were the one that was asked for."""
    head, mark, tail = before.body.partition(b"<opensearch:startIndex>")
    if not mark:
        return before
    place = query.get("start", "0").encode()
    return replace(before, body=head + mark + place + tail[tail.index(b"<") :])


def _changed(answer: Answer, fault: Fault | None, wait: float) -> Answer:
    match fault:
        case Fault.BUSY:
            return Answer(b"Rate exceeded.", 429, {"retry-after": f"{wait:.0f}"})
        case Fault.BUSY_SILENT:
            return Answer(b"Rate exceeded.", 429)
        case Fault.DOWN:
            moment = format_datetime(datetime.now(UTC) + timedelta(seconds=wait), usegmt=False)
            return Answer(b"Come back later.", 503, {"retry-after": moment})
        case Fault.DOWN_SILENT:
            return Answer(b"Come back later.", 503)
        case Fault.TRUNCATED:
            return replace(answer, body=answer.body[: len(answer.body) // 2])
        case Fault.WRONG_ENCODING:
            text = answer.body.decode(errors="replace") + "<!-- ÿ -->"
            return replace(answer, body=text.encode("latin-1", errors="replace"))
        case Fault.WEB_PAGE:
            return Answer(_SORRY, 200, {"content-type": "text/html"})
        case Fault.BOMB:
            bomb = gzip.compress(b" " * _LARGE)
            return Answer(bomb, 200, {"content-encoding": "gzip"})
        case Fault.FOREIGN:
            return Answer(b"", 302, {"location": "https://evil.example/latest/meta-data/"})
        case _:
            return answer


def _handler(server: SourcesServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Speaks HTTP/1.1 for the server."""

        protocol_version = "HTTP/1.1"
        timeout = 20

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            answer, fault = server.answer(self.command, self.path, headers, body)
            with contextlib.suppress(ConnectionError):
                server.send(self, answer, fault)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler
