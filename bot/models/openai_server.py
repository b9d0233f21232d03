"""What servers of OpenAI's API have in common: an address, a key, and error messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from retrieval.backoff import retry_after
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from openai import APIError

OPENAI_URL = "https://api.openai.com/v1"
NO_KEY = "none-needed"
"""What to give the client, which requires a key, for a server that needs none."""
MAX_WAIT_SECONDS = 20.0
"""The longest wait between two tries, even if the server asks for more."""

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

    def find_fault(self) -> str:
        """Return why no request can be made with this address and key, or an empty string."""
        url = _split_url(self.base_url)
        if url.scheme not in {"http", "https"} or not url.hostname:
            return (
                "The address of the model's server is not a web address. OPENAI_BASE_URL looks "
                "like https://api.openai.com/v1 or http://localhost:11434/v1."
            )
        if not all("!" <= letter <= "~" for letter in self.key):
            return (
                f"The API key for {self.host} has spaces or characters that keys never have. Copy "
                "it to OPENAI_API_KEY again, without quotes."
            )
        return ""

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


def retry_wait(error: Exception) -> bool | float:
    """Return whether to retry after `error`, or in how many seconds, for stamina."""
    if not is_transient(error):
        return False
    response = getattr(error, "response", None)
    asked = retry_after(response.headers) if response is not None else None
    return True if asked is None else min(asked, MAX_WAIT_SECONDS)


def _split_url(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")
