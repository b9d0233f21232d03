"""The allowlist of hosts that papers are fetched from, and a mirror of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlencode, urlsplit

from retrieval.errors import SourceNotAllowed
from retrieval.text import patterns as re

_HOSTS: Final[Mapping[str, str]] = {
    "export.arxiv.org": "arxiv",
    "arxiv.org": "arxiv",
    "rss.arxiv.org": "arxiv",
    "huggingface.co": "huggingface",
    "api.semanticscholar.org": "semanticscholar",
    "api.openalex.org": "openalex",
    "eutils.ncbi.nlm.nih.gov": "ncbi",
    "pmc.ncbi.nlm.nih.gov": "ncbi",
}
"""The rate limit that each host shares with others."""

PAUSE_SECONDS: Final[Mapping[str, float]] = {
    "arxiv": 3.0,  # https://info.arxiv.org/help/api/tou.html: all its services together
    "huggingface": 1.0,  # 500 requests in 5 minutes without a token
    "semanticscholar": 1.1,  # one a second with a key; without, a pool shared with everybody
    "openalex": 0.2,  # ten a second
    "ncbi": 0.4,  # three a second without a key
}
"""The seconds between two requests under one rate limit."""

_FORBIDDEN_CHARS = re.compile(r"[\x00-\x20\x7f\\]")
_MAX_URL_CHARS = 8_192
_MAX_SHOWN_CHARS = 200


@dataclass(frozen=True, slots=True)
class Address:
    """An https address at a known host: `target` is its path and query, as they are sent."""

    host: str
    target: str

    @property
    def rate_limit(self) -> str:
        """The name of the host's rate limit."""
        return _HOSTS[self.host]

    @property
    def url(self) -> str:
        """The whole address."""
        return f"https://{self.host}{self.target}"


def check_address(url: str, params: Mapping[str, str] | None = None) -> Address:
    """Return the address `url` with `params` added; raise SourceNotAllowed for unknown hosts.

    The host must be spelled exactly, in ASCII, without a user name or any port but 443. The path
    may not contain `.` or `..`.
    """
    if len(url) > _MAX_URL_CHARS or _FORBIDDEN_CHARS.search(url):
        raise _refusal(url, "it has forbidden characters or is too long")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise _refusal(url, "it is not a valid URL") from error
    if parts.scheme != "https":
        raise _refusal(url, "it does not begin with https://")
    host = parts.netloc.lower().removesuffix(":443")
    if host not in _HOSTS:
        raise _refusal(url, "its host is not on the list of sources")
    if any(step in {".", ".."} for step in unquote(parts.path).split("/")):
        raise _refusal(url, 'its path has "." or ".."')
    query = "&".join(filter(None, (parts.query, urlencode(dict(params or {})))))
    return Address(host, (parts.path or "/") + (f"?{query}" if query else ""))


def _refusal(url: str, why: str) -> SourceNotAllowed:
    shown = url if len(url) <= _MAX_SHOWN_CHARS else url[:_MAX_SHOWN_CHARS] + "…"
    return SourceNotAllowed(
        f"{shown!r} is not fetched: {why}. Give an https address at one of {', '.join(_HOSTS)}."
    )


class Mirror:
    """A mirror of the services at one http(s) address, which may have a port and a path."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    def to_mirror(self, real: Address) -> str:
        """Return the mirror's address of a real address."""
        return f"{self._address}/{real.host}{real.target}"

    def to_real(self, location: str) -> str:
        """Return the real address of a location in the mirror; others are returned unchanged."""
        rest = location.removeprefix(f"{self._address}/")
        is_mirrored = rest != location and rest.partition("/")[0] in _HOSTS
        return f"https://{rest}" if is_mirrored else location
