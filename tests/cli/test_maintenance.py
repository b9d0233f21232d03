"""`footnote backup` and `footnote restore`, over fakes."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.fakes.cli import FakeOutside


def test_backup(run: Run, outside: FakeOutside) -> None:
    """The file is named, with what is in it."""
    done = run("backup", "monday.tar.zst")

    assert outside.backed_up == [Path("monday.tar.zst")]
    assert "monday.tar.zst: catalogue.db, 4,096 bytes" in done.stdout


def test_restore(run: Run, outside: FakeOutside) -> None:
    """The indexes are rebuilt, and the previous ones are named."""
    done = run("restore", "x")

    assert outside.restored == [Path("x")]
    assert outside.opened == [True]
    assert "Restored the backup of 2026-01-01 12:00" in done.stdout
    assert "aside" in done.stderr


def test_a_library_is_not_replaced_unasked(run: Run, outside: FakeOutside) -> None:
    """Only with --replace."""
    (outside.data_dir / "catalogue.db").touch()

    refused = run("restore", "x")
    done = run("restore", "x", "--replace", "--json")

    assert refused.exit_code == 2
    assert "--replace" in refused.stderr
    assert outside.restored == [Path("x")]
    assert json.loads(done.stdout)["aside"] == str(outside.data_dir / "aside")
