"""Meter what models use: a call is reserved before it is made and settled whatever becomes of it.

The adapter that calls a model asks the meter in force; a front end puts one in force for all that
is made in a block, so that no call goes uncounted, whichever use case makes it
(docs/decisions/0039).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from bot.answering.language_model import Usage

Settle = Callable[[Usage], None]
"""Counts what a call used, in the place of its reservation; blocks, and never raises."""


class Meter(Protocol):
    """Says whether a model may be called, and counts what the call uses."""

    def reserve(self, model: str, most: Usage) -> Settle:
        """Reserve the most that a call may use, and return what settles it; block.

        Raises `OverBudget` where the model may not be called.
        """


_in_force: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def metered_by(meter: Meter) -> Iterator[None]:
    """Have `meter` asked about every call of a model in the block, and in tasks begun there."""
    token = _in_force.set(meter)
    try:
        yield
    finally:
        _in_force.reset(token)


def reserve(model: str, most: Usage) -> Settle:
    """Reserve a call with the meter in force, as `Meter.reserve`; nothing where there is none."""
    meter = _in_force.get()
    return (lambda usage: None) if meter is None else meter.reserve(model, most)
