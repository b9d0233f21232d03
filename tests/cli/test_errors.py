"""What is said when something goes wrong, and how the process ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.errors import ExitCode
from bot.settings import SettingsError
from retrieval.errors import (
    CatalogueError,
    DataDirectoryError,
    EmbedderMismatch,
    LibraryInUse,
    SourceError,
    VectorStoreDown,
)
from tests.cli.conftest import Run
from tests.cli.samples import LASO
from tests.fakes.cli import FakeOutside

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("error", "code", "kind"),
    [
        (LibraryInUse("Process 7 holds it."), 4, "library-in-use"),
        (DataDirectoryError("It is read-only."), 4, "data-directory-error"),
        (EmbedderMismatch("Run: footnote reindex"), 4, "embedder-mismatch"),
        (VectorStoreDown("Chroma is down."), 4, "vector-store-down"),
        (CatalogueError("It is damaged."), 4, "catalogue-error"),
        (SourceError("It has no papers."), 3, "source-error"),
    ],
)
def test_foreseen(run: Run, outside: FakeOutside, error: Exception, code: int, kind: str) -> None:
    """An error that was foreseen is one message, and JSON where JSON was asked for."""
    outside.open_error = error
    people, programs = run("search", "x"), run("search", "x", "--json")

    assert (code, f"{error}\n", "") == (people.exit_code, people.stderr, people.stdout)
    assert json.loads(programs.stderr) == {"error": {"kind": kind, "message": str(error)}}
    assert (code, "") == (programs.exit_code, programs.stdout)


def test_settings(run: Run, outside: FakeOutside) -> None:
    """Every wrong setting is said before anything starts."""
    outside.settings_error = SettingsError(("FOOTNOTE_A is wrong.", "FOOTNOTE_B is wrong."))
    result = run("ask", "x")

    assert (result.exit_code, outside.opened) == (2, [])
    assert result.stderr == "FOOTNOTE_A is wrong.\nFOOTNOTE_B is wrong.\n"


def test_unforeseen(run: Run, outside: FakeOutside, tmp_path: Path) -> None:
    """A fault of ours is a sentence with an id; the trace is in the log under that id."""
    outside.application.search.outcome = ZeroDivisionError("inside")
    result = run("search", "x")

    assert result.exit_code == ExitCode.INTERNAL
    assert "1nc1dent" in result.stderr
    assert "Traceback" not in result.stderr
    told = json.loads((tmp_path / "footnote.log").read_text())
    assert (told["event"], told["incident"]) == ("incident", "1nc1dent")
    assert "ZeroDivisionError" in told["trace"]
    assert "inside" not in told["trace"]


@pytest.mark.parametrize("args", [("nosuch",), ("ask", "x", "--nosuch"), ("--nosuch",), ("ask",)])
def test_usage(run: Run, args: tuple[str, ...]) -> None:
    """A command line that is wrong is explained, in JSON too."""
    people, programs = run(*args), run(*args, "--json")

    assert people.exit_code == programs.exit_code == 2
    assert "--help" in people.stderr
    assert json.loads(programs.stderr)["error"]["kind"] == "usage"
    assert "" == people.stdout == programs.stdout


@pytest.mark.parametrize("args", [(), ("papers",), ("ingest",)])
def test_no_command(run: Run, args: tuple[str, ...]) -> None:
    """Without a command there is help."""
    result = run(*args)

    assert (result.exit_code, "Usage: footnote" in result.stdout) == (2, True)


def test_hostile_title(run: Run, outside: FakeOutside) -> None:
    """What a paper is called cannot steer the terminal or pass for markup."""
    title = "\x1b]0;owned\x07\x1b[31m[bold red]Title[/] \u202e:smile:\r\nsecond \x9b2Jline"
    outside.application.catalog.papers = [LASO.__class__("t-1", title, title)]
    shown = run("papers", "show", "t-1", columns=200).stdout

    assert "[bold red]Title[/] :smile: second" in shown
    assert not {c for c in shown if ord(c) < 32 or 0x7F <= ord(c) < 0xA0} - {"\n"}


def _footnote(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", script],
        cwd=ROOT,
        env={"PYTHON": sys.executable, "PATH": "/usr/bin:/bin", "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_help_is_light() -> None:
    """Neither `import bot` nor `--help` loads what is heavy."""
    heavy = "chromadb onnxruntime sqlalchemy openai prompt_toolkit pydantic numpy tantivy"
    done = _footnote(
        '"$PYTHON" -c "import sys; from bot.__main__ import main; '
        f"print([m for m in '{heavy}'.split() if m in sys.modules])\""
    )

    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_closed_pipe() -> None:
    """A reader that goes away, as `head` does, ends the program without a word."""
    done = _footnote('"$PYTHON" -m bot version | true; echo "${PIPESTATUS[0]}"')

    assert done.stderr == ""
    assert done.stdout == "141\n"
