"""Know the hosts that papers are fetched from, and refuse every other address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import unquote, urlencode, urlsplit

from retrieval.errors import SourceNotAllowed

_HOSTS: Mapping[str, str] = MappingProxyType(
    {
        "export.arxiv.org": "arxiv",
        "arxiv.org": "arxiv",
        "rss.arxiv.org": "arxiv",
        "oaipmh.arxiv.org": "arxiv",
        "huggingface.co": "huggingface",
        "api.semanticscholar.org": "semanticscholar",
        "api.openalex.org": "openalex",
    }
)
"""Each host, and the pace that it shares."""

PAUSES: Mapping[str, float] = MappingProxyType(
    {
        "arxiv": 3.0,  # https://info.arxiv.org/help/api/tou.html: all its services together
        "huggingface": 1.0,  # 500 requests in 5 minutes without a token
        "semanticscholar": 1.1,  # one a second with a key; without, a pool shared with everybody
        "openalex": 0.2,  # ten a second
    }
)
"""The seconds between two requests of one pace."""

_UNFIT = re.compile(r"[\x00-\x20\x7f\\]")
_LONGEST = 8_192
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Address:
    """An https address at a known host: `target` is its path and query, as they are sent."""

    host: str
    target: str

    @property
    def pace(self) -> str:
        """The name of the pace that the host shares with others."""
        return _HOSTS[self.host]

    @property
    def url(self) -> str:
        """The whole address."""
        return f"https://{self.host}{self.target}"


def allowed(url: str, params: Mapping[str, str] | None = None) -> Address:
    """Return the address `url` with `params` added; raise SourceNotAllowed for any but known hosts.

    The host must be written just so, in ASCII: no user name, no port but 443, no number, no dot
    that is none. A path may not climb.
    """
    if len(url) > _LONGEST or _UNFIT.search(url):
        raise _refusal(url, "it is no clean address")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise _refusal(url, "it is no address") from error
    if parts.scheme != "https":
        raise _refusal(url, "it does not begin with https://")
    host = parts.netloc.lower().removesuffix(":443")
    if host not in _HOSTS:
        raise _refusal(url, "papers are not fetched from there")
    if any(step in {".", ".."} for step in unquote(parts.path).split("/")):
        raise _refusal(url, "its path climbs")
    query = "&".join(filter(None, (parts.query, urlencode(dict(params or {})))))
    return Address(host, (parts.path or "/") + (f"?{query}" if query else ""))


def is_known(host: str) -> bool:
    """Say whether papers are fetched from `host`."""
    return host in _HOSTS


def _refusal(url: str, why: str) -> SourceNotAllowed:
    shown = url if len(url) <= _SHOWN else url[:_SHOWN] + "…"
    return SourceNotAllowed(
        f"{shown!r} is not fetched: {why}. Give an https address at one of {', '.join(_HOSTS)}."
    )
