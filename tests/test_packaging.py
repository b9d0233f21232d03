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
from typing import Any
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parent.parent
PLAYGROUND = ROOT / "playground"
FOLDERS = {  # of packages, by the folder of their distribution
    ROOT: ("bot", "prompts", "retrieval"),
    PLAYGROUND: ("src",),
}
INSTALL = ("install", "--quiet", "--no-index", "--no-deps", "--no-compile")
NOWHERE = "http://127.0.0.1:9"
_NO_DATA = {".py", ".pyc", ".md"}


both = pytest.mark.parametrize("root", FOLDERS, ids=["footnote", "discord-playground"])


@both
def test_every_data_file_is_packaged(root: Path) -> None:
    """As `[tool.setuptools.package-data]` has it, by the package that it lies in."""
    setuptools = read_project(root)["tool"]["setuptools"]
    (where,) = setuptools["packages"]["find"].get("where", ["."])
    packaged = {
        path
        for package, globs in setuptools["package-data"].items()
        for glob in globs
        for path in (root / where / package.replace(".", "/")).glob(glob)
    }
    there = {
        path
        for folder in FOLDERS[root]
        for path in (root / folder).rglob("*")
        if path.is_file() and path.suffix not in _NO_DATA and not _is_made(path)
    }

    assert packaged
    assert sorted(map(str, there - packaged)) == []


@both
def test_a_license_and_types_come_along(root: Path) -> None:
    """The license that the project states is there in full, and each package says it is typed."""
    project = read_project(root)["project"]
    license_text = (root / "LICENSE").read_text(encoding="utf-8")

    assert (project["license"], project["license-files"]) == ("MIT", ["LICENSE"])
    assert license_text.startswith("MIT License\n")
    assert "WITHOUT WARRANTY OF ANY KIND" in license_text
    assert all(list((root / folder).rglob("py.typed")) for folder in FOLDERS[root])


def test_production_has_no_playground() -> None:
    """What only the playground needs is none of Footnote's dependencies."""
    needed, theirs = (names(read_project(root)["project"]["dependencies"]) for root in FOLDERS)

    assert {"jsonschema", "orjson"} <= theirs
    assert not {"jsonschema", "orjson", "discord-playground"} & needed
    assert "discord-playground" not in pins("requirements-production.lock")


def read_project(root: Path) -> dict[str, Any]:
    """Return a distribution's pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def names(requirements: list[str]) -> set[str]:
    """Return the names of required packages."""
    return {re.split(r"[^\w.-]", requirement)[0] for requirement in requirements}


def _is_made(path: Path) -> bool:
    return any(part == "__pycache__" or part.endswith(".egg-info") for part in path.parts)


def test_the_production_lock_is_a_part_of_the_whole() -> None:
    """The container gets the versions that the tests ran with, and no tool for development."""
    whole, production = pins("requirements.lock"), pins("requirements-production.lock")
    tools = {"hypothesis", "import-linter", "mypy", "playwright", "pytest", "ruff"}

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


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both wheels, and install them where nothing but their dependencies is."""
    folder = tmp_path_factory.mktemp("environment")
    wheels, venv = folder / "wheels", folder / "venv"
    wheels.mkdir()
    for number, root in enumerate(FOLDERS):
        build_wheel(root, folder / str(number), wheels)
    run(sys.executable, "-m", "venv", "--without-pip", venv)
    python = venv / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, *INSTALL, *wheels.glob("*.whl"))
    # Dependencies come from where the tests run. What is installed there as editable does not:
    # Python reads .pth files in an environment's own site-packages alone.
    here = sysconfig.get_path("purelib")
    (site_packages,) = venv.glob("lib/python*/site-packages")
    (site_packages / "dependencies.pth").write_text(f"{here}\n", encoding="utf-8")
    return venv


def build_wheel(root: Path, source: Path, wheels: Path) -> None:
    """Build a distribution's wheel from a copy, since building writes beside the sources."""
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, source)
    for folder in FOLDERS[root]:
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(root / folder, source / folder, ignore=ignored)
    build = f"from setuptools import build_meta; build_meta.build_wheel({str(wheels)!r})"
    run(sys.executable, "-c", build, cwd=source)


def test_the_wheel_works_in_an_empty_environment(
    environment: Path, starter_library: Path, tmp_path: Path
) -> None:
    """Offline: it is the wheel's code that has the starter papers, and finds one of them."""
    footnote, python = environment / "bin" / "footnote", environment / "bin" / "python"
    query = ("search", "--json", "segment animals from few labelled images")

    where = run(python, "-c", "import bot; print(bot.__file__)", cwd=tmp_path)
    usage = run(footnote, "--help", cwd=tmp_path)
    shutil.copytree(starter_library, tmp_path / ".local" / "share" / "footnote")
    known = run(footnote, "ingest", "starter", cwd=tmp_path)
    found = json.loads(run(footnote, *query, cwd=tmp_path))

    assert Path(where.strip()).is_relative_to(environment)
    assert "Usage: footnote" in usage
    assert "67 unchanged" in known
    assert found["results"]


def test_the_playground_works_in_an_empty_environment(environment: Path, tmp_path: Path) -> None:
    """Its page and a bot's token are there once it is started."""
    with subprocess.Popen(
        [environment / "bin" / "discord-playground", "--port", "0"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        text=True,
    ) as playground:
        assert playground.stdout is not None
        try:
            address = playground.stdout.readline().split()[-1]
            token = playground.stdout.readline()
            pages = [
                urlopen(address + path, timeout=60).read()
                for path in ("/", "/page/app.js", "/page/css/tokens.css", "/page/icon.svg")
            ]
        finally:
            playground.terminate()

    assert "DISCORD_TOKEN=" in token
    assert b"Discord playground" in pages[0]
    assert all(pages)
    assert playground.returncode == 0


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
