"""The folder of a library, and who holds it."""

import errno
import json
import os
import signal
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from retrieval.errors import DataDirectoryError, LibraryInUse
from retrieval.library.data_directory import DataDirectory

ROOT = Path(__file__).parents[3]
HOLD = """
import sys, time
from retrieval.library.data_directory import DataDirectory
with DataDirectory.open(sys.argv[2]):
    print("held", flush=True)
    time.sleep(60)
"""


def refusing(number: int) -> object:
    """Return a write that fails with that error number."""

    def write(descriptor: int, data: bytes) -> int:
        raise OSError(number, os.strerror(number))

    return write


def test_makes_a_private_folder(tmp_path: Path) -> None:
    """The folder is made, its parents too, for its owner alone."""
    path = tmp_path / "a" / "b"

    with DataDirectory.open(path) as directory:
        mode = stat.S_IMODE(path.stat().st_mode)

    assert directory.path == path
    assert mode == 0o700


def test_says_where_things_lie(tmp_path: Path) -> None:
    """Each part of the library has its own place in the folder."""
    directory = DataDirectory(tmp_path)

    places = {directory.catalog, directory.chroma, directory.tantivy, directory.cache}

    assert len(places) == 4
    assert {place.parent for place in places} == {tmp_path}


def test_leaves_nothing_but_the_lock(tmp_path: Path) -> None:
    """The probe is cleared away."""
    with DataDirectory.open(tmp_path):
        pass

    assert [entry.name for entry in tmp_path.iterdir()] == ["lock"]


def test_is_held_once(tmp_path: Path) -> None:
    """A second holder is told which process holds the folder, since when, and what to do."""
    now = datetime(2026, 11, 24, 14, 2)
    arguments = ["/opt/bin/footnote", "chat", "my secret question"]
    with (
        DataDirectory.open(tmp_path, now=lambda: now, arguments=arguments),
        pytest.raises(LibraryInUse) as caught,
        DataDirectory.open(tmp_path),
    ):
        pass

    message = str(caught.value)
    assert f"process {os.getpid()} (footnote chat, since 14:02" in message
    assert "FOOTNOTE_DATA_DIR" in message
    assert "secret" not in (tmp_path / "lock").read_text()


def test_is_free_after_use(tmp_path: Path) -> None:
    """The folder can be held again once it was let go, also by an error."""
    with pytest.raises(KeyError), DataDirectory.open(tmp_path):
        raise KeyError

    with DataDirectory.open(tmp_path) as directory:
        assert directory.path == tmp_path


@pytest.mark.parametrize("written", ["", "{", "[]", '{"pid": 1}', "\udcff"])
def test_a_damaged_lock_file_is_no_hindrance(tmp_path: Path, written: str) -> None:
    """Whatever stands in the file, only the kernel's lock counts."""
    with DataDirectory.open(tmp_path):
        (tmp_path / "lock").write_bytes(written.encode(errors="surrogateescape"))
        with pytest.raises(LibraryInUse, match="in use by another process"):
            DataDirectory.open(tmp_path).__enter__()

    with DataDirectory.open(tmp_path):
        assert json.loads((tmp_path / "lock").read_text())["pid"] == os.getpid()


def test_a_killed_process_frees_it(tmp_path: Path) -> None:
    """A process killed without a chance to clean up leaves the folder free."""
    command = [sys.executable, "-c", HOLD, "run", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"
            with pytest.raises(LibraryInUse, match=f"process {process.pid} "):
                DataDirectory.open(tmp_path).__enter__()
        finally:
            process.send_signal(signal.SIGKILL)
        process.wait()

    with DataDirectory.open(tmp_path) as directory:
        assert directory.path == tmp_path


def test_reading_asks_for_no_lock(tmp_path: Path) -> None:
    """A reader is let in while another process writes, and writes nothing."""
    with DataDirectory.open(tmp_path), DataDirectory.open(tmp_path, write=False) as directory:
        assert directory.path == tmp_path


def test_reading_makes_nothing(tmp_path: Path) -> None:
    """A reader of a folder that is not there is told so."""
    with pytest.raises(DataDirectoryError, match="does not exist"):
        DataDirectory.open(tmp_path / "none", write=False).__enter__()

    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("write", [True, False])
def test_a_file_is_no_folder(tmp_path: Path, write: bool) -> None:
    """A file, or a path below one, cannot be the folder."""
    file = tmp_path / "file"
    file.touch()

    for path in (file, file / "below"):
        with pytest.raises(DataDirectoryError, match=r"not a folder.*FOOTNOTE_DATA_DIR"):
            DataDirectory.open(path, write=write).__enter__()


# Root may write where modes forbid it, and these tests may run as root; so the refusal is
# injected where the kernel would make it.
@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_read_only(tmp_path: Path, number: int) -> None:
    """A folder that cannot be written is said to be read-only, and how to choose another."""
    with pytest.raises(DataDirectoryError, match=r"read-only.*FOOTNOTE_DATA_DIR"):
        DataDirectory.open(tmp_path, write_bytes=refusing(number)).__enter__()  # type: ignore[arg-type]


def test_read_only_below_the_kernel() -> None:
    """No one, root included, can make a folder in /proc."""
    if not Path("/proc/self").exists():
        pytest.skip("there is no /proc here")

    with pytest.raises(DataDirectoryError, match="FOOTNOTE_DATA_DIR"):
        DataDirectory.open("/proc/self/footnote").__enter__()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_full(tmp_path: Path, number: int) -> None:
    """A full disk is said to be full, and the probe is cleared away."""
    with pytest.raises(DataDirectoryError, match=r"full.*FOOTNOTE_DATA_DIR"):
        DataDirectory.open(tmp_path, write_bytes=refusing(number)).__enter__()  # type: ignore[arg-type]

    assert [left.name for left in tmp_path.iterdir()] == ["lock"]


def test_a_failing_disk(tmp_path: Path) -> None:
    """Any other error of the disk is told in the system's words."""
    with pytest.raises(DataDirectoryError, match="Input/output error"):
        DataDirectory.open(tmp_path, write_bytes=refusing(errno.EIO)).__enter__()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["/usr/bin/footnote", "ask", "who?"], "footnote ask"),
        (["/src/bot/__main__.py", "run"], "footnote run"),
        (["footnote", "--json"], "footnote"),
        (["footnote", "What is attention?"], "footnote"),
        ([""], "python"),
        ([], "python"),
    ],
)
def test_names_program_and_subcommand(tmp_path: Path, arguments: list[str], expected: str) -> None:
    """The lock names the program and its subcommand, and nothing that a user wrote."""
    with DataDirectory.open(tmp_path, arguments=arguments):
        assert json.loads((tmp_path / "lock").read_text())["command"] == expected


def test_a_folder_in_place_of_the_lock_is_named(tmp_path: Path) -> None:
    """The message says what is in the way, and what to do."""
    (tmp_path / "lock").mkdir()

    with (
        pytest.raises(DataDirectoryError, match="lock is a folder, but must be a file"),
        DataDirectory.open(tmp_path),
    ):
        pass
