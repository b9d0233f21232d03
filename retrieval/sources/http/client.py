"""Fetch over HTTP; import this module only where it is needed, for its library is heavy."""

from __future__ import annotations

import random as chance
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import urljoin

import httpx2

from retrieval import backoff
from retrieval.errors import SourceDown, SourceError, SourceNotAllowed
from retrieval.sources.http.answer import (
    ENCODINGS,
    BodyTooLarge,
    BodyTooSlow,
    DamagedBody,
    Fetched,
    read_body,
)
from retrieval.sources.http.cache import AnswerCache, CachedAnswer
from retrieval.sources.http.hosts import PAUSE_SECONDS, Address, Mirror, check_address
from retrieval.sources.http.rate_limit import RateLimiter, RequestSlot

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS = 5
_NO_PARAMS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How patient a client is: times in seconds, `size` in bytes of a decoded body.

    `total` bounds one answer, from its request to the end of its body, checked after each part;
    `read` bounds one part. A request is sent at most `tries` times, first after `first_wait` and
    never after more than `max_wait`.
    """

    connect: float = 10.0
    read: float = 60.0
    total: float = 180.0
    size: int = 64 * 2**20
    tries: int = 6
    first_wait: float = 1.0
    max_wait: float = 300.0


@dataclass(frozen=True, slots=True)
class RequestAdditions:
    """What requests to one host carry besides: headers (a key), and parameters (an address)."""

    headers: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def open_client(
    *,
    paces: Path | None = None,
    answers: Path | None = None,
    contact: str = "",
    mirror: str = "",
    pauses: Mapping[str, float] = PAUSE_SECONDS,
    additions: Mapping[str, RequestAdditions] | None = None,
    bounds: Bounds | None = None,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
    random: Callable[[], float] = chance.random,
) -> Iterator[Client]:
    """Give a client, which any thread may call while the context is open.

    `paces` is the folder through which processes share their paces, `answers` the one of what
    conditional requests brought; each may be left out. `contact` is a mail or web address for the
    User-Agent. `mirror` is an http(s) address that stands for all services: `MIRROR/HOST/PATH`.
    `pauses` are seconds by the name of a pace, `additions` by host. `clock` gives seconds since
    1970. Raises SourceNotAllowed for a mirror that is no http(s) address.
    """
    bounds = bounds or Bounds()
    at = Mirror(mirror) if mirror else None
    with httpx2.Client(
        headers={
            "user-agent": _build_user_agent(contact),
            "accept-encoding": ENCODINGS,
        },
        timeout=httpx2.Timeout(bounds.read, connect=bounds.connect),
        trust_env=at is None,  # a proxy is for the world outside
        follow_redirects=False,
    ) as http:
        http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
        yield Client(
            http,
            at,
            bounds,
            additions or {},
            AnswerCache(answers) if answers else None,
            {
                name: RateLimiter(
                    name,
                    pauses.get(name, pause),
                    folder=paces,
                    max_wait=bounds.max_wait,
                    clock=clock,
                    sleep=sleep,
                )
                for name, pause in PAUSE_SECONDS.items()
            },
            clock,
            random,
        )


class Client:
    """Asks services one polite request at a time; a `Fetch`. `open_client` makes it."""

    def __init__(
        self,
        http: httpx2.Client,
        mirror: Mirror | None,
        bounds: Bounds,
        additions: Mapping[str, RequestAdditions],
        answers: AnswerCache | None,
        paces: Mapping[str, RateLimiter],
        clock: Callable[[], float],
        random: Callable[[], float],
    ) -> None:
        self._http = http
        self._mirror = mirror
        self._bounds = bounds
        self._additions = additions
        self._answers = answers
        self._paces = paces
        self._clock = clock
        self._random = random

    def __call__(
        self,
        url: str,
        *,
        params: Mapping[str, str] = _NO_PARAMS,
        json: object = None,
        conditional: bool = False,
    ) -> Fetched:
        """Return what an address answers, as `Fetch` says.

        Raises SourceNotAllowed, SourceDown, and SourceError for an answer that is too large.
        """
        address = check_address(url, params)
        last = self._answers.load(address.url) if conditional and self._answers else None
        got = self._follow_redirects(address, json, last.conditions() if last else {})
        same = got.status == 304 or (got.status == 200 and last and got.body == last.body)
        if last is not None and same:
            return Fetched(got.url, 200, last.body, {**last.headers, **got.headers}, unchanged=True)
        if got.status == 304:
            raise SourceDown(f"{address.host} says that nothing changed, of what was never asked.")
        if conditional and self._answers and got.status == 200:
            self._answers.save(CachedAnswer(address.url, dict(got.headers), got.body))
        return got

    def _follow_redirects(
        self, address: Address, json: object, conditions: Mapping[str, str]
    ) -> Fetched:
        for _ in range(_MAX_REDIRECTS + 1):
            got = self._fetch_with_retries(address, json, conditions)
            if got.status not in _REDIRECTS:
                return got
            address = self._find_redirect_target(address, got)
            if got.status not in {307, 308}:
                json = None
        raise SourceDown(f"{address.host} sends us from address to address without an end.")

    def _find_redirect_target(self, address: Address, got: Fetched) -> Address:
        location = got.headers.get("location", "")
        if not location:
            raise SourceDown(f"{address.host} sends us on, but does not say where to.")
        try:
            target = urljoin(
                address.url, self._mirror.to_real(location) if self._mirror else location
            )
        except ValueError:
            target = location
        try:
            return check_address(target)
        except SourceNotAllowed as error:
            raise SourceNotAllowed(f"{address.host} sends us on, but {error}") from error

    def _fetch_with_retries(
        self, address: Address, json: object, conditions: Mapping[str, str]
    ) -> Fetched:
        """Ask, and ask again while that may help; every try waits for its turn."""
        said = ""
        for tries in range(1, self._bounds.tries + 1):
            with self._paces[address.pace].slot() as slot:
                try:
                    got = self._send(address, json, conditions)
                except (httpx2.HTTPError, DamagedBody, BodyTooSlow) as error:
                    said = _describe_failure(error)
                    self._back_off(slot, tries)
                    continue
                except httpx2.InvalidURL as error:
                    raise SourceNotAllowed(f"{address.url!r} is no address: {error}") from error
                except BodyTooLarge as error:
                    raise SourceError(
                        f"{address.host} answers more than {self._bounds.size / 2**20:.0f} MB. "
                        "Ask it for less."
                    ) from error
                if got.status not in backoff.RETRY_STATUSES:
                    return got
                said = f"answers {got.status}"
                asked = backoff.retry_after(got.headers, self._clock())
                if asked is None:
                    self._back_off(slot, tries)
                else:
                    slot.delay_next(asked)
        raise SourceDown(
            f"{address.host} {said}, {self._bounds.tries} times in a row. It may be down or "
            "overloaded: try again later."
        )

    def _back_off(self, slot: RequestSlot, tries: int) -> None:
        if tries < self._bounds.tries:
            wait = backoff.backoff_seconds(
                tries,
                first=self._bounds.first_wait,
                max_wait=self._bounds.max_wait,
                random=self._random,
            )
            slot.delay_next(wait)

    def _send(self, address: Address, json: object, conditions: Mapping[str, str]) -> Fetched:
        added = self._additions.get(address.host, RequestAdditions())
        sent = check_address(address.url, added.params)
        begun = self._clock()
        with self._http.stream(
            "GET" if json is None else "POST",
            self._mirror.to_mirror(sent) if self._mirror else sent.url,
            json=json,
            headers={**added.headers, **conditions},
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            content = read_body(
                response.iter_raw(),
                headers.get("content-encoding", ""),
                limit=self._bounds.size,
                in_time=lambda: self._clock() - begun <= self._bounds.total,
            )
        return Fetched(address.url, response.status_code, content, headers)


def _describe_failure(error: Exception) -> str:
    match error:
        case httpx2.TimeoutException() | BodyTooSlow():
            return "does not answer in time"
        case DamagedBody():
            return f"sends an answer that cannot be read ({error})"
        case httpx2.ConnectError():
            return f"cannot be reached ({error})"
        case _:
            return "breaks off its answers"


def _build_user_agent(contact: str) -> str:
    try:
        known = version("footnote")
    except PackageNotFoundError:  # run from a folder, not installed
        known = "0"
    shown = "".join(character for character in contact if " " <= character <= "~")
    return f"footnote/{known} ({shown})" if shown else f"footnote/{known}"
