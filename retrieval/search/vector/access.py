"""The way to a Chroma: a folder, a server, or the cloud."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from chromadb.api import ClientAPI


@dataclass(frozen=True, slots=True)
class Access:
    """As whom a Chroma server is asked, and for which of its databases; empty is its default."""

    token: str = field(default="", repr=False)
    tenant: str = ""
    database: str = ""


def _forget(folder: str) -> None:
    """Have Chroma try anew what it could not open: it would keep the half-opened store for good."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient._identifier_to_system.pop(folder, None)
    SharedSystemClient._identifier_to_refcount.pop(folder, None)


def connect(where: Path | str, access: Access) -> ClientAPI:
    """Return a client; raises what chromadb and httpx raise where nothing answers."""
    import chromadb
    from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings

    settings = Settings(anonymized_telemetry=False)
    if isinstance(where, Path):
        where.mkdir(parents=True, exist_ok=True)
        try:
            return chromadb.PersistentClient(path=str(where), settings=settings)
        except BaseException:
            _forget(str(where))
            raise
    address = urlsplit(where)
    secure = address.scheme == "https"
    return chromadb.HttpClient(
        host=address.hostname or "localhost",
        port=address.port or (443 if secure else 8000),
        ssl=secure,
        settings=settings,
        headers={"x-chroma-token": access.token} if access.token else None,
        tenant=access.tenant or DEFAULT_TENANT,
        database=access.database or DEFAULT_DATABASE,
    )
