"""Whatever file of the data folder is damaged, and however, a library works again.

Or it says which command makes it work, and then it does.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import build_context
from bot.cli.app import create_app
from bot.errors import StorageError
from bot.records.shelves import ShelfOwner
from bot.settings import load_settings
from bot.storage.stores import open_stores
from retrieval.search.vector import vectors

ANIMALS = "otter seal whale kelp urchin reef coral shark ray crab squid eel".split()
NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
SHELF = ShelfOwner("user", 1)
QUERY = "How far does the otter swim near a reef?"
_COMMAND = re.compile(r"`footnote ([^`]+)`")


def truncate(path: Path) -> None:
    """Keep the first half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def fill_with_zeros(path: Path) -> None:
    """Put zeros in the place of all bytes."""
    path.write_bytes(bytes(path.stat().st_size))


def empty(path: Path) -> None:
    """Leave no byte."""
    path.write_bytes(b"")


def delete(path: Path) -> None:
    """Take the file away."""
    path.unlink()


def fill_with_noise(path: Path) -> None:
    """Put noise in the place of all bytes."""
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def keep_head_only(path: Path) -> None:
    """Leave the first page of a database, or the first bytes, and put noise after them."""
    content = path.read_bytes()
    head = 4_096 if len(content) > 4_096 else 40
    path.write_bytes(content[:head] + random.Random(2).randbytes(max(0, len(content) - head)))


def flip_middle(path: Path) -> None:
    """Change every byte of the middle third."""
    content = path.read_bytes()
    third = len(content) // 3
    changed = bytes(byte ^ 0x55 for byte in content[third : 2 * third])
    path.write_bytes(content[:third] + changed + content[2 * third :])


DAMAGES = (truncate, fill_with_zeros, empty, delete, fill_with_noise, keep_head_only, flip_middle)


@dataclass(frozen=True, slots=True)
class Home:
    """A library with something kept in each of its files, a backup of it, and what it answers."""

    data_dir: Path
    backup: Path
    answers: Any


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Give a library that is large enough, by its settings, for Chroma to write a graph."""
    folder = tmp_path_factory.mktemp("home")
    data_dir, file, backup = folder / "library", folder / "papers.jsonl", folder / "backup"
    papers = [
        {
            "title": f"On the {a} and the {b}",
            "abstract": f"The {a} swims {n} km a day. It meets the {b} near a reef.",
        }
        for n, (a, b) in enumerate(zip(ANIMALS, ANIMALS[5:] + ANIMALS[:5], strict=True))
    ]
    file.write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(vectors._HNSW, "batch_size", 5)  # type: ignore[typeddict-unknown-key]
        patched.setitem(vectors._HNSW, "sync_threshold", 5)  # type: ignore[typeddict-unknown-key]
        run(data_dir, "ingest", "file", str(file))
    with open_stores(data_dir / "state.db") as community:
        community.shelves.add(SHELF, ["t-1"], 1, NOW)
    run(data_dir, "backup", str(backup))
    return Home(data_dir, backup, answers(data_dir))


def test_every_file_may_be_damaged(home: Home, tmp_path: Path) -> None:
    """Every other file, in some way: right answers, or a message whose command leads to them."""
    for number, name in enumerate(files_of(home)[::2]):
        assert_works_again(home, tmp_path, name, DAMAGES[number % len(DAMAGES)])


@pytest.mark.nightly
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_every_file_may_be_damaged_in_every_way(
    home: Home, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """Each file, in each of the ways."""
    for name in files_of(home):
        assert_works_again(home, tmp_path, name, damage)


def files_of(home: Home) -> list[Path]:
    """Return the library's files, those of every store among them."""
    paths = (path for path in home.data_dir.rglob("*") if path.is_file())
    names = sorted(path.relative_to(home.data_dir) for path in paths)
    stores = {"catalogue.db", "state.db", "tokens.db", "chroma", "tantivy"}
    assert stores <= {name.parts[0] for name in names}
    assert any(name.suffix == ".bin" for name in names)  # of Chroma's graph
    return names


