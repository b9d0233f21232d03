"""Limit requests as Discord does: a bucket a route and major parameter, and 50 a second in all.

The figures are those that Discord is known to answer with; it publishes none but the global one.
Answers to interactions have no bucket and do not count to the global limit.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from discord_playground.checks.routes import shape
from discord_playground.snowflakes import seconds_of

Scope = Literal["user", "global", "shared"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of requests in a window of seconds, which starts with its first request."""

    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request passes: the headers of its answer, and the body of a 429 if refused."""

    headers: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, Any] | None = None


GLOBAL = Limit(50, 1)
GENEROUS = Limit(50, 1)
SENDING = Limit(5, 5)
OLD_AFTER_SECONDS = 3600.0
"""The age from which edits of a message are limited further."""
OLD_EDITS = Limit(3, 20)
"""How often a bot may edit the old messages of a channel: 30046, which Discord documents without a
figure. This one is measured (https://github.com/circuitsacul/starboard-4/issues/118)."""
_EDIT = ("PATCH", "/channels/{}/messages/{}")
_LIMITS: Mapping[tuple[str, str], Limit] = {
    ("POST", "/channels/{}/messages"): SENDING,
    _EDIT: SENDING,
    ("DELETE", "/channels/{}/messages/{}"): Limit(5, 1),
    ("POST", "/channels/{}/messages/bulk-delete"): Limit(1, 1),
    ("PUT", "/channels/{}/messages/{}/reactions/{}/@me"): Limit(1, 0.25),
    ("PATCH", "/channels/{}"): Limit(5, 15),
    ("POST", "/channels/{}/threads"): Limit(50, 300),
    ("POST", "/channels/{}/messages/{}/threads"): Limit(50, 300),
    ("POST", "/webhooks/{}/{}"): SENDING,
    ("PATCH", "/webhooks/{}/{}/messages/@original"): SENDING,
    ("PATCH", "/webhooks/{}/{}/messages/{}"): SENDING,
    ("DELETE", "/webhooks/{}/{}/messages/@original"): SENDING,
    ("DELETE", "/webhooks/{}/{}/messages/{}"): SENDING,
    ("PUT", "/applications/{}/commands"): Limit(2, 60),
    ("PUT", "/applications/{}/guilds/{}/commands"): Limit(2, 60),
}
# Both name the message that answered an interaction.
_SAME_BUCKET = {
    "/webhooks/{}/{}/messages/@original": "/webhooks/{}/{}/messages/{}",
}
_MAJOR = re.compile(r"/(?:channels|guilds)/[^/]+|/webhooks/[^/]+(?:/[^/]+)?")
_NOT_GLOBAL = ("/interactions/", "/webhooks/{}/{}")
_NO_BUCKET = ("/interactions/", "/gateway")
_MAX_WINDOWS = 1000  # windows; then those that are over are dropped


@dataclass(slots=True)
class _Window:
    ends: float
    left: int


class RateLimits:
    """The buckets of all callers. Times are seconds since the epoch."""

    def __init__(
        self,
        *,
        enabled: bool = True,
        limits: Mapping[tuple[str, str], Limit] = _LIMITS,
        overall: Limit = GLOBAL,
    ) -> None:
        self.enabled = enabled
        self._limits = limits
        self._overall = overall
        self._windows: dict[tuple[str, ...], _Window] = {}

    def __len__(self) -> int:
        """Return the number of windows in memory."""
        return len(self._windows)

    def take(self, method: str, route: str, path: str, *, caller: str, now: float) -> Verdict:
        """Count a request and return whether it may pass.

        `route` is the template, `path` what was asked for (with or without `/api/v10`), from
        which the major parameter is read; `caller` is the user of the token. A refused request
        does not count. If the limits are switched off, everything passes without headers.
        """
        if not self.enabled:
            return Verdict()
        self._forget(now)
        route = shape(route)
        overall = self._overall_window(route, caller, now)
        if overall is not None and not overall.left:
            return build_refusal(overall.ends - now, scope="global", now=now)
        window, limit, bucket = self._window(method.upper(), route, path, caller, now)
        if window is None:
            verdict = Verdict()
        elif not window.left:
            return build_refusal(
                window.ends - now,
                scope="user",
                now=now,
                headers=_headers(window, limit, bucket, now),
            )
        else:
            if (method.upper(), route) == _EDIT and (refused := self._old_edit(path, caller, now)):
                return refused
            window.left -= 1
            verdict = Verdict(_headers(window, limit, bucket, now))
        if overall is not None:
            overall.left -= 1
        return verdict

    def _old_edit(self, path: str, caller: str, now: float) -> Verdict | None:
        """Count an edit of a message older than an hour; return a refusal beyond the limit."""
        channel, message_id = path.rsplit("/", 3)[-3::2]
        if not message_id.isdecimal() or now - seconds_of(message_id) <= OLD_AFTER_SECONDS:
            return None
        window = self._current(("old", channel, caller), OLD_EDITS, now)
        if not window.left:
            return build_refusal(
                window.ends - now,
                scope="user",
                now=now,
                code=30046,
                message="Maximum number of edits to messages older than 1 hour reached."
                " Try again later.",
            )
        window.left -= 1
        return None

    def _overall_window(self, route: str, caller: str, now: float) -> _Window | None:
        if route.startswith(_NOT_GLOBAL):
            return None
        return self._current(("global", caller), self._overall, now)

    def _window(
        self, method: str, route: str, path: str, caller: str, now: float
    ) -> tuple[_Window | None, Limit, str]:
        limit = self._limits.get((method, route), GENEROUS)
        if route.startswith(_NO_BUCKET):
            return None, limit, ""
        bucket = _bucket(method, _SAME_BUCKET.get(route, route))
        major = _MAJOR.search(path)
        key = (bucket, major.group() if major else "", caller)
        return self._current(key, limit, now), limit, bucket

    def _current(self, key: tuple[str, ...], limit: Limit, now: float) -> _Window:
        window = self._windows.get(key)
        if window is None or window.ends <= now:
            window = self._windows[key] = _Window(now + limit.seconds, limit.requests)
        return window

    def _forget(self, now: float) -> None:
        if len(self._windows) > _MAX_WINDOWS:
            self._windows = {
                key: window for key, window in self._windows.items() if window.ends > now
            }


def build_refusal(
    retry_after: float,
    *,
    scope: Scope,
    now: float,
    headers: Mapping[str, str] | None = None,
    code: int = 0,
    message: str = "You are being rate limited.",
) -> Verdict:
    """Return a 429: `retry_after` is in seconds; `shared` is a limit that others used up.

    It has a `Via` header as Discord's has, without which discord.py takes it for Cloudflare's and
    does not try again.
    """
    wait = max(math.ceil(retry_after * 1000), 1) / 1000  # rounded up
    said = {
        **(headers or {}),
        "Retry-After": str(math.ceil(wait)),
        "X-RateLimit-Scope": scope,
        "X-RateLimit-Reset-After": f"{wait:.3f}",
        "X-RateLimit-Reset": f"{now + wait:.3f}",
        "Via": "1.1 playground",
    }
    if scope == "global":
        said["X-RateLimit-Global"] = "true"
    return Verdict(
        said,
        {
            "message": message,
            "retry_after": wait,
            "global": scope == "global",
            "code": code,
        },
    )


def _headers(window: _Window, limit: Limit, bucket: str, now: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(limit.requests),
        "X-RateLimit-Remaining": str(window.left),
        "X-RateLimit-Reset": f"{window.ends:.3f}",
        "X-RateLimit-Reset-After": f"{window.ends - now:.3f}",
        "X-RateLimit-Bucket": bucket,
    }


def _bucket(method: str, route: str) -> str:
    return hashlib.sha256(f"{method} {route}".encode()).hexdigest()[:32]
