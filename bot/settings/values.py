"""Validate the values of settings: each function returns a valid value, or raises ValueError."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    SecretStr,
    StringConstraints,
    ValidationInfo,
)

from retrieval.text import patterns as re

CollectionName = Annotated[
    str, StringConstraints(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]$")
]
DiscordId = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{4,19}$")]  # of 64 bits
Contact = Annotated[
    str, StringConstraints(max_length=200, pattern=r"^(?:[!-?A-~]+@[!-~]+|https?://[!-~]+)?$")
]
# https://arxiv.org/category_taxonomy
_CATEGORY = r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[a-z]+)*)?"
_CATEGORIES = rf"{_CATEGORY}(?:\+{_CATEGORY})*"
FeedName = Annotated[str, StringConstraints(pattern=rf"^(?:(?:rss|arxiv):{_CATEGORIES}|hf-daily)$")]


def check_http_url(value: str) -> str:
    """Return an HTTP address without a trailing slash; allow an empty one."""
    parts = urlsplit(value)
    is_http = parts.scheme in {"http", "https"} and parts.hostname
    if value and (not is_http or " " in value):
        raise ValueError("not an http address")
    _ = parts.port  # raises ValueError if the port is not a number
    return value.rstrip("/")


def check_mirror(value: str) -> str:
    """Return an address to which others can be appended."""
    parts = urlsplit(check_http_url(value))
    if parts.username is not None or parts.query or parts.fragment or parts.port == 0:
        raise ValueError("not an address to which others can be appended")
    return value.rstrip("/")


def check_host_and_port(value: str) -> str:
    """Return host:port; allow an empty value."""
    host, colon, port = value.rpartition(":")
    if value and not (host and colon and port.isascii() and port.isdecimal() and int(port) < 65536):
        raise ValueError("not host:port")
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
        matched = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?").fullmatch(part)
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


HttpUrl = Annotated[str, AfterValidator(check_http_url)]
Mirror = Annotated[str, AfterValidator(check_mirror)]
HostAndPort = Annotated[str, AfterValidator(check_host_and_port)]
DatabaseUrl = Annotated[SecretStr | None, AfterValidator(check_database_url)]
Names = Annotated[tuple[str, ...], BeforeValidator(split_names)]
FeedNames = Annotated[tuple[FeedName, ...], BeforeValidator(split_names)]
DiscordIds = Annotated[tuple[DiscordId, ...], BeforeValidator(split_names)]
ShardIds = Annotated[
    tuple[int, ...], BeforeValidator(parse_ranges), AfterValidator(check_shard_ids)
]
