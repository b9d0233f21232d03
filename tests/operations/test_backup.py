"""A backup holds what cannot be made again, is taken while others write, and is put back whole."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import tarfile
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import zstandard

from bot.errors import BackupError
from bot.operations.backup import back_up, restore

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


def sound(_: Path) -> None:
    """Find nothing wrong with what is unpacked."""


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
    restored, aside = restore(target, to, now=NOW, check=sound)

    assert set(made) == {"catalogue.db", "state.db"}
    assert (restored, aside) == (NOW, None)
    assert rows(target / "catalogue.db") == rows(source / "catalogue.db")
    assert sorted(p.name for p in target.iterdir()) == ["catalogue.db", "state.db"]
    assert to.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b", "backup.tar.zst"]


def test_what_was_there_is_kept_aside(tmp_path: Path) -> None:
    """With the indexes that belong to it."""
    source, target = library(tmp_path / "a", 5), library(tmp_path / "b", 2)
    back_up(source, tmp_path / "x", now=NOW, version="")

    _, aside = restore(target, tmp_path / "x", now=NOW, check=sound)

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
        restore(target, tmp_path / f"x{n}", now=NOW, check=sound)
        found = {a for a, _ in rows(target / "catalogue.db")}
        assert all(twin in found for _, twin in rows(target / "catalogue.db"))


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
    """Return a manifest of one empty catalog, with changes."""
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

    with pytest.raises(BackupError, match="is damaged, or not a backup of Footnote"):
        restore(target, tmp_path / "x", now=NOW, check=sound)

    assert len(rows(target / "catalogue.db")) == 3
    assert not list(tmp_path.glob("**/evil"))
    assert not list(target.glob("before-*"))


def bomb(kind: bytes, *, first: bool) -> Iterator[bytes]:
    """Yield an archive with a header of 200 MB of zeros, before the manifest or after it."""
    header = tarfile.TarInfo("x")
    header.type, header.size = kind, 200 * 2**20
    about = tarfile.TarInfo("manifest.json")
    told = manifest(files={"catalogue.db": {"bytes": 200 * 2**20, "sha256": "0" * 64}})
    about.size = len(told)
    named = [about.tobuf() + told + b"\0" * (-len(told) % 512)]
    yield from () if first else named
    yield header.tobuf(tarfile.GNU_FORMAT)
    yield from (b"\0" * 2**20 for _ in range(200))
    yield from named if first else ()


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    "kind",
    [
        tarfile.XHDTYPE,
        tarfile.XGLTYPE,
        tarfile.GNUTYPE_LONGNAME,
        tarfile.GNUTYPE_LONGLINK,
        tarfile.GNUTYPE_SPARSE,
    ],
)
def test_a_bomb_is_never_held(tmp_path: Path, kind: bytes, first: bool) -> None:
    """An archive of a few kilobytes is refused before its header of 200 MB is in memory."""
    target = library(tmp_path / "b")
    with (
        (tmp_path / "x").open("wb") as file,
        zstandard.ZstdCompressor().stream_writer(file) as packing,
    ):
        for chunk in bomb(kind, first=first):
            packing.write(chunk)
    tracemalloc.start()
    try:
        with pytest.raises(BackupError, match="damaged"):
            restore(target, tmp_path / "x", now=NOW, check=sound)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 20 * 2**20
    assert len(rows(target / "catalogue.db")) == 3
    assert sorted(path.name for path in target.iterdir()) == ["catalogue.db", "state.db", "tantivy"]


def test_more_than_any_backup_holds(tmp_path: Path) -> None:
    """What claims to unpack to thousands of times its size is refused before it is unpacked."""
    target = library(tmp_path / "b")
    huge = manifest(files={"catalogue.db": {"bytes": 2**40, "sha256": "0" * 64}})
    (tmp_path / "x").write_bytes(packed({"manifest.json": huge}))

    with pytest.raises(BackupError, match=r"would unpack to 1,099,512 MB.*Nothing was changed"):
        restore(target, tmp_path / "x", now=NOW, check=sound)
    assert len(rows(target / "catalogue.db")) == 3


def test_more_than_there_is_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused before the disk is full, with where to put it."""
    back_up(library(tmp_path / "a"), tmp_path / "x", now=NOW, version="")
    target = library(tmp_path / "b")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000))

    with pytest.raises(BackupError, match=r"has 1 MB free\. Nothing was changed. Free some space"):
        restore(target, tmp_path / "x", now=NOW, check=sound)
    assert len(rows(target / "catalogue.db")) == 3


def test_of_older_versions(tmp_path: Path) -> None:
    """Their archives have headers of fractions of seconds, and of sizes, before each file."""
    made = tmp_path / "x"
    back_up(library(tmp_path / "a"), made, now=NOW, version="")
    plain = zstandard.ZstdDecompressor().decompressobj().decompress(made.read_bytes())
    with (
        tarfile.open(fileobj=io.BytesIO(plain)) as read,
        tarfile.open(tmp_path / "old", "w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for member in read.getmembers():
            member.mtime += 0.25
            member.pax_headers = {"size": str(member.size)}
            tar.addfile(member, read.extractfile(member))
    made.write_bytes(zstandard.compress((tmp_path / "old").read_bytes()))
    target = library(tmp_path / "b", 9)
    restore(target, made, now=NOW, check=sound)

    assert len(rows(target / "catalogue.db")) == 3


@pytest.mark.parametrize("cut", [0.2, 0.6, 0.99])
def test_a_cut_file_changes_nothing(tmp_path: Path, cut: float) -> None:
    """As where a disk was full."""
    to = tmp_path / "x"
    back_up(library(tmp_path / "a", 2_000), to, now=NOW, version="")
    whole = to.read_bytes()
    to.write_bytes(whole[: int(cut * len(whole))])
    target = library(tmp_path / "b")

    with pytest.raises(BackupError, match="damaged"):
        restore(target, to, now=NOW, check=sound)

    assert len(rows(target / "catalogue.db")) == 3


def test_of_a_newer_footnote(tmp_path: Path) -> None:
    """It says so."""
    (tmp_path / "x").write_bytes(packed({"manifest.json": manifest(form=2)}))

    with pytest.raises(BackupError, match="newer Footnote"):
        restore(library(tmp_path / "b"), tmp_path / "x", now=NOW, check=sound)


def test_a_damaged_source_is_named_and_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    """The message blames the database, not the target; no hidden copy stays."""
    data, to = tmp_path / "data", tmp_path / "backups"
    data.mkdir()
    to.mkdir()
    (data / "catalogue.db").write_bytes(b"this is no database" * 500)
    left = to / ".footnote-backup-killed"
    left.mkdir()
    (left / "state.db").write_bytes(b"a whole copy")

    with pytest.raises(BackupError, match=r"catalogue\.db is damaged"):
        back_up(data, to / "one.backup", now=datetime.now(UTC), version="1")
    assert list(to.iterdir()) == []
