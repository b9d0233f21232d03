"""What the services really answered, from the data beside the project."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest

from retrieval.sources.http.answer import Fetched
from tests.shared_data import shared_path

_GZIP = b"\x1f\x8b"


def recorded(path: str) -> list[Any]:
    """Return the JSON of the answers in a file of the samples, which may be a cassette."""
    return [json.loads(answer.body) for answer in _recorded(path)]


def _recorded(path: str) -> list[Fetched]:
    found = shared_path(f"api_samples/{path}")
    if found.suffix == ".json":
        return [Fetched(f"file:{path}", 200, found.read_bytes())]
    return list(_cassette(found.read_text(encoding="utf-8")))


def _cassette(text: str) -> Iterator[Fetched]:
    yaml = pytest.importorskip("yaml")
    for exchange in yaml.safe_load(text)["interactions"]:
        response = exchange["response"]
        body = response["content"] if "content" in response else response["body"]["string"]
        body = body.encode() if isinstance(body, str) else body
        status = response.get("status_code") or response["status"]["code"]
        whole = gzip.decompress(body) if body.startswith(_GZIP) else body
        yield Fetched(exchange["request"]["uri"], status, whole)
