"""`search`, `summarize`, `compare` and `related`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from bot.answering.answer import SearchPage
from bot.answering.language_model import SUMMARY_STYLES
from bot.cli.summarize import Style
from retrieval.errors import PaperNotFound
from retrieval.search.query import Filters
from tests.cli.conftest import Run
from tests.cli.samples import LASO, RAISES, UNIAP
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


def test_search_options(run: Run, outside: FakeOutside) -> None:
    """Every option reaches the search; quotation marks in a query stay."""
    run(
        *("search", '"low rank"', "--limit", "3", "--offset", "6"),
        *("--sort", "newest", "--mode", "dense", "--json"),
    )

    assert outside.application.search.calls == [
        (
            '"low rank"',
            {"filters": Filters(), "limit": 3, "offset": 6, "mode": "dense", "sort": "newest"},
        )
    ]


def test_nothing_found(run: Run, outside: FakeOutside) -> None:
    """Nothing found is no error."""
    outside.application.search.outcome = SearchPage("x", (), {})
    result = run("search", "x", "--year-from", "2030")

    assert (result.exit_code, "fewer filters" in result.stdout) == (0, True)


@pytest.mark.parametrize("command", [("search", "x"), ("papers", "list")], ids=" ".join)
def test_empty_library(run: Run, outside: FakeOutside, command: tuple[str, ...]) -> None:
    """Other words would not help; what does is said."""
    outside.application.search.outcome = SearchPage("x", (), {})
    outside.application.catalog.papers = []
    said = " ".join(run(*command).stdout.split())

    assert said.startswith("The library is empty.")
    assert said.endswith("footnote ingest starter")


@pytest.mark.parametrize("option", [("--limit", "0"), ("--sort", "best"), ("--mode", "bm25")])
def test_wrong_option(run: Run, option: tuple[str, str]) -> None:
    """A value that is not allowed is named."""
    result = run("search", "x", *option, "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert option[0] in json.loads(result.stderr)["error"]["message"]


def test_summary(run: Run, outside: FakeOutside) -> None:
    """A summary stands below its paper, in the language of the settings."""
    shown = run("summarize", "LaSO", "--style", "key-points").stdout

    assert shown.startswith(LASO.title)
    assert RAISES in shown.replace("\n", " ")
    assert outside.application.summarize.calls == [
        ("LaSO", {"style": "key-points", "language": "English"})
    ]


def test_a_style_that_needs_a_model_is_refused_without_one(run: Run, outside: FakeOutside) -> None:
    """What would do without is named, and nothing is called plain that is not."""
    result = run("summarize", "LaSO", "--style", "plain")

    assert result.exit_code == 2
    assert "needs a language model" in result.stderr
    assert "tldr, key-points or abstract" in " ".join(result.stderr.split())
    assert outside.application.summarize.calls == []


def test_summary_json(run: Run) -> None:
    """The keys of a summary are those that the README promises."""
    document = json.loads(run("summarize", "LaSO", "--language", "German", "--json").stdout)

    assert (LASO.paper_id, "tldr") == (document["paper_id"], document["style"])
    assert document["sentences"][0]["citations"] == [1]


def test_styles() -> None:
    """The styles of the command line are those of the use case."""
    assert list(SUMMARY_STYLES) == [style.value for style in Style]


def test_comparison_wide(run: Run) -> None:
    """Where there is room a comparison is a table."""
    shown = run("compare", "LaSO", "UniAP", columns=120).stdout

    assert "│ results │" in shown
    assert "[1] LaSO" in shown


def test_comparison_narrow(run: Run) -> None:
    """Where there is none, one aspect stands below the other."""
    shown = run("compare", "LaSO", "UniAP", columns=80).stdout

    assert "│" not in shown
    assert "results\n[1] It raises mAP" in shown
    assert "[2] not stated in the abstract" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_comparison_json(run: Run, outside: FakeOutside) -> None:
    """The keys of a comparison are those that the README promises."""
    result = run("compare", "LaSO", "UniAP", "--aspect", "data", "--aspect", "results", "--json")
    document = json.loads(result.stdout)

    assert [p["paper_id"] for p in document["papers"]] == [LASO.paper_id, UNIAP.paper_id]
    assert document["aspects"][0]["name"] == "results"
    assert {"paper_id", "text", "evidence", "stated"} <= set(document["aspects"][0]["cells"][0])
    assert [cell["stated"] for cell in document["aspects"][0]["cells"]] == [True, False]
    assert outside.application.compare.calls[0][1]["aspects"] == ["data", "results"]


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


@pytest.mark.parametrize("papers", [["a"], ["a", "b", "c", "d", "e", "f"], ["a", "a"]])
def test_comparison_of_too_few(run: Run, outside: FakeOutside, papers: list[str]) -> None:
    """Two to five different papers can be compared."""
    assert run("compare", *papers).exit_code == 2
    assert outside.opened == []


def test_related(run: Run, outside: FakeOutside) -> None:
    """The nearest papers are shown as hits are."""
    document = json.loads(run("related", "LaSO", "--limit", "4", "--json").stdout)

    assert document["results"][0]["paper_id"] == LASO.paper_id
    assert outside.application.related.calls == [("LaSO", {"limit": 4})]


@pytest.mark.parametrize("command", [("summarize", "x"), ("related", "x"), ("compare", "x", "y")])
def test_no_such_paper(run: Run, outside: FakeOutside, command: tuple[str, ...]) -> None:
    """A paper that is not there is an exit code of its own."""
    error = PaperNotFound("No paper in the library is “x”.")
    for use in (outside.application.summarize, outside.application.related):
        use.outcome = error
    outside.application.compare.outcome = error
    result = run(*command)

    assert (1, str(error) + "\n") == (result.exit_code, result.stderr)
