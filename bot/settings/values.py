"""Validate the values of settings: each function returns a valid value, or raises ValueError."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationInfo

from retrieval.text import patterns as re

_COLLECTION = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]")
_ID = re.compile(r"[1-9][0-9]{4,19}")  # Discord's are numbers of 64 bits
_CONTACT = re.compile(r"[!-?A-~]+@[!-~]+|https?://[!-~]+")
# https://arxiv.org/category_taxonomy, and the sets of https://info.arxiv.org/help/oa
_CATEGORY = r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[a-z]+)*)?"
_FEED = re.compile(
    rf"(?:rss|arxiv):{_CATEGORY}(?:\+{_CATEGORY})*|oai:[a-z-]+(?::[A-Za-z-]+)*|hf-daily"
)


def check_http_url(value: str) -> str:
    """Return an HTTP address without a trailing slash; allow an empty one."""
    parts = urlsplit(value)
    is_http = parts.scheme in {"http", "https"} and parts.hostname
    if value and (not is_http or " " in value):
        raise ValueError("not an http address")
    _ = parts.port  # raises ValueError if the port is not a number
    return value.rstrip("/")


def check_embedder(value: str) -> str:
    """Return the name of an embedder."""
    if value != "bge-small" and not re.fullmatch(r"openai:\S+", value):
        raise ValueError("not an embedder")
    return value


def check_collection(value: str) -> str:
    """Return the name of a Chroma collection."""
    if not _COLLECTION.fullmatch(value):
        raise ValueError("not a collection name")
    return value


def check_mirror(value: str) -> str:
    """Return an address to which others can be appended."""
    parts = urlsplit(check_http_url(value))
    if parts.username is not None or parts.query or parts.fragment or parts.port == 0:
        raise ValueError("not an address to which others can be appended")
    return value.rstrip("/")


def check_contact(value: str) -> str:
    """Return an e-mail or web address; allow an empty one."""
    if value and not _CONTACT.fullmatch(value):
        raise ValueError("not an address")
    return value


def check_host_and_port(value: str) -> str:
    """Return host:port; allow an empty value."""
    host, colon, port = value.rpartition(":")
    if value and not (host and colon and port.isascii() and port.isdecimal() and int(port) < 65536):
        raise ValueError("not host:port")
    return value


def check_feeds(value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of feeds."""
    if not all(_FEED.fullmatch(name) for name in value):
        raise ValueError("not a feed")
    return value


def check_database_url(value: SecretStr | None) -> SecretStr | None:
    """Return the address of a PostgreSQL database, with the scheme `postgresql`."""
    if value is None:
        return None
    parts = urlsplit(value.get_secret_value())
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ValueError("not the address of a PostgreSQL database")
    _ = parts.port  # raises ValueError if the port is not a number
    return SecretStr(parts._replace(scheme="postgresql").geturl())


def expand_path(value: Path) -> Path:
    """Return a path with `~` expanded."""
    return value.expanduser()


def check_discord_ids(value: tuple[str, ...]) -> tuple[str, ...]:
    """Return Discord ids."""
    if not all(_ID.fullmatch(name) for name in value):
        raise ValueError("not a Discord id")
    return value


def split_names(value: Any) -> Any:
    """Return the names of a comma-separated list, each once."""
    if not isinstance(value, str):
        return value
    return tuple(dict.fromkeys(name for part in value.split(",") if (name := part.strip())))


def parse_ranges(value: Any) -> Any:
    """Return the numbers in a comma-separated list of numbers and ranges, in order."""
    if not isinstance(value, str):
        return value
    found: dict[int, None] = {}
    for part in split_names(value):
        matched = re.fullmatch(r"([0-9]{1,5})(?:-([0-9]{1,5}))?", part)
        if matched is None:
            raise ValueError("not a number or a range")
        first, last = matched[1], matched[2] or matched[1]
        found |= dict.fromkeys(range(int(first), int(last) + 1))
    return tuple(sorted(found))


def check_shard_ids(value: tuple[int, ...], others: ValidationInfo) -> tuple[int, ...]:
    """Return the ids of existing shards."""
    count = others.data.get("shards")
    if value and (count is None or not all(0 <= n < count for n in value)):
        raise ValueError("not existing shards")
    return value


def to_upper(value: Any) -> Any:
    """Return a text in upper case."""
    return value.upper() if isinstance(value, str) else value
