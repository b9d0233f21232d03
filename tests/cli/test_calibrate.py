"""`footnote calibrate`: questions are read, errors are shown, and the fit is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retrieval.library.calibration import StoredCalibration
from retrieval.search.calibration.calibrate import GivenQuestions
from retrieval.search.calibration.fit import Fit
from tests.cli.conftest import Run
from tests.fakes.cli import FakeOutside, build_calibration

KEPT = StoredCalibration(Fit(1.2, -0.5, 0.4), datetime(2026, 1, 2, tzinfo=UTC), 67, 0.025, 0.0)


def test_without_files_the_questions_are_made_and_the_fit_is_kept(run: Run, outside: FakeOutside):
    """The usual way."""
    done = run("calibrate")

    assert done.exit_code == 0
    assert outside.application.calibration.asked == [GivenQuestions(None, None)]
    assert outside.application.calibration.stored == KEPT
    assert "Cutoff 0.40, from 40 answerable and 50 unanswerable questions; 67 papers." in (
        done.stdout
    )
    assert "Stored with the library." in done.stderr


def test_files_may_have_plain_lines_or_json_lines(run: Run, outside: FakeOutside, tmp_path: Path):
    """Each question once; blank lines are passed over."""
    yes, no = tmp_path / "yes.jsonl", tmp_path / "no.txt"
    yes.write_text('{"question": "What is LaSO?", "title": "x"}\n\n{"question": "What is LaSO?"}\n')
    no.write_text("\ufeffHow do I boil an egg?\r\nWhy?\n", encoding="utf-8")

    run("calibrate", "--answerable", str(yes), "--unanswerable", str(no))

    expected = GivenQuestions(("What is LaSO?",), ("How do I boil an egg?", "Why?"))
    assert outside.application.calibration.asked == [expected]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('fine\n{"question": "a"', 'line 2: write {"question": "…"}'),
        ('fine\n{"text": "a"}', 'line 2: write {"question": "…"}'),
        ('{"question": null}', 'line 1: write {"question": "…"}'),
        ('{"question": 0}', 'line 1: write {"question": "…"}'),
        ("[5]", 'line 1: write {"question": "…"}'),
        ("a\x00b", "line 1: The question has control characters"),
        ("x" * 4001, "line 1: The question is longer than"),
        ("\n \n", "has no question"),
        (b"\xff\xfe\xfa", "is not text (UTF-8)"),
        (None, "cannot be read"),
    ],
)
def test_a_bad_file_is_told_with_its_line(
    run: Run, tmp_path: Path, content: str | bytes | None, told: str
):
    """Before the library is opened; exit code 3."""
    file = tmp_path / "q.txt"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    done = run("calibrate", "--answerable", str(file), columns=400)

    assert done.exit_code == 3
    assert told in done.stderr


def test_json_has_both_errors_with_intervals(run: Run):
    """For programs."""
    document = json.loads(run("calibrate", "--json").stdout)

    assert (document["cutoff"], document["kept"], document["warnings"]) == (0.4, True, [])
    assert document["answerable_refused"] == {
        "share": 0.025, "low": 0.0044, "high": 0.1288, "of": 40,
    }  # fmt: skip
    assert document["unanswerable_answered"]["share"] == 0.0


def test_few_questions_and_bad_errors_are_warned_of(run: Run, outside: FakeOutside):
    """And a cut-off of the operator's, that comes first."""
    calibration = outside.application.calibration
    calibration.found = build_calibration([0.9] * 6 + [0.1] * 4, [0.9] * 10)
    outside.application.settings = outside.settings.model_copy(update={"cutoff": 0.6})

    told = json.loads(run("calibrate", "--json").stdout)["warnings"]

    begun = [warning.split()[0] for warning in told]
    assert begun == ["There", "There", "40%", "100%", "FOOTNOTE_CUTOFF"]


def test_doctor_tells_of_the_calibration(run: Run, outside: FakeOutside):
    """Whether there is one, and whether the library has outgrown it."""
    calibration = outside.application.calibration

    def told() -> tuple[str, str]:
        checks = json.loads(run("doctor", "--json").stdout)["checks"]
        (found,) = (check for check in checks if check["name"] == "refusals")
        return found["status"], found["detail"]

    assert told() == ("ok", "the built-in cutoff")
    calibration.stored = replace(KEPT, papers=len(outside.application.catalog.papers))
    assert told()[0] == "ok"
    assert "calibrated on 2026-01-02 with 3 papers: cutoff 0.40" in told()[1]
    calibration.stored = replace(KEPT, papers=5_000)
    assert told()[0] == "warn"
