"""A bot with many threads has its memory in few places, so that what one frees serves another."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_COUNT = """
import ctypes, sys, tempfile, threading
from bot.wiring.memory import keep_memory_together

keep_memory_together()
libc, barrier = ctypes.CDLL(None), threading.Barrier(12)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p

def allocate():
    barrier.wait()
    libc.malloc(100_000)
    barrier.wait()

threads = [threading.Thread(target=allocate) for _ in range(12)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
with tempfile.NamedTemporaryFile() as told:
    file = ctypes.c_void_p(libc.fopen(told.name.encode(), b"w"))
    libc.malloc_info(0, file)
    libc.fclose(file)
    sys.stdout.write(str(told.read().count(b"<heap nr=")))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="malloc is not glibc's")
@pytest.mark.parametrize(("environ", "most"), [({}, 2), ({"MALLOC_ARENA_MAX": "5"}, 5)])
def test_few_arenas(environ: dict[str, str], most: int) -> None:
    """Twelve threads share two arenas, or as many as whoever runs the bot has set."""
    done = subprocess.run(
        [sys.executable, "-c", _COUNT], env=environ, capture_output=True, text=True, check=True
    )

    assert done.stdout == str(most)
