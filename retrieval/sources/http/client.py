"""Fetch over HTTP. Import this module lazily: its HTTP library is slow to import."""

from __future__ import annotations

import random as chance
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urljoin

import httpx2

from retrieval import backoff
from retrieval.errors import SourceDown, SourceError, SourceNotAllowed
from retrieval.sources.http.answer import Fetched
from retrieval.sources.http.hosts import PAUSE_SECONDS, Address, Mirror, check_address
from retrieval.sources.http.rate_limit import RateLimiter, RequestSlot
from retrieval.text import patterns as re

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS = 5
_UNREACHED = "cannot be reached"
_ERROR_NUMBER = re.compile(r"^\[Errno -?\d+\] ")
_NO_PARAMS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of a client, with times in seconds; `max_body_bytes` counts decoded bytes.

    `total` bounds one answer, from its request to the end of its body, checked after each part;
    `read` bounds one part. A request is sent at most `tries` times: the first retry waits
    `first_wait`, later ones at most `max_wait`.
    """

    connect: float = 10.0
    read: float = 60.0
    total: float = 180.0
    max_body_bytes: int = 64 * 2**20
    tries: int = 6
    first_wait: float = 1.0
    max_wait: float = 300.0


@dataclass(frozen=True, slots=True)
class RequestAdditions:
    """Headers (such as a key) and parameters (such as an address) added to one host's requests."""

    headers: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)


class Client:
    """A `Fetch` that sends requests one at a time per rate limit, while its context is open.

    Processes share rate limits through `rate_limit_folder`. `contact` is a mail or web address for
    the User-Agent. `mirror` is an http(s) URL that replaces all services: `MIRROR/HOST/PATH`.
    `pauses` are seconds by name of a rate limit, `additions` by host. `clock` returns seconds since
    1970.
    """

    def __init__(
        self,
        *,
        rate_limit_folder: Path | None = None,
        contact: str = "",
        mirror: str = "",
        pauses: Mapping[str, float] = PAUSE_SECONDS,
        additions: Mapping[str, RequestAdditions] = MappingProxyType({}),
        bounds: Bounds = Bounds(),
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        random: Callable[[], float] = chance.random,
    ) -> None:
        self._mirror = Mirror(mirror) if mirror else None
        self._bounds = bounds
        self._additions = additions
        self._clock = clock
        self._random = random
        self._rate_limiters = {
            name: RateLimiter(
                name,
                pauses.get(name, pause),
                folder=rate_limit_folder,
                max_wait=bounds.max_wait,
                clock=clock,
                sleep=sleep,
            )
            for name, pause in PAUSE_SECONDS.items()
        }
        self._http = httpx2.Client(
            headers={"user-agent": _build_user_agent(contact), "accept-encoding": "gzip"},
            timeout=httpx2.Timeout(bounds.read, connect=bounds.connect),
            trust_env=not mirror,  # reach a mirror without a proxy
            follow_redirects=False,
        )
        self._http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def __call__(
        self,
        url: str,
        *,
        params: Mapping[str, str] = _NO_PARAMS,
        json: object = None,
    ) -> Fetched:
        """Return the answer of an address; see `Fetch`.

        Raises SourceNotAllowed, SourceDown, and SourceError for an answer that is too large.
        """
        address = check_address(url, params)
        for _ in range(_MAX_REDIRECTS + 1):
            got = self._fetch_with_retries(address, json)
            if got.status not in _REDIRECTS:
                return got
            address = self._find_redirect_target(address, got)
            if got.status not in {307, 308}:
                json = None
        raise SourceDown(f"{address.host} redirects in an endless loop. Try again later.")

    def _find_redirect_target(self, address: Address, got: Fetched) -> Address:
        location = got.headers.get("location", "")
        if not location:
            raise SourceDown(f"{address.host} redirects without a target. Try again later.")
        try:
            target = urljoin(
                address.url, self._mirror.to_real(location) if self._mirror else location
            )
        except ValueError:
            target = location
        try:
            return check_address(target)
        except SourceNotAllowed as error:
            raise SourceNotAllowed(f"{address.host} redirects, but {error}") from error

    def _fetch_with_retries(self, address: Address, json: object) -> Fetched:
        """Send a request, and retry temporary failures; every try waits for the rate limit."""
        failure = ""
        for tries in range(1, self._bounds.tries + 1):
            with self._rate_limiters[address.rate_limit].slot() as slot:
                try:
                    got = self._send(address, json)
                except httpx2.HTTPError as error:
                    failure = _describe_failure(error)
                    self._back_off(slot, tries)
                    continue
                except httpx2.InvalidURL as error:
                    raise SourceNotAllowed(
                        f"{address.url!r} is not a valid URL: {error}"
                    ) from error
                if got.status not in backoff.RETRY_STATUSES:
                    return got
                failure = f"answered {got.status}"
                delay = backoff.retry_after(got.headers, self._clock())
                if delay is None:
                    self._back_off(slot, tries)
                else:
                    slot.delay_next(delay)
        unreached = failure.startswith(_UNREACHED)
        perhaps = "or this machine offline" if unreached else "or overloaded"
        raise SourceDown(
            f"{address.host} {failure}, {self._bounds.tries} times in a row. It may be down "
            f"{perhaps}: try again later."
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

    def _send(self, address: Address, json: object) -> Fetched:
        added = self._additions.get(address.host, RequestAdditions())
        sent = check_address(address.url, added.params)
        begun = self._clock()
        with self._http.stream(
            "GET" if json is None else "POST",
            self._mirror.to_mirror(sent) if self._mirror else sent.url,
            json=json,
            headers=added.headers,
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            content = bytearray()
            for part in response.iter_bytes():
                content += part
                if len(content) > self._bounds.max_body_bytes:
                    limit = f"{self._bounds.max_body_bytes / 2**20:.0f} MB"
                    raise SourceError(f"{address.host} sent more than {limit}. Narrow the request.")
                if self._clock() - begun > self._bounds.total:
                    raise httpx2.ReadTimeout("the whole answer takes too long")
        return Fetched(address.url, response.status_code, bytes(content), headers)


def _describe_failure(error: Exception) -> str:
    match error:
        case httpx2.TimeoutException():
            return "did not answer in time"
        case httpx2.DecodingError():
            return f"sent an unreadable answer ({error})"
        case httpx2.ConnectError():
            return f"{_UNREACHED} ({_ERROR_NUMBER.sub('', str(error))})"
        case _:
            return "broke the connection"


def _build_user_agent(contact: str) -> str:
    try:
        known = version("footnote")
    except PackageNotFoundError:  # run from a folder, not installed
        known = "0"
    shown = "".join(character for character in contact if " " <= character <= "~")
    return f"footnote/{known} ({shown})" if shown else f"footnote/{known}"
