"""`search`, `summarize`, `compare` and `related`."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from bot.answering.answer import Aspect, Cell, SearchPage
from bot.answering.language_model import NOT_STATED, STRUCTURED, SUMMARY_STYLES
from bot.cli.summarize import Style
from tests.cli.conftest import Run
from tests.cli.samples import COMPARISON, LASO, OF_SEEDS, RAISES, SAYS_SEEDS, UNIAP, WHOLE
from tests.fakes.cli import FakeOutside


def test_search_json(run: Run) -> None:
    """The keys of a hit are those that the README promises."""
    document = json.loads(run("search", "few-shot", "--json").stdout)

    assert list(document) == ["query", "results", "took_ms"]
    assert {
        "paper_id",
        "title",
        "year",
        "authors",
        "categories",
        "score",
        "lexical",
        "dense",
        "snippet",
    } <= set(document["results"][0])
    assert document["took_ms"] == {"embed": 3.2, "total": 5.0}


def test_search_for_people(run: Run) -> None:
    """A hit shows number, title, year, authors, snippet and link."""
    shown = run("search", "few-shot", "--offset", "9").stdout

    assert f"10. {LASO.title}" in shown
    assert "Amit Alfassy, Leonid Karlinsky, Amit Aides and 2 more · cs.CV, cs.LG" in shown
    assert f"    {LASO.url}\n" in shown


@pytest.mark.parametrize("command", [("search", "x"), ("papers", "list")], ids=" ".join)
def test_empty_library(run: Run, outside: FakeOutside, command: tuple[str, ...]) -> None:
    """Other words would not help; what does is said."""
    outside.application.search.outcome = SearchPage("x", (), {})
    outside.application.catalog.papers = []
    said = " ".join(run(*command).stdout.split())

    assert said.startswith("The library is empty.")
    assert said.endswith("footnote ingest starter")


def test_summary(run: Run, outside: FakeOutside) -> None:
    """A summary stands below its paper, in the language of the settings."""
    shown = run("summarize", "LaSO", "--style", "key-points").stdout

    assert shown.startswith(LASO.title)
    assert RAISES in shown.replace("\n", " ")
    assert outside.application.summarize.calls == [
        ("LaSO", {"style": "key-points", "section": "", "language": "English"})
    ]


def test_a_style_that_needs_a_model_is_refused_without_one(run: Run, outside: FakeOutside) -> None:
    """What would do without is named, and nothing is called plain that is not."""
    result = run("summarize", "LaSO", "--style", "plain")

    assert result.exit_code == 2
    assert "needs a language model" in result.stderr
    assert "tldr, key-points or abstract" in " ".join(result.stderr.split())
    assert outside.application.summarize.calls == []


def test_styles() -> None:
    """The styles of the command line are those of the use case."""
    assert (STRUCTURED, *SUMMARY_STYLES) == get_args(Style)


def test_comparison_narrow(run: Run) -> None:
    """Where there is none, one aspect stands below the other."""
    shown = run("compare", "LaSO", "UniAP", columns=80).stdout

    assert "│" not in shown
    assert "results\n[1] It raises mAP" in shown
    assert "[2] not stated in the abstract" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_comparison_csv(run: Run, tmp_path: Path) -> None:
    """A comparison can be kept as a table, beside what is shown."""
    file = tmp_path / "comparison.csv"
    result = run("compare", "LaSO", "UniAP", "--csv", str(file), "--json")
    with file.open(newline="", encoding="utf-8") as opened:
        rows = list(csv.reader(opened))

    assert json.loads(result.stdout)["papers"]
    assert rows == [
        ["aspect", LASO.title, UNIAP.title],
        ["results", RAISES, "not stated in the abstract"],
    ]


def test_whole_papers_compared(run: Run, outside: FakeOutside, tmp_path: Path) -> None:
    """Cells say where they stand, in a table to keep as well, and papers what was read of them."""
    cells = Cell("", SAYS_SEEDS, (OF_SEEDS,)), Cell("", NOT_STATED, stated=False)
    rows = (Aspect("seeds", cells),)
    outside.application.compare.outcome = replace(COMPARISON, papers=(WHOLE, LASO), aspects=rows)
    shown = run("compare", "Seeds", "LaSO", "--csv", str(tmp_path / "table.csv")).stdout

    assert f"[1] {SAYS_SEEDS} [p. 84]\n[2] not stated in the abstract" in shown
    assert "whole paper\n[2] LaSO" in shown
    assert f'"{SAYS_SEEDS} [p. 84]"' in (tmp_path / "table.csv").read_text()


@pytest.mark.parametrize("papers", [["a"], ["a", "b", "c", "d", "e", "f"], ["a", "a"]])
def test_comparison_of_too_few(run: Run, outside: FakeOutside, papers: list[str]) -> None:
    """Two to five different papers can be compared."""
    assert run("compare", *papers).exit_code == 2
    assert outside.opened == []
