"""What is installed has all that the packages read beside their modules."""

from __future__ import annotations

import re
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


def test_a_licence_and_types_come_along() -> None:
    """The licence that the project states is there in full, and each package says it is typed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert (project["license"], project["license-files"]) == ("MIT", ["LICENSE"])
    assert licence.startswith("MIT License\n")
    assert "WITHOUT WARRANTY OF ANY KIND" in licence
    assert all((ROOT / package / "py.typed").is_file() for package in PACKAGES)


def test_the_production_lock_is_a_part_of_the_whole() -> None:
    """The container gets the versions that the tests ran with, and no tool for development."""
    whole, production = pins("requirements.lock"), pins("requirements-production.lock")
    tools = {"hypothesis", "import-linter", "mypy", "playwright", "pytest", "ruff", "simcord"}

    assert production.items() <= whole.items()
    assert tools <= whole.keys()
    assert not tools & production.keys()


def pins(lock: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Return each package of a lock with its version and hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==(\S+)(.*(?:\n .*)*)", text, re.MULTILINE)
    return {
        name: (version, frozenset(re.findall(r"sha256:(\w+)", rest)))
        for name, version, rest in entries
    }


def test_holes_can_be_reported() -> None:
    """SECURITY.md says how, and the pages that it names are there."""
    policy = (ROOT / "SECURITY.md").read_text(encoding="utf-8")

    assert "Report a vulnerability" in policy
    assert all((ROOT / page).is_file() for page in re.findall(r"\]\((docs/[^)#]+)\)", policy))
