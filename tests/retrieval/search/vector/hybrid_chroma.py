"""Stand in for a Chroma that finds by words too: the routes that our client uses, on loopback.

The forms are those of https://docs.trychroma.com/cloud/search-api/overview. Only what is asked is
done; anything else is answered 404. Distances are Chroma's: 1 - cosine, and 1 - product.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from tests.servers.http import Served

ID = "7b4bb5a5-8d64-4a0c-9f2e-0f8a3c5f1d2e"


@dataclass
class HybridChroma(Served):
    """A server with one collection; `requests` has what it was asked, and as whom."""

    token: str = ""
    tenant: str = "default_tenant"
    database: str = "default_database"
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    collection: dict[str, Any] | None = None
    records: dict[str, tuple[list[float], dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))

    def asked(self, what: str) -> list[Any]:
        """Return the bodies of the requests whose path ends so."""
        return [body for _, path, body in self.requests if path.endswith(what)]

    def answer(self, method: str, path: str, body: Any) -> Any:
        """Return what is answered; KeyError for what is not there."""
        place = f"/tenants/{self.tenant}/databases/{self.database}"
        routes: dict[tuple[str, str], Callable[[Any], Any]] = {
            ("GET", "/auth/identity"): lambda _: {
                "user_id": "u", "tenant": self.tenant, "databases": [self.database]
            },
            ("GET", f"/tenants/{self.tenant}"): lambda _: {"name": self.tenant},
            ("GET", place): lambda _: {"id": ID, "name": self.database, "tenant": self.tenant},
            ("GET", "/pre-flight-checks"): lambda _: {
                "max_batch_size": 100, "supports_base64_encoding": True
            },
            ("POST", f"{place}/collections"): self._make,
            ("GET", f"{place}/collections/{ID}/count"): lambda _: len(self.records),
            ("POST", f"{place}/collections/{ID}/upsert"): self._upsert,
            ("POST", f"{place}/collections/{ID}/delete"): self._delete,
            ("POST", f"{place}/collections/{ID}/search"): self._search,
        }  # fmt: skip
        return routes[method, path](body)

    def _make(self, body: Any) -> Any:
        if self.collection is None:
            self.collection = {
                "id": ID, "name": body["name"], "metadata": body["metadata"],
                "schema": body["schema"], "configuration_json": {}, "dimension": None,
                "tenant": self.tenant, "database": self.database, "log_position": 0, "version": 0,
            }  # fmt: skip
        return self.collection

    def _upsert(self, body: Any) -> Any:
        for paper, vector, about in zip(
            body["ids"], body["embeddings"], body["metadatas"], strict=True
        ):
            if isinstance(vector, str):
                vector = np.frombuffer(base64.b64decode(vector), "<f4").tolist()
            before = self.records.get(paper, ([], {}))[1]
            kept = {**before, **about}
            self.records[paper] = vector, {k: v for k, v in kept.items() if v is not None}
        return {}

    def _delete(self, body: Any) -> Any:
        for paper in body["ids"]:
            self.records.pop(paper, None)
        return {"deleted": len(body["ids"])}

    def _search(self, body: Any) -> Any:
        found = [self._found(search) for search in body["searches"]]
        return {
            "ids": [[paper for paper, _ in one] for one in found],
            "scores": [[score for _, score in one] for one in found],
            "documents": [None] * len(found),
            "embeddings": [None] * len(found),
            "metadatas": [None] * len(found),
            "select": [search["select"]["keys"] for search in body["searches"]],
        }

    def _found(self, search: Any) -> list[tuple[str, float]]:
        assert search["select"] == {"keys": ["#score"]}
        knn = search["rank"]["$knn"]
        scored = []
        for paper, (vector, about) in self.records.items():
            if search["filter"] and not meets(search["filter"], paper, about):
                continue
            if knn["key"] == "#embedding":
                scored.append((paper, 1 - float(np.dot(vector, knn["query"]))))
            elif (product := _product(about.get(knn["key"]), knn["query"])) > 0:
                scored.append((paper, 1 - product))
        scored.sort(key=lambda one: one[1])
        return scored[: min(knn["limit"], search["limit"]["limit"])]


def meets(condition: Mapping[str, Any], paper: str, about: Mapping[str, Any]) -> bool:
    """Say whether a record meets a condition."""
    ((key, asked),) = condition.items()
    if key in ("$and", "$or"):
        each = [meets(one, paper, about) for one in asked]
        return all(each) if key == "$and" else any(each)
    ((operator, wanted),) = asked.items()
    value = paper if key == "#id" else about.get(key)
    if operator == "$in":
        return value in wanted
    if value is None:
        return False
    return {
        "$gte": lambda: value >= wanted,
        "$lte": lambda: value <= wanted,
        "$contains": lambda: wanted in value,
    }[operator]()


def _product(one: Any, other: Any) -> float:
    if one is None:
        return 0.0
    assert one["#type"] == other["#type"] == "sparse_vector"
    weights = dict(zip(one["indices"], one["values"], strict=True))
    return sum(
        weights.get(index, 0.0) * value
        for index, value in zip(other["indices"], other["values"], strict=True)
    )


def _handler(server: HybridChroma) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _do(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            path = urlsplit(self.path).path.removeprefix("/api/v2")
            server.requests.append((self.headers.get("x-chroma-token") or "", path, body))
            status, document = 200, None
            try:
                document = server.answer(self.command, path, body)
            except KeyError:
                status, document = 404, {"error": "NotFoundError", "message": "no such route"}
            if server.token and self.headers.get("x-chroma-token") != server.token:
                status, document = 401, {"error": "AuthError", "message": "who are you?"}
            written = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        do_GET = _do  # noqa: N815 - the names that the standard library calls
        do_POST = _do  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
