"""A bot with many threads has its memory in few places, so that what one frees serves another."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_COUNT = """
import ctypes, sys, tempfile, threading
from bot.bootstrap.memory import keep_memory_together

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


_RESIDENT = """
import sys
from pathlib import Path
from bot.bootstrap.memory import give_back

def resident():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

kept = [bytes(50_000) for _ in range(2_000)]  # too small to be mapped, each by itself
last = bytes(50_000)  # and this lies above them
before = resident()
kept.clear()
freed = resident()
give_back()
sys.stdout.write(f"{before - freed} {freed - resident()}")
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="malloc is not glibc's")
def test_what_is_free_goes_back() -> None:
    """Also what lies below something that is in use, of which malloc itself gives nothing back."""
    done = subprocess.run(
        [sys.executable, "-c", _RESIDENT], env={}, capture_output=True, text=True, check=True
    )
    by_itself, given = map(int, done.stdout.split())

    assert by_itself < 50_000  # kB
    assert given > 50_000
