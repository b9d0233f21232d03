"""Have memory that one thread frees serve the others, and what nobody needs go back."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress

_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's malloc.h."""
_ARENAS = 2


def keep_memory_together() -> None:
    """Have glibc's malloc keep few arenas for all threads; to be called before there are many.

    By default there are eight for each core. What is freed in one serves only the threads that use
    it: in six days of `benchmarks.measure.chaos` on two cores a bot of thirty threads went from
    661 MB to 745, of which mallinfo2 called 162 and then 254 free, and from 236 to 241 used. With
    two it went from 612 to 627, and held 80 free all the time. Nothing is done where the libc is
    another, or the environment says how many.
    https://www.gnu.org/software/libc/manual/html_node/Malloc-Tunable-Parameters.html
    """
    environ = os.environ
    if "MALLOC_ARENA_MAX" in environ or "arena_max" in environ.get("GLIBC_TUNABLES", ""):
        return
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Have glibc's malloc give back to the system what is free; blocks for hundredths of a second.

    Loading the models takes a quarter of a gigabyte more than they then need, which malloc keeps
    where it lies below something that is in use.
    https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
