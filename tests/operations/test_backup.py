"""A backup holds what cannot be made again, is taken while others write, and is put back whole."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard

from bot.operations.backup import BackupFailed, back_up, put_back

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def library(folder: Path, papers: int = 3) -> Path:
    """Make the databases of a library, and what is derived from them."""
    folder.mkdir(exist_ok=True)
    for name, rows in (("catalogue.db", papers), ("state.db", 1)):
        with closing(sqlite3.connect(folder / name)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("CREATE TABLE papers (id INTEGER PRIMARY KEY, twin INTEGER)")
            connection.executemany(
                "INSERT INTO papers VALUES (?, ?)", [(i, i) for i in range(rows)]
            )
            connection.commit()
    (folder / "tantivy").mkdir(exist_ok=True)
    (folder / "tantivy" / "old").write_text("derived")
    return folder


def rows(database: Path) -> list[tuple[int, int]]:
    """Return what a database holds."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT id, twin FROM papers ORDER BY id").fetchall()


def test_there_and_back(tmp_path: Path) -> None:
    """Into an empty folder, without the indexes, for its owner's eyes alone."""
    source = library(tmp_path / "a")
    to = tmp_path / "backup.tar.zst"
    target = tmp_path / "b"
    target.mkdir()

    made = back_up(source, to, now=NOW, version="0.1.0")
    restored, aside = put_back(target, to, now=NOW)

    assert set(made.files) == {"catalogue.db", "state.db"}
    assert (restored, aside) == (made, None)
    assert rows(target / "catalogue.db") == rows(source / "catalogue.db")
    assert sorted(p.name for p in target.iterdir()) == ["catalogue.db", "state.db"]
    assert to.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b", "backup.tar.zst"]


def test_what_was_there_is_kept_aside(tmp_path: Path) -> None:
    """With the indexes that belong to it."""
    source, target = library(tmp_path / "a", 5), library(tmp_path / "b", 2)
    back_up(source, tmp_path / "x", now=NOW, version="")

    _, aside = put_back(target, tmp_path / "x", now=NOW)

    assert aside == target / "before-restore-20260301-083000"
    assert len(rows(aside / "catalogue.db")) == 2
    assert (aside / "tantivy" / "old").exists()
    assert not (target / "tantivy").exists()
    assert len(rows(target / "catalogue.db")) == 5


def test_while_others_write(tmp_path: Path) -> None:
    """Both halves of each transaction are in it, or neither."""
    source = library(tmp_path / "a")
    stopping = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(source / "catalogue.db", timeout=30)) as connection:
            number = 1_000
            while not stopping.is_set():
                with connection:
                    connection.execute("INSERT INTO papers VALUES (?, ?)", (number, number + 1))
                    connection.execute("INSERT INTO papers VALUES (?, ?)", (number + 1, number))
                number += 2

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(3):
            back_up(source, tmp_path / f"x{n}", now=NOW, version="")
    finally:
        stopping.set()
        writer.join()

    for n in range(3):
        target = tmp_path / f"t{n}"
        target.mkdir()
        put_back(target, tmp_path / f"x{n}", now=NOW)
        found = {a for a, _ in rows(target / "catalogue.db")}
        assert all(twin in found for _, twin in rows(target / "catalogue.db"))


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A backup of yesterday stays."""
    (tmp_path / "x").write_text("yesterday's")

    with pytest.raises(BackupFailed, match="there already"):
        back_up(library(tmp_path / "a"), tmp_path / "x", now=NOW, version="")

    assert (tmp_path / "x").read_text() == "yesterday's"


def test_without_a_library(tmp_path: Path) -> None:
    """There is nothing to keep."""
    with pytest.raises(BackupFailed, match="no library"):
        back_up(tmp_path, tmp_path / "x", now=NOW, version="")


def test_into_no_folder(tmp_path: Path) -> None:
    """What, why, and nothing left behind."""
    with pytest.raises(BackupFailed, match="There is no folder"):
        back_up(library(tmp_path / "a"), tmp_path / "no" / "x", now=NOW, version="")


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """Nobody is told the name of a file in between, or a number of the system's."""
    with pytest.raises(BackupFailed) as caught:
        back_up(library(tmp_path / "a"), Path("/proc/x"), now=NOW, version="")

    assert str(caught.value) == (
        "The backup cannot be written to /proc/x: No such file or directory. "
        "Choose another place, or mend that."
    )


def packed(files: dict[str, bytes]) -> bytes:
    """Return a compressed tar of files."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        for name, content in files.items():
            about = tarfile.TarInfo(name)
            about.size = len(content)
            tar.addfile(about, io.BytesIO(content))
    return zstandard.ZstdCompressor().compress(plain.getvalue())


def manifest(**changes: object) -> bytes:
    """Return a manifest of one empty catalogue, with changes."""
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    files = {"catalogue.db": {"bytes": 0, "sha256": empty}}
    return json.dumps(
        {"form": 1, "made_at": NOW.isoformat(), "version": "", "files": files, **changes}
    ).encode()


def file_of(name: str, content: bytes, sha256: str = "0" * 64) -> dict[str, object]:
    """Return what a manifest tells of one file."""
    return {name: {"bytes": len(content), "sha256": sha256}}


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"no archive",
        packed({}),
        packed({"manifest.json": b"{}"}),
        packed({"manifest.json": b"[1]"}),
        packed({"manifest.json": manifest(files={"catalogue.db": {}})}),
        packed({"manifest.json": manifest()}),
        packed({"manifest.json": manifest(files=file_of("../evil", b"x")), "../evil": b"x"}),
        packed({"manifest.json": manifest(), "catalogue.db": b"", "extra": b"x"}),
        packed(
            {"manifest.json": manifest(files=file_of("catalogue.db", b"x")), "catalogue.db": b"x"}
        ),
        packed({"manifest.json": manifest(made_at="yesterday")}),
    ],
    ids=range(11),
)
def test_what_is_no_backup_changes_nothing(tmp_path: Path, damaged: bytes) -> None:
    """The library stays as it was."""
    target = library(tmp_path / "b")
    (tmp_path / "x").write_bytes(damaged)

    with pytest.raises(BackupFailed, match="is no backup of Footnote's, or is damaged"):
        put_back(target, tmp_path / "x", now=NOW)

    assert len(rows(target / "catalogue.db")) == 3
    assert not list(tmp_path.glob("**/evil"))
    assert not list(target.glob("before-*"))


@pytest.mark.parametrize("cut", [0.2, 0.6, 0.99])
def test_a_cut_file_changes_nothing(tmp_path: Path, cut: float) -> None:
    """As where a disk was full."""
    to = tmp_path / "x"
    back_up(library(tmp_path / "a", 2_000), to, now=NOW, version="")
    whole = to.read_bytes()
    to.write_bytes(whole[: int(cut * len(whole))])
    target = library(tmp_path / "b")

    with pytest.raises(BackupFailed, match="damaged"):
        put_back(target, to, now=NOW)

    assert len(rows(target / "catalogue.db")) == 3


def test_of_a_newer_footnote(tmp_path: Path) -> None:
    """It says so."""
    (tmp_path / "x").write_bytes(packed({"manifest.json": manifest(form=2)}))

    with pytest.raises(BackupFailed, match="newer Footnote"):
        put_back(library(tmp_path / "b"), tmp_path / "x", now=NOW)