def assert_works_again(
    home: Home, tmp_path: Path, name: Path, damage: Callable[[Path], None]
) -> None:
    """Damage a file of a copy: the library answers, at once or after the command it names."""
    data_dir = copy_library(home, tmp_path)
    damage(data_dir / name)
    if (data_dir / name).exists() and same(data_dir / name, home.data_dir / name):
        return  # there is nothing in it to be damaged
    expected = home.answers
    if name.name == "state.db" and damage in {empty, delete}:
        expected = [expected[0], []]  # nothing tells that anything was kept
    assert answers_after_repair(home, data_dir) == expected, f"{name}, {damage.__name__}"


@pytest.mark.parametrize(
    "damage",
    [empty, pytest.param(fill_with_noise, marks=pytest.mark.nightly)],
    ids=lambda damage: damage.__name__,
)
def test_damage_of_a_graph_and_of_the_checksums(
    home: Home, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """Checksums that cannot be read are no proof that the rest is whole."""
    data_dir = copy_library(home, tmp_path)
    damage(data_dir / "index-checksums.json")
    for path in (data_dir / "chroma").rglob("length.bin"):
        keep_head_only(path)

    assert answers_after_repair(home, data_dir) == home.answers


@pytest.mark.parametrize(
    "damage",
    [delete, fill_with_noise, pytest.param(empty, marks=pytest.mark.nightly)],
    ids=lambda damage: damage.__name__,
)
def test_starting_again_without_the_record(
    home: Home, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """Where there is no backup, the message says how to begin with no papers."""
    data_dir = copy_library(home, tmp_path)
    catalog = data_dir / "catalogue.db"
    damage(catalog)

    said = answers(data_dir)
    if "move it away" in said:
        catalog.rename(tmp_path / "away")
    assert "`footnote reindex`" in said
    run(data_dir, "reindex")

    assert answers(data_dir) == [[], home.answers[1]]


def test_a_backup_with_newer_tables_changes_nothing(home: Home, tmp_path: Path) -> None:
    """It is refused before it takes the library's place."""
    data_dir, newer = copy_library(home, tmp_path), tmp_path / "newer"
    with closing(sqlite3.connect(data_dir / "catalogue.db")) as connection, connection:
        connection.execute("UPDATE catalogue_version SET version_num = '9999'")
    run(data_dir, "backup", str(newer))
    data_dir = copy_library(home, tmp_path)

    code, _, err = invoke(data_dir, "restore", str(newer), "--replace")

    assert code == 3
    assert "newer Footnote" in err
    assert "Nothing was changed" in err
    assert answers(data_dir) == home.answers


def copy_library(home: Home, tmp_path: Path) -> Path:
    """Return a copy of the library in the place of the last one."""
    data_dir = tmp_path / "library"
    shutil.rmtree(data_dir, ignore_errors=True)
    return shutil.copytree(home.data_dir, data_dir)


def same(one: Path, other: Path) -> bool:
    """Tell whether two files hold the same."""
    return one.read_bytes() == other.read_bytes()


def answers_after_repair(home: Home, data_dir: Path) -> Any:
    """Return what the library answers, at first or after the command that its message names."""
    found = answers(data_dir)
    if isinstance(found, str):
        (command, *_) = _COMMAND.findall(found)
        run(data_dir, *command.replace("FILE", str(home.backup)).split())
        found = answers(data_dir)
    return found


def run(data_dir: Path, *arguments: str) -> str:
    """Run a command, which ends well, and return what it wrote."""
    code, out, err = invoke(data_dir, *arguments)
    assert code == 0, (arguments, out, err)
    return out


def answers(data_dir: Path) -> Any:
    """Return what the library answers to all that is asked of it; a message where it does not."""
    code, out, err = invoke(data_dir, "search", QUERY, "--json")
    if code:
        return json.loads(err.splitlines()[-1])["error"]["message"]
    found = [(hit["title"], round(hit["score"], 3)) for hit in json.loads(out)["results"]]
    try:
        with open_stores(data_dir / "state.db") as community:
            kept = community.shelves.papers(SHELF)
    except StorageError as error:
        return str(error)
    return [found, [each.paper_id for each in kept]]


def invoke(data_dir: Path, *arguments: str) -> tuple[int, str, str]:
    """Run a command in this process; return its exit code and what it wrote."""
    environ = {"FOOTNOTE_DATA_DIR": str(data_dir)}
    context = replace(build_context(), load_settings=lambda: load_settings(environ, None))
    done = CliRunner().invoke(create_app(context), arguments)
    return done.exit_code, done.stdout, done.stderr
