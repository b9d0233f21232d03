"""Estimate how fast a model's server reads prompts, to keep people from waiting for long ones."""

from __future__ import annotations

_WEIGHT = 0.5  # of the latest reading: a server's load changes
_MIN_SECONDS = 1e-3
_MIN_TOKENS = 50  # fewer say more of the network than of the server


class ReadingSpeed:
    """The tokens that a server reads in a second, from the waits for its first tokens.

    `tokens_per_second` is the estimate before anything is read. What a server has cached, it need
    not read, and seems faster for it.
    """

    def __init__(self, tokens_per_second: float = 70.0) -> None:
        self.tokens_per_second = tokens_per_second

    def observe(self, tokens: int, seconds: float) -> None:
        """Take into account a prompt of `tokens` after which the first token came in `seconds`."""
        if tokens >= _MIN_TOKENS:
            latest = tokens / max(seconds, _MIN_SECONDS)
            self.tokens_per_second += _WEIGHT * (latest - self.tokens_per_second)

    def tokens_within(self, seconds: float) -> int:
        """Return how many tokens are read in `seconds`."""
        return int(self.tokens_per_second * seconds)
