"""The documentation names only what exists, and stays short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").glob("*.md")),
)
FOLDERS = "bot|benchmarks|deploy|docs|playground|prompts|retrieval|tests"


def _paths(text: str) -> Iterator[str]:
    yield from re.findall(rf"`((?:{FOLDERS})/[^`*…]*)`", text)


def _links(text: str) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            yield target.partition("#")[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_exists(page: Path) -> None:
    """Every path, every test in it, and the target of every link."""
    text = page.read_text(encoding="utf-8")

    for named in _paths(text):
        path, _, test = named.partition("::")
        found = ROOT / path
        assert found.exists(), named
        assert not test or re.search(rf"^\s*(?:async )?def {test}\(", found.read_text(), re.M), (
            named
        )
    for target in _links(text):
        assert not target or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_name_modules_that_exist(page: Path) -> None:
    """`python -m package.module`."""
    for module in re.findall(r"python -m ((?:bot|benchmarks|playground)[\w.]*)", page.read_text()):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module


@pytest.mark.parametrize(("name", "limit"), [("README.md", 200), ("CONTRIBUTING.md", 150)])
def test_the_way_in_is_short(name: str, limit: int) -> None:
    """A page that people read before anything else stays under its limit of lines."""
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) < limit


def test_each_defense_of_the_threat_model_is_shown_by_a_test() -> None:
    """Except the one that has nothing to run."""
    page = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and "---" not in line]
    defenses = [row for row in rows if not row.startswith("| attack |")]

    assert len(defenses) > 20
    assert [row for row in defenses if "`tests/" not in row] == [
        "| taking actions | it has no tools, and its text is never executed | |"
    ]


def test_each_box_of_the_architecture_is_a_module() -> None:
    """A box is labelled with the path of a module or package, as in `["bot/answering/ask.py"]`."""
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    diagrams = re.findall(r"```mermaid\n(.*?)```", page, re.DOTALL)
    boxes = [box for diagram in diagrams for box in re.findall(r"\[\"([^\"<]+)", diagram)]

    assert len(diagrams) == 3
    assert len(boxes) > 20
    assert [box for box in boxes if not (ROOT / box).exists()] == []
