"""Bad input and bad luck: each a clear message and exit code, and nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.end_to_end.footnote import Done, Footnote

USAGE, LIBRARY = 2, 4
SPEECH = "Neural Speech Synthesis with Transformer Network"
QUESTION = "How much faster does neural speech synthesis with a Transformer train than Tacotron2?"


def test_a_chat_outlives_bad_lines(starter: Footnote):
    """Each gets its sentence, and the next one its answer."""
    lines = [
        b"speech \x07 synthesis",
        b"x" * 10_000_000,
        b"\xff\xfe\x00 what?",
        "כמה מהר?".encode(),
        "🤖🔥".encode(),
        b"/search " + SPEECH.encode(),
    ]

    done = starter("chat", stdin=b"\n".join(lines) + b"\n")

    assert "control characters" in done.text
    assert "is longer than 4,000 characters" in done.text
    assert "is not text (UTF-8)" in done.text
    assert done.text.count(SPEECH) >= 2
    assert not any(c in done.out for c in "\x07\x1b\u202e")


# The data directory


def test_a_data_directory_below_a_file_is_no_folder(tmp_path: Path):
    """For writing as for reading."""
    (tmp_path / "file").write_text("in the way")
    command = Footnote(tmp_path / "file" / "library")

    for arguments in (["ingest", "starter"], ["search", "speech"]):
        # Run from a folder that is there: its parent is none.
        ran = subprocess.run(
            command.command(*arguments, "--json"),
            capture_output=True,
            cwd=tmp_path,
            env=command.environ(),
        )
        done = Done(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
        assert done.code == LIBRARY
        assert done.error["kind"] == "data-directory-error"
        assert "is not a folder" in done.error["message"]
        assert "FOOTNOTE_DATA_DIR" in done.error["message"]


@pytest.mark.nightly
@pytest.mark.parametrize("state", ["read-only", "full"])
def test_what_cannot_be_written_can_be_read(copy: Footnote, tmp_path: Path, state: str):
    """By every command that reads, with one line about it; nothing is left of the copy."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with mounted(tmp_path / "disk", "size=64m") as disk:
        shutil.copytree(copy.data_dir, disk / "library")
        if state == "read-only":
            mount(disk, "remount,ro")
        else:
            fill(disk / "rest")
        command = Footnote(disk / "library", TMPDIR=str(temporary))
        for arguments in (
            ["ask", QUESTION],
            ["search", SPEECH],
            ["summarize", SPEECH],
            ["compare", SPEECH, "SpectFormer"],
            ["papers", "list"],
            ["papers", "show", SPEECH],
            ["export", "--format", "bibtex", SPEECH],
        ):
            done = command(*arguments)
            assert done.out.strip()
            lines = [line for line in done.err.splitlines() if "temporary copy" in line]
            assert len(lines) == 1, (arguments, done.err)
        asked = command("ask", QUESTION, "--json").json
        found = command("search", SPEECH, "--json").json
        refused = command("papers", "remove", SPEECH, "--yes", "--json", code=LIBRARY)
        checks = command("doctor", "--json", code=1).json["checks"]

    library = next(check for check in checks if check["name"] == "library")
    assert library["status"] == "fail"
    assert f"library is {state}" in library["detail"]
    assert asked["citations"]
    assert found["results"][0]["dense"] > 0
    assert refused.error["kind"] == "data-directory-error"
    assert list(temporary.iterdir()) == []


def test_a_full_disk_loses_nothing(few_papers: Path, tmp_path: Path):
    """Full for the catalog, then for the indexes; with room the same command goes on."""
    with mounted(tmp_path / "disk", "size=64k") as disk:
        command = Footnote(disk / "library")
        for more in ("400k", "128m"):
            failed = command("ingest", "file", few_papers, "--json", code=LIBRARY)
            assert failed.error["kind"] in {"data-directory-error", "index-fault"}
            assert "full" in failed.error["message"]
            mount(disk, f"remount,size={more}")
        report = command("ingest", "file", few_papers, "--json").json
        found = command("search", SPEECH, "--json").json

    assert report["added"] + report["unchanged"] == 5
    assert found["results"][0]["title"] == SPEECH
    assert found["results"][0]["dense"] > 0


def test_reading_beside_a_chat_one_reads_but_does_not_write(copy: Footnote):
    """Who would write is told the chat's process; once it is killed, its lock is free."""
    with copy.start("chat") as chat:
        assert chat.stdout is not None
        while b"/help" not in chat.stdout.readline():
            assert chat.poll() is None
        beside = copy("search", SPEECH, "--json").json
        asked = copy("ask", QUESTION, "--json").json
        refused = copy("papers", "remove", SPEECH, "--yes", "--json", code=LIBRARY)
        chat.kill()
        chat.communicate()

    assert beside["results"][0]["title"] == SPEECH
    assert beside["results"][0]["dense"] > 0
    assert asked["citations"]
    assert refused.error["kind"] == "library-in-use"
    assert f"process {chat.pid} (footnote chat, since " in refused.error["message"]
    assert copy("search", SPEECH, "--json").json["results"] == beside["results"]


# Settings


def test_a_wrong_setting_is_named_with_what_is_allowed(empty: Footnote):
    """Before anything starts."""
    done = empty("ask", "why?", "--json", code=USAGE, FOOTNOTE_DATADIR="/tmp")

    assert done.error["kind"] == "settings"
    assert "FOOTNOTE_DATADIR" in done.error["message"]
    assert "did you mean FOOTNOTE_DATA_DIR?" in done.error["message"]
    assert not empty.data_dir.exists()


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """Mount a small disk of memory at `folder`, or skip the test where that is not permitted."""
    if os.geteuid() != 0:
        pytest.skip("needs root, to mount a small disk")
    folder.mkdir()
    ran = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
    )
    if ran.returncode != 0:
        pytest.skip(f"may not mount a small disk: {ran.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(file: Path) -> None:
    """Write zeros until the disk is full."""
    with file.open("wb", buffering=0) as opened, suppress(OSError):
        while opened.write(bytes(4_096)):
            pass


def mount(folder: Path, options: str) -> None:
    """Mount again what is mounted at `folder`, with other options."""
    subprocess.run(["mount", "-o", options, str(folder)], check=True)
