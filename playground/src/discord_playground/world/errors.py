"""Refuse as Discord does: an HTTP status, a code of Discord's own, a message, maybe field paths."""

from __future__ import annotations

from typing import Any


class DiscordError(Exception):
    """A refusal that goes to the caller as `{"code": …, "message": …, "errors": …}`.

    `retry_after` is in seconds, for a limit: a 429.
    """

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        errors: dict[str, Any] | None = None,
        retry_after: float = 0.0,
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        self.retry_after = retry_after

    def body(self) -> dict[str, Any]:
        """Return the body of the response."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body


_UNKNOWN = {
    "application": 10002,
    "channel": 10003,
    "guild": 10004,
    "integration": 10005,
    "member": 10007,
    "message": 10008,
    "permission overwrite": 10009,
    "role": 10011,
    "user": 10013,
    "emoji": 10014,
    "webhook": 10015,
    "session": 10020,
    "interaction": 10062,
    "application command": 10063,
    "application command permissions": 10066,
}


def unknown_error(what: str) -> DiscordError:
    """Return the 404 for a thing that is not there, by Discord's code for its kind."""
    message = "Unknown interaction" if what == "interaction" else f"Unknown {what.title()}"
    return DiscordError(404, _UNKNOWN[what], message)


def unauthorized() -> DiscordError:
    """Return the 401 for a token that nobody has."""
    return DiscordError(401, 0, "401: Unauthorized")


def missing_access() -> DiscordError:
    """Return the 403 for a place that the caller cannot see."""
    return DiscordError(403, 50001, "Missing Access")


def missing_permissions() -> DiscordError:
    """Return the 403 for an act that the caller may not do."""
    return DiscordError(403, 50013, "Missing Permissions")


def not_implemented(what: str) -> DiscordError:
    """Return the 501 for what Discord has and this server has not."""
    return DiscordError(501, 0, f"Not implemented by the playground: {what}")


def invalid(path: str, code: str, message: str) -> DiscordError:
    """Return the 400 for one field of a body; `path` has its keys and indexes, joined by dots."""
    errors: dict[str, Any] = {"_errors": [{"code": code, "message": message}]}
    for part in reversed(path.split(".") if path else []):
        errors = {part: errors}
    return DiscordError(400, 50035, "Invalid Form Body", errors)
