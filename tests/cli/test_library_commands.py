"""`papers`, `export`, `ingest`, `reindex` and `version`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from bot.cli.export import Format
from bot.export.formats import FORMATS
from retrieval.paper import Paper
from retrieval.provenance import Provenance, RefusedFields
from retrieval.sources.records import Record, Rejected
from tests.cli.conftest import Run
from tests.cli.samples import LASO, PAPERS, UNIAP
from tests.fakes.cli import FakeOutside


def test_list_json(run: Run) -> None:
    """A list of papers is a JSON list."""
    document = json.loads(run("papers", "list", "--json").stdout)

    assert [paper.paper_id for paper in PAPERS] == [paper["paper_id"] for paper in document]
    assert document[0] == {
        "paper_id": LASO.paper_id,
        "title": LASO.title,
        "year": 2019,
        "authors": list(LASO.authors),
        "categories": ["cs.CV", "cs.LG"],
        "source": "arxiv",
        "url": LASO.url,
        "doi": "",
        "uploaded": False,
        "abstract_by": "source",
    }


def test_list_whole_library(run: Run, outside: FakeOutside) -> None:
    """Without a limit every paper is listed."""
    outside.application.catalog.papers = [Paper(f"p{n}", f"T{n}", "") for n in range(1200)]
    document = json.loads(run("papers", "list", "--json").stdout)

    assert len(document) == 1200


def test_withdrawn_papers_are_marked(run: Run, outside: FakeOutside) -> None:
    """In lists, and where one is shown with the reason."""
    gone = replace(LASO, extra={"withdrawn": True, "withdrawn_reason": "An error."})
    outside.application.catalog.papers = [gone, UNIAP]

    assert run("papers", "list").stdout.count("withdrawn · Amit Alfassy") == 1
    shown = run("papers", "show", LASO.paper_id).stdout
    assert "withdrawn  An error." in shown
    assert "withdrawn" not in run("papers", "show", UNIAP.paper_id).stdout


def test_remove(run: Run, outside: FakeOutside) -> None:
    """Papers are removed once, however often they are named."""
    result = run("papers", "remove", "LaSO", LASO.paper_id, "UniAP", "--yes")

    assert outside.application.catalog.removed == [[LASO.paper_id, UNIAP.paper_id]]
    assert (result.exit_code, outside.opened) == (0, [False])
    assert outside.application.writer.drained == 1


def test_remove_asks(run: Run, outside: FakeOutside) -> None:
    """Where nobody can be asked, nothing is removed without --yes."""
    result = run("papers", "remove", "LaSO")

    assert (result.exit_code, outside.application.catalog.removed) == (2, [])
    assert "--yes" in result.stderr


@pytest.mark.parametrize("form", get_args(Format))
def test_export(run: Run, form: str) -> None:
    """Every form writes the whole library."""
    result = run("export", "--format", form)

    assert result.exit_code == 0
    assert all(paper.title[:4] in result.stdout for paper in PAPERS)


def test_export_formats() -> None:
    """The forms of the command line are those that exist."""
    assert tuple(FORMATS) == get_args(Format)


def test_export_to_file(run: Run, tmp_path: Path) -> None:
    """A file is written whole, and nothing else is left beside it."""
    file = tmp_path / "papers.bib"
    file.write_text("old")
    result = run("export", "--format", "bibtex", "--out", str(file))

    assert file.read_text().count("@misc") == 3
    assert ("", [file]) == (result.stdout, list(tmp_path.iterdir()))


def test_ingest(run: Run, outside: FakeOutside) -> None:
    """What became of each record is told, with the line and reason of the rejected."""
    result = run("ingest", "starter")

    assert result.stdout == ("2 added, 0 updated, 0 unchanged, 1 rejected.\nline 2: no title\n")
    assert (result.exit_code, outside.opened) == (0, [False])
    assert outside.application.writer.records == outside.records


def test_what_an_import_does_not_change_is_told(run: Run, outside: FakeOutside) -> None:
    """With the line, what was not taken, and who gave what stays."""
    told = RefusedFields(3, LASO.paper_id, LASO.title, ("abstract", "version"), Provenance.SERVICE)
    outside.application.writer.refused_fields = [told]
    result = run("ingest", "starter")
    document = json.loads(run("ingest", "starter", "--json").stdout)

    assert outside.application.writer.provenance is Provenance.STARTER
    assert "line 3: “LaSO" in result.stdout
    assert "ignored: abstract, version. The library has them from the service" in result.stdout
    assert document["turned_away"] == [
        {"line": 3, "paper_id": LASO.paper_id, "fields": ["abstract", "version"], "held": "service"}
    ]


def test_ingest_many_rejected(run: Run, outside: FakeOutside) -> None:
    """After twenty rejected records the rest is counted; without a good one it is an error."""
    outside.records = [Rejected(n, "no title") for n in range(1, 1031)]
    result = run("ingest", "starter")

    assert "line 20: no title\n… and 1,010 more.\n" in result.stdout
    assert result.exit_code == 3


def test_ingest_interrupted(run: Run, outside: FakeOutside) -> None:
    """An interrupted ingest says how to go on."""
    outside.application.writer.interrupted = True
    result = run("ingest", "starter")

    assert (result.exit_code, "Run the same command again" in result.stdout) == (130, True)


@pytest.mark.parametrize("kind", ["page", "file"])
def test_ingest_missing_file(run: Run, outside: FakeOutside, tmp_path: Path, kind: str) -> None:
    """A file that is not there is named before the library is opened."""
    result = run("ingest", kind, str(tmp_path / "gone"))

    assert (result.exit_code, outside.opened) == (3, [])
    assert "gone cannot be read: No such file or directory." in result.stderr


def test_hostile_rejection(run: Run, outside: FakeOutside) -> None:
    """A reason that quotes the file cannot steer the terminal."""
    outside.records = [Record(LASO, 1), Rejected(2, "bad \x1b[31m[bold]id\x07")]

    assert "line 2: bad [bold]id\n" in run("ingest", "starter").stdout


def test_reindex(run: Run) -> None:
    """Reindexing says how many papers were indexed."""
    assert run("reindex").stdout == "3 papers indexed.\n"
    assert json.loads(run("reindex", "--json").stdout) == {"indexed": 3}


@pytest.mark.parametrize(
    "command",
    [
        ("papers", "list"),
        ("papers", "show", "UniAP"),
        ("search", "cats"),
        ("export", "--format=ris"),
    ],
)
def test_reading_needs_no_library_of_its_own(
    run: Run, outside: FakeOutside, command: tuple[str, ...]
) -> None:
    """What only reads works beside another process."""
    outside.held_by_another = True

    assert run(*command).exit_code == 0


@pytest.mark.parametrize(
    "command", [("papers", "remove", "UniAP", "-y"), ("reindex",), ("ingest", "id", "2308.09953")]
)
def test_changes_need_the_library(run: Run, outside: FakeOutside, command: tuple[str, ...]) -> None:
    """What changes the library names the process that holds it."""
    outside.held_by_another = True
    result = run(*command)

    assert (result.exit_code, "in use by process 7" in result.stderr) == (4, True)


def test_the_starter_library_may_be_in_use(run: Run, outside: FakeOutside) -> None:
    """If it has every paper there is nothing to import; otherwise it must be free."""
    outside.held_by_another = True
    outside.records = [Record(LASO, 1), Record(UNIAP, 2)]
    had = run("ingest", "starter")
    outside.application.catalog.papers.remove(LASO)
    lacks = run("ingest", "starter")

    assert (had.exit_code, had.stdout) == (0, "0 added, 0 updated, 2 unchanged, 0 rejected.\n")
    assert (lacks.exit_code, "in use by process 7" in lacks.stderr) == (4, True)
