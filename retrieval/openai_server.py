"""What servers of OpenAI's API have in common: an address, a key, and error messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from retrieval.text import patterns as re

if TYPE_CHECKING:
    from openai import APIError

_NO_CREDIT = re.compile(r"insufficient_quota|billing", re.IGNORECASE)
_SECRET = re.compile(r"\b(?:sk|pk|key)-\S+|bearer\s+\S+", re.IGNORECASE)
_MAX_REASON_CHARS = 200


@dataclass(frozen=True, slots=True)
class OpenAIServer:
    """The model and server that error messages name; the key is held to redact it from them."""

    model: str
    base_url: str
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """The server's name and port, without a user or password."""
        return _split_url(self.base_url).netloc.rpartition("@")[2] or "an address without a host"

    @property
    def has_address(self) -> bool:
        """Whether the address is an HTTP or HTTPS URL."""
        url = _split_url(self.base_url)
        return url.scheme in {"http", "https"} and bool(url.hostname)

    @property
    def has_sendable_key(self) -> bool:
        """Whether the key is valid in an HTTP header."""
        return all("!" <= letter <= "~" for letter in self.key)

    def clean(self, words: str) -> str:
        """Return the first line of a server's message, shortened, without secrets or full stop."""
        line = " ".join(words.strip().split("\n", 1)[0].split())
        if self.key:
            line = line.replace(self.key, "…")
        return _SECRET.sub("…", line)[:_MAX_REASON_CHARS].rstrip(".")


def error_text(error: APIError) -> str:
    """Return the code, type and message of a server's error, for matching."""
    body = error.body if isinstance(error.body, dict) else {}
    inner = body.get("innererror")
    return f"{error.code} {body.get('type')} {error_reason(error)} {inner or ''}"


def error_reason(error: APIError) -> str:
    """Return a server's own message, without the client's prefix."""
    body = error.body if isinstance(error.body, dict) else {}
    words = body.get("message")
    return words if isinstance(words, str) else error.message


def is_transient(error: Exception) -> bool:
    """Return whether the same request may succeed later: no connection, 408, 409, 425, 429, 5xx."""
    from openai import APIConnectionError, APIStatusError

    if isinstance(error, APIStatusError):
        if error.status_code == 429 and _NO_CREDIT.search(error_text(error)):
            return False
        return error.status_code in {408, 409, 425, 429} or error.status_code >= 500
    return isinstance(error, APIConnectionError)


def _split_url(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")
