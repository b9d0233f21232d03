"""The folder of a library, and who holds it."""

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.errors import DataDirectoryError, LibraryInUse
from retrieval.library.data_directory import DataDirectory

ROOT = Path(__file__).parents[3]
HOLD = """
import sys, time
from pathlib import Path
from retrieval.library.data_directory import DataDirectory
with DataDirectory.open(Path(sys.argv[2])):
    print("held", flush=True)
    time.sleep(60)
"""


def refuse(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let what is written fail with that error number."""

    def fsync(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fsync)


def test_makes_a_private_folder(tmp_path: Path) -> None:
    """The folder is made, its parents too, for its owner alone."""
    path = tmp_path / "a" / "b"

    with DataDirectory.open(path) as directory:
        mode = stat.S_IMODE(path.stat().st_mode)

    assert directory.path == path
    assert mode == 0o700


def test_is_held_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second holder is told which process holds the folder, since when, and what to do."""
    monkeypatch.setattr(sys, "argv", ["/opt/bin/footnote", "chat", "my secret question"])
    with (
        DataDirectory.open(tmp_path),
        pytest.raises(LibraryInUse) as caught,
        DataDirectory.open(tmp_path),
    ):
        pass

    message = str(caught.value)
    assert f"process {os.getpid()} (footnote chat, since " in message
    assert "FOOTNOTE_DATA_DIR" in message
    assert "secret" not in (tmp_path / "lock").read_text()


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


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A file, or a path below one, cannot be the folder."""
    file = tmp_path / "file"
    file.touch()

    for path in (file, file / "below"):
        with pytest.raises(DataDirectoryError, match=r"not a folder.*FOOTNOTE_DATA_DIR"):
            DataDirectory.open(path).__enter__()


# Root may write where modes forbid it, and these tests may run as root; so the refusal is
# injected where the kernel would make it.
@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_read_only(tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be written is said to be read-only, and how to choose another."""
    refuse(monkeypatch, number)
    with pytest.raises(DataDirectoryError, match=r"read-only.*FOOTNOTE_DATA_DIR"):
        DataDirectory.open(tmp_path).__enter__()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_full(tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is said to be full, and the probe is cleared away."""
    refuse(monkeypatch, number)
    with pytest.raises(DataDirectoryError, match=r"full.*FOOTNOTE_DATA_DIR"):
        DataDirectory.open(tmp_path).__enter__()

    assert [left.name for left in tmp_path.iterdir()] == ["lock"]
