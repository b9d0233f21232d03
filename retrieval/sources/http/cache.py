"""Keep the last answers to conditional requests, so that a service need not send them again."""

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
    """What an address answered the last time: some of its headers, and its body."""

    url: str
    headers: dict[str, str]
    body: bytes

    def conditions(self) -> dict[str, str]:
        """Return the headers of a request that asks only for something newer."""
        return {asked: self.headers[name] for name, asked in _VALIDATORS if name in self.headers}


_DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


class AnswerCache:
    """The last answers, a file each in `folder`, of which the newest 256 are kept.

    Nothing in it is precious: what is damaged or cannot be written counts as absent.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, url: str) -> CachedAnswer | None:
        """Return the last answer of `url`."""
        with contextlib.suppress(*_DAMAGED):
            head, _, body = self._path(url).read_bytes().partition(b"\n")
            kept = json.loads(head)
            if kept["url"] == url and kept["sha256"] == hashlib.sha256(body).hexdigest():
                headers = {str(name): str(value) for name, value in kept["headers"].items()}
                return CachedAnswer(url, headers, body)
        return None

    def save(self, answer: CachedAnswer) -> None:
        """Keep an answer in the place of the one before; it is whole there or not at all."""
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
