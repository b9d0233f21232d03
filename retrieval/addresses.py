"""Show addresses without the secrets that may be in them."""

from __future__ import annotations

from urllib.parse import urlsplit

from retrieval.text import patterns as re

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")


def redact_address(address: str) -> str:
    """Return an address without user, password, query and fragment; "…" if it cannot be read."""
    try:
        parts = urlsplit(address)
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="")
    except ValueError:
        return "…"
    return bare.geturl()


def redact_addresses(text: str) -> str:
    """Return a text with every address in it redacted."""
    return _ADDRESS.sub(lambda found: redact_address(found.group()), text)
