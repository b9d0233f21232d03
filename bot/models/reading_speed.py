"""Learn how fast a model's server reads, to keep people from waiting for long prompts.

Most servers read thousands of tokens a second, and what precedes a first token is queueing, the
network, or thought. So a model counts as quick until it was seen to *write* slowly; how fast it
reads then follows from what it wrote and from how soon it began. What is learned is kept in a file
for each server and model.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from statistics import fmean, harmonic_mean

from pydantic import BaseModel, PositiveFloat

_SLOW_WRITING = 20.0  # tokens a second; hosted models write 30 and more
_MAX_WRITING = 100.0  # what arrives all at once was held back on its way
_READ_PER_WRITTEN = 6.0  # tokens read in the time of one written; processors read least, some six
_UNMEASURED_READING = 60.0  # of a model of 1.5 billion parameters on two cores
_MIN_WRITTEN_TOKENS = 20  # fewer say more of the network than of the server
_MIN_READ_TOKENS = 50
_MIN_SECONDS = 1e-3


class Speed(BaseModel, allow_inf_nan=False):
    """Tokens that a server writes, and at least reads, in a second."""

    writing: PositiveFloat
    reading: PositiveFloat


class ReadingSpeed:
    """The tokens that a model's server reads in a second, as far as its answers show.

    `is_small` says that the model is small by its name: it is expected to be slow, and is never
    given more than it was seen to read. The speed is kept in a file in `folder`, if there is one.
    """

    def __init__(
        self, folder: Path | None = None, host: str = "", model: str = "", *, is_small: bool = False
    ) -> None:
        name = hashlib.sha256(f"{host}\n{model}".encode()).hexdigest()[:16]
        self._path = None if folder is None else folder / f"{name}.json"
        self._is_small = is_small
        self._timed_out = False
        self._speed: Speed | None = None
        if self._path is not None:
            with suppress(OSError, ValueError):  # there is none, or the file is damaged
                self._speed = Speed.model_validate_json(self._path.read_bytes())

    @property
    def is_slow(self) -> bool:
        """Whether prompts must be short: the model writes slowly, or is small and unmeasured."""
        if self._speed is None:
            return self._is_small or self._timed_out
        return self._speed.writing < _SLOW_WRITING

    def tokens_within(self, seconds: float) -> int | None:
        """Return how many tokens are read in `seconds`; None if there is no need to count."""
        if not (self.is_slow or self._is_small):
            return None
        if self._speed is None:
            return int(_UNMEASURED_READING * seconds)
        return int(max(self._speed.reading, _READ_PER_WRITTEN * self._speed.writing) * seconds)

    def observe(
        self, read: int, reading_seconds: float, written: int, writing_seconds: float
    ) -> None:
        """Take an answer into account, and keep what was learned; blocks.

        Its prompt was `read` until the first token, its text `written` after it, in tokens.
        """
        if written < _MIN_WRITTEN_TOKENS:
            return
        writing = min(written / max(writing_seconds, _MIN_SECONDS), _MAX_WRITING)
        reading = _READ_PER_WRITTEN * writing
        if read >= _MIN_READ_TOKENS:
            reading = read / max(reading_seconds, _MIN_SECONDS)
        if (last := self._speed) is not None:
            # A server's load changes. A prompt that it had cached seems to be read in no time, and
            # counts for little in a harmonic mean.
            writing = fmean([last.writing, writing])
            reading = harmonic_mean([last.reading, reading])
        self._speed = Speed(writing=writing, reading=reading)
        if self._path is not None:
            with suppress(OSError):  # a folder that cannot be written to: learned again next time
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._path.write_text(self._speed.model_dump_json(), encoding="utf-8")

    def observe_timeout(self) -> None:
        """Note that no first token came in time: an unmeasured model gets a shorter prompt next.

        This is not kept, and says nothing of a model that was measured.
        """
        self._timed_out = True
