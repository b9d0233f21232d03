"""What is installed has all that the packages read beside their modules."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "playground", "prompts", "retrieval")
INSTALL = ("install", "--quiet", "--no-index", "--no-deps")
NOWHERE = "http://127.0.0.1:9"
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


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, and install it where nothing but its dependencies is."""
    folder = tmp_path_factory.mktemp("environment")
    source, wheels, venv = folder / "source", folder / "wheels", folder / "venv"
    source.mkdir()
    wheels.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, source / package, ignore=ignored)
    build = f"from setuptools import build_meta; build_meta.build_wheel({str(wheels)!r})"
    run(sys.executable, "-c", build, cwd=source)
    run(sys.executable, "-m", "venv", "--without-pip", venv)
    python = venv / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, *INSTALL, *wheels.glob("*.whl"))
    # Dependencies come from where the tests run. What is installed there as editable does not:
    # Python reads .pth files in an environment's own site-packages alone.
    here = sysconfig.get_path("purelib")
    (site_packages,) = venv.glob("lib/python*/site-packages")
    (site_packages / "dependencies.pth").write_text(f"{here}\n", encoding="utf-8")
    return venv


def test_the_wheel_works_in_an_empty_environment(environment: Path, tmp_path: Path) -> None:
    """From an empty home, offline: it is the wheel's code that loads papers and finds one."""
    footnote, python = environment / "bin" / "footnote", environment / "bin" / "python"
    query = ("search", "--json", "segment animals from few labelled images")

    where = run(python, "-c", "import bot; print(bot.__file__)", cwd=tmp_path)
    usage = run(footnote, "--help", cwd=tmp_path)
    run(footnote, "ingest", "starter", cwd=tmp_path)
    found = json.loads(run(footnote, *query, cwd=tmp_path))

    assert Path(where.strip()).is_relative_to(environment)
    assert "Usage: footnote" in usage
    assert found["results"]
    assert (tmp_path / ".local" / "share" / "footnote").is_dir()


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a program with an environment of its own and no network; return what it prints."""
    home = {"HOME": str(cwd)} if cwd else {}
    nowhere = {"http_proxy": NOWHERE, "https_proxy": NOWHERE, "PIP_NO_INDEX": "1"}
    done = subprocess.run(
        command,
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **home, **nowhere},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
