"""What is installed has all that the packages read beside their modules."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "playground", "prompts", "retrieval")
_NO_DATA = {".py", ".pyc", ".md"}


def test_every_data_file_is_packaged() -> None:
    """As `[tool.setuptools.package-data]` has it, by the package that it lies in."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]
    packaged = {
        path
        for package, globs in patterns.items()
        for glob in globs
        for path in (ROOT / package.replace(".", "/")).glob(glob)
    }
    there = {
        path
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in _NO_DATA and "__pycache__" not in path.parts
    }

    assert sorted(map(str, there - packaged)) == []
