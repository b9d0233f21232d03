"""What may be missing is left out of an installation; what has another hash ends it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CANNOT_BE_HAD = 75
WRONG = "0" * 64


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """Give a wheel of nothing, in a folder of its own."""
    return make_wheel(tmp_path / "wheels", "tiny", "1.0")


def test_a_wrong_hash_ends_it(wheel: Path, tmp_path: Path) -> None:
    """With pip's own words, and nothing installed."""
    assert wheel.exists()

    done = install(tmp_path, WRONG, "--no-index")

    assert done.returncode == 1
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "where", [["--no-index"], ["--index-url", "http://127.0.0.1:9/simple", "--retries", "0"]]
)
def test_what_no_index_has_is_passed_over(tmp_path: Path, where: list[str]) -> None:
    """No index has it, or none answers: told apart by the exit code."""
    (tmp_path / "wheels").mkdir()

    assert install(tmp_path, WRONG, *where).returncode == CANNOT_BE_HAD


def test_a_lock_that_cannot_be_read_ends_it(tmp_path: Path) -> None:
    """Whatever else goes wrong is an error."""
    assert run_installer(tmp_path / "nowhere.lock").returncode == 1


def make_wheel(folder: Path, name: str, version: str) -> Path:
    """Write a wheel with one empty module."""
    folder.mkdir(exist_ok=True)
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr(f"{name}.py", "")
        packed.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        packed.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        packed.writestr(
            f"{about}/RECORD",
            f"{name}.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n",
        )
    return wheel


def install(folder: Path, sha256: str, *where: str) -> subprocess.CompletedProcess[str]:
    """Install the wheel by a lock with one hash."""
    lock = folder / "tiny.lock"
    lock.write_text(f"tiny==1.0 --hash=sha256:{sha256}\n")
    target = ["--target", str(folder / "site"), "--find-links", str(folder / "wheels")]
    return run_installer(lock, *where, *target)


def run_installer(lock: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run what the Makefile runs."""
    return subprocess.run(
        [ROOT / "deploy" / "install_if_available", sys.executable, lock, *options],
        capture_output=True,
        text=True,
    )
