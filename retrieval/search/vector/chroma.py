"""Connect to Chroma (a folder, a server, or the cloud), and translate filters for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from retrieval.paper import Paper
from retrieval.provenance import UPLOAD
from retrieval.search.query import Filters, expand_categories, fold_categories
from retrieval.text.surrogates import replace_surrogates

if TYPE_CHECKING:
    from chromadb.api import ClientAPI


@dataclass(frozen=True, slots=True)
class ChromaAccess:
    """Credentials and database of a Chroma server; empty for its defaults."""

    token: str = field(default="", repr=False)
    tenant: str = ""
    database: str = ""


def _forget_store(folder: str) -> None:
    """Drop a store that Chroma failed to open and would otherwise keep half-open."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient._identifier_to_system.pop(folder, None)
    SharedSystemClient._identifier_to_refcount.pop(folder, None)


def connect(where: Path | str, access: ChromaAccess) -> ClientAPI:
    """Return a client; raise chromadb's and httpx's errors."""
    import chromadb
    from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings

    settings = Settings(anonymized_telemetry=False)
    if isinstance(where, Path):
        where.mkdir(parents=True, exist_ok=True)
        try:
            return chromadb.PersistentClient(path=str(where), settings=settings)
        except BaseException:
            _forget_store(str(where))
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


def to_metadata(paper: Paper) -> Mapping[str, Any]:
    """Return the metadata for filters; None deletes the value of an earlier version.

    Chroma rejects empty lists.
    """
    return {
        "source": paper.source,
        "year": paper.year,
        "categories": expand_categories(paper.categories) or None,
        "place": paper.place or None,
    }


def to_where(filters: Filters) -> dict[str, Any] | None:
    """Translate filters, except authors, for Chroma; None if there are none."""
    conditions: list[dict[str, Any]] = []
    if filters.year_from is not None:
        conditions.append({"year": {"$gte": filters.year_from}})
    if filters.year_to is not None:
        conditions.append({"year": {"$lte": filters.year_to}})
    if filters.sources:
        conditions.append({"source": {"$in": list(map(replace_surrogates, filters.sources))}})
    if categories := fold_categories(filters.categories):
        conditions.append(_combine("$or", [{"categories": {"$contains": c}} for c in categories]))
    if filters.place is not None:
        here = {"place": filters.place}
        conditions.append({"$or": [{"source": {"$ne": UPLOAD}}, here]})
    return _combine("$and", conditions) if conditions else None


def _combine(operator: str, conditions: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the conditions as one; Chroma refuses an operator with a single one."""
    return conditions[0] if len(conditions) == 1 else {operator: conditions}
