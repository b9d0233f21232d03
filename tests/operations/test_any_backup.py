"""Files that are to be put back: whole, or refused with nothing changed."""

from __future__ import annotations

import io
import random
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BackupError
from bot.operations.backup import back_up, restore
from tests.fuzzing import ODD, everywhere, fuzzed, quick
from tests.operations.test_backup import NOW, library, rows


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a backup of a small library."""
    folder = tmp_path_factory.mktemp("backup")
    back_up(library(folder / "a"), folder / "b.tar.zst", now=NOW, version="0.1.0")
    return folder / "b.tar.zst"


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """Give a library that is to stay as it is."""
    yield library(tmp_path / "target", papers=9)
    assert len(rows(tmp_path / "target" / "catalogue.db")) == 9


def _refused_or_whole(target: Path, data: bytes) -> None:
    """Try to put a file back; what is taken is the backup that was made, and is undone."""
    path = target.with_name("given.tar.zst")
    path.write_bytes(data)
    before = sorted(p.name for p in target.iterdir())
    with quick(5):
        try:
            restore(target, path, now=NOW, check=lambda _: None)
        except BackupError:
            assert sorted(p.name for p in target.iterdir()) == before
            return
    assert len(rows(target / "catalogue.db")) == 3
    shutil.rmtree(target)
    library(target, papers=9)


@fuzzed
@given(seed=st.integers(0, 2**32))
def test_any_damage(backup: Path, target: Path, seed: int) -> None:
    """Of the packed file: a byte, a piece, or the end is another or is gone."""
    chance, data = random.Random(seed), bytearray(backup.read_bytes())
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(data))
        how = chance.randrange(4)
        if how == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            del data[at : at + chance.randint(1, 50)]
        elif how == 2:
            del data[at:]
            data += b"\x00"
        else:
            data[at:at] = chance.randbytes(chance.randint(1, 20))
    _refused_or_whole(target, bytes(data))


def test_any_manifest(backup: Path, target: Path) -> None:
    """Each field of it holds what it should not."""
    plain = zstandard.ZstdDecompressor().decompressobj().decompress(backup.read_bytes())
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        held = {m.name: tar.extractfile(m).read() for m in tar.getmembers()}  # type: ignore[union-attr]
    spoiled = [*everywhere(held["manifest.json"].decode())]
    for manifest in (*spoiled[:: len(spoiled) // 60], "[" * 50_000, *ODD[::9]):
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as tar:
            for name, content in {**held, "manifest.json": manifest.encode()}.items():
                about = tarfile.TarInfo(name)
                about.size = len(content)
                tar.addfile(about, io.BytesIO(content))
        _refused_or_whole(target, zstandard.compress(packed.getvalue()))
