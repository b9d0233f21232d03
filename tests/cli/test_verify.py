"""`footnote verify`: a verdict a line, in order, whatever is in the lines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from retrieval.errors import LibraryInUse
from tests.cli.conftest import Run
from tests.cli.samples import LASO
from tests.fakes.cli import FakeOutside

ROOT = Path(__file__).parents[2]
ABSTRACT = "Bees dance. They tell each other where flowers are."


def _line(**given: object) -> str:
    return json.dumps(given) + "\n"


def _verify(run: Run, lines: str | bytes, code: int = 0) -> list[Any]:
    result = run("verify", "-", "--json", stdin=lines)

    assert (code, "") == (result.exit_code, result.stderr)
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_abstract_given(run: Run, outside: FakeOutside) -> None:
    """A text and its abstract get verdict, score, span and reason; no library is opened."""
    good = _line(id=7, text="Bees dance.", abstract=ABSTRACT, title="Bees")
    bad = _line(id="b", text="Bees sing.", abstract=ABSTRACT)

    assert _verify(run, good + bad) == [
        {"id": 7, "verdict": "supported", "score": 0.97, "span": "Bees dance.", "reason": ""},
        {
            "id": "b",
            "verdict": "unsupported",
            "score": 0.0312,
            "span": None,
            "reason": "no abstract says this",
        },
    ]
    assert outside.opened == []
    assert outside.judge.judged == [("Bees dance.", ("Bees",)), ("Bees sing.", ("",))]


def test_paper_of_the_library(run: Run, outside: FakeOutside) -> None:
    """A paper named is taken from the library, which is opened once."""
    line = _line(text="anything", paper_id=LASO.paper_id)

    assert len(_verify(run, line + line)) == 2
    assert outside.opened == [False]
    assert (LASO.title,) == outside.judge.judged[0][1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "x", "abstract": "y", "id": NaN}\n', "it is not JSON"),
        (b"[" * 100_000 + b"\n", "it is not JSON"),
        (b"\xff\xfe\n", "it is not text (UTF-8)"),
        (b'{"text": "\\ud800", "abstract": "y"}\n', "its text is not text (UTF-8)"),
        (b'{"text": " ? ", "abstract": "y"}\n', "it has no text"),
        (b'{"text": "x", "abstract": ["y"]}\n', "its abstract is not text"),
        (b'{"text": "x", "abstract": false}\n', "its abstract is not text"),
        (b'{"text": "x", "abstract": "y", "title": 0}\n', "its title is not text"),
        (b'{"text": "x"}\n', "it has neither paper_id nor abstract"),
        (b'{"text": "x", "paper_id": "nowhere"}\n', "No paper in the library is “nowhere”."),
        (
            b'{"text": "' + b"x" * 4_001 + b'", "abstract": "y"}\n',
            "its text is longer than 4,000 characters; put one sentence on a line",
        ),
    ],
    ids=lambda value: str(value)[:20] if isinstance(value, str) else "",
)
def test_bad_line(run: Run, line: bytes, said: str) -> None:
    """An error stands in a bad line's place, with its number; the others are judged."""
    good = _line(text="Bees dance.", abstract=ABSTRACT).encode()
    found = _verify(run, b"\n" + good + line + good, code=3)

    assert [each["verdict"] for each in found] == ["supported", None, "supported"]
    told = {"kind": "line", "line": 3, "message": f"Line 3: {said}"}
    assert told == found[1]["error"]


def test_library_in_use(run: Run, outside: FakeOutside) -> None:
    """Where the library cannot be opened, the first line that needs it ends the command."""
    outside.open_error = LibraryInUse("Process 7 holds it.")
    named, given = _line(id=1, text="x", paper_id="p"), _line(text="Bees dance.", abstract=ABSTRACT)

    result = run("verify", "-", "--json", stdin=given + named)

    assert result.exit_code == 4
    assert json.loads(result.stdout)["verdict"] == "supported"
    assert json.loads(result.stderr)["error"]["message"] == "Process 7 holds it."


def test_for_people(run: Run) -> None:
    """People see each verdict with its sentence and its reason, and how many of each there are."""
    lines = (
        _line(text="Bees dance.", abstract=ABSTRACT)
        + _line(text="Bees \x1b[31msing.", abstract=ABSTRACT)
        + "{\n"
    )
    result = run("verify", "-", stdin=lines)

    assert result.exit_code == 3
    assert result.stdout.splitlines() == [
        "   1 supported     0.97  Bees dance.",
        "     “Bees dance.”",
        "   2 unsupported   0.03  Bees sing.",
        "     no abstract says this",
        "   3 Invalid: it is not JSON",
        "",
        "1 supported, 0 contradicted, 1 unsupported, 1 invalid.",
    ]


def _started(home: Path) -> subprocess.Popen[bytes]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "verify", "-", "--json"],
        cwd=home,
        env={**env, "HOME": str(home), "XDG_DATA_HOME": "", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_without_library(tmp_path: Path) -> None:
    """In an empty home the real command judges as lines come in, and makes no data folder."""
    with _started(tmp_path) as process:
        assert process.stdin
        assert process.stdout
        for sentence in ("They tell each other where flowers are.", "Bees have 12 legs."):
            process.stdin.write(_line(text=sentence, abstract=ABSTRACT).encode())
            process.stdin.flush()
            found = json.loads(process.stdout.readline())
            assert (found["verdict"] == "supported") == ("12" not in sentence)
            assert 0 <= found["score"] <= 1
        _, said = process.communicate()

    assert (process.returncode, said) == (0, b"")
    assert not (tmp_path / ".local").exists()
    assert not (tmp_path / "footnote").exists()
