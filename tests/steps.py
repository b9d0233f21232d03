"""Count the steps of a function, to show how its time grows without measuring time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import FrameType
from typing import Any

CHARS = 240  # of the shorter text; the longer has twice as many
MAX_GROWTH = 2.8  # of steps: 2 if they grow with the text, 4 if with its square
MIN_STEPS = 3_000  # fewer say nothing of growth


def grows_too_fast(function: Callable[[str], object], unit: str) -> str:
    """Return the steps for a text and for one twice as long, if they grow faster than the text."""
    _run(function, unit * (3 * CHARS // 2 // len(unit)))  # loads and compiles what is needed once
    few, many = (count_steps(function, unit, chars) for chars in (CHARS, 2 * CHARS))
    return f"{few}, {many}" if many > max(MAX_GROWTH * few, MIN_STEPS) else ""


def count_steps(function: Callable[[str], object], unit: str, chars: int) -> int:
    """Return how many instructions of Python run for a text of a repeated unit.

    What runs in C counts as one, and an error is an answer like others.
    """
    text = unit * (chars // len(unit))
    steps = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal steps
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        _run(function, text)
    finally:
        sys.settrace(before)
    return steps


def _run(function: Callable[[str], object], text: str) -> None:
    with suppress(Exception):  # as for a text that is no date
        found = function(text)
        if isinstance(found, Iterator):
            for _ in found:
                pass
