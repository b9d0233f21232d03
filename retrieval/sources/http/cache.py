"""Cache answers to conditional requests, so that services need not send them again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

_MAX_ANSWERS = 256
_SUFFIX = ".answer"
_VALIDATORS = (("etag", "if-none-match"), ("last-modified", "if-modified-since"))
_KEPT_HEADERS = ("content-type", *(name for name, _ in _VALIDATORS))


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """The last answer of an address: its validators and content type, and its body."""

    url: str
    headers: dict[str, str]
    body: bytes

    def conditions(self) -> dict[str, str]:
        """Return the request headers that ask for a newer answer only."""
        return {asked: self.headers[name] for name, asked in _VALIDATORS if name in self.headers}


_DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


class AnswerCache:
    """Keeps the newest 256 answers, one file each, in `folder`.

    Damaged files count as absent, and failed writes are ignored.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, url: str) -> CachedAnswer | None:
        """Return the cached answer of `url`, or None."""
        with contextlib.suppress(*_DAMAGED):
            head, _, body = self._path(url).read_bytes().partition(b"\n")
            kept = json.loads(head)
            if kept["url"] == url and kept["sha256"] == hashlib.sha256(body).hexdigest():
                headers = {str(name): str(value) for name, value in kept["headers"].items()}
                return CachedAnswer(url, headers, body)
        return None

    def save(self, answer: CachedAnswer) -> None:
        """Replace the cached answer of the same URL, atomically."""
        headers = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
        digest = hashlib.sha256(answer.body).hexdigest()
        head = json.dumps({"url": answer.url, "headers": headers, "sha256": digest})
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self._folder, prefix=".new-")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(head.encode() + b"\n" + answer.body)
                Path(name).replace(self._path(answer.url))
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._delete_oldest()

    def _path(self, url: str) -> Path:
        return self._folder / (hashlib.sha256(url.encode()).hexdigest()[:32] + _SUFFIX)

    def _delete_oldest(self) -> None:
        files = list(self._folder.glob(f"*{_SUFFIX}"))
        if len(files) > _MAX_ANSWERS:
            for file in sorted(files, key=lambda file: file.stat().st_mtime)[:-_MAX_ANSWERS]:
                file.unlink(missing_ok=True)
