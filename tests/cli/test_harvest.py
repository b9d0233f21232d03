"""`ingest arxiv`, `rss`, `hf-daily`, `id` and `search`: what is asked, told and kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import pytest

from retrieval.errors import SourceDown, SourceError, SourceNotAllowed
from retrieval.provenance import Provenance
from retrieval.sources.records import Checkpoint, Record, Rejected
from tests.cli.conftest import Run
from tests.cli.samples import LASO, UNIAP
from tests.fakes.cli import FakeOnline, FakeOutside

ARXIV = ("ingest", "arxiv", "--category", "cs.CL")


@pytest.fixture
def online(outside: FakeOutside) -> FakeOnline:
    """Return the services, which give two papers and a record that is none."""
    services = outside.application.services
    services.records = [
        Record(LASO, 1),
        Checkpoint("arxiv", "{}"),
        Rejected(2, "no title"),
        Record(UNIAP, 3),
    ]
    return services


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (
            "arxiv --category cs.CL --category cs.LG --category cs.CL --since 2026-11-01",
            {
                "categories": ("cs.CL", "cs.LG"),
                "query": "",
                "since": date(2026, 11, 1),
                "until": None,
                "max_papers": None,
            },
        ),
        (
            "arxiv --query transformers --until 2026-11-02 --most 7",
            {
                "categories": (),
                "query": "transformers",
                "since": None,
                "until": date(2026, 11, 2),
                "max_papers": 7,
            },
        ),
        ("rss --category cs.CL --category cs", {"categories": ("cs.CL", "cs")}),
        (
            "hf-daily --date 2026-11-24",
            {"day": date(2026, 11, 24), "week": None, "month": None, "max_papers": None},
        ),
        (
            "hf-daily --week 2026-W47 --most 5",
            {"day": None, "week": "2026-W47", "month": None, "max_papers": 5},
        ),
        ("id 2410.11842 10.1000/xyz", {"references": ["2410.11842", "10.1000/xyz"]}),
        (
            "search few shot --at openalex --most 3",
            {"words": "few shot", "service": "openalex", "max_papers": 3},
        ),
    ],
)
def test_what_is_asked(
    run: Run, online: FakeOnline, outside: FakeOutside, arguments: str, asked: object
) -> None:
    """What the command line says reaches the service, and all that it gives the library."""
    result = run("ingest", *arguments.split())

    assert (result.exit_code, online.asked) == (0, [(arguments.split()[0], asked)])
    assert outside.application.writer.records == online.records
    assert outside.application.writer.provenance is Provenance.SERVICE
    assert result.stdout == ("2 added, 0 updated, 0 unchanged, 1 rejected.\nrecord 2: no title\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["arxiv"], "--category"),
        (["arxiv", "--category", "cs.CL OR 1"], "not an arXiv category"),
        (["arxiv", "--category", "cs.CL", "--since", "yesterday"], "--since"),
        (["arxiv", "--category", "cs", "--since", "2026-11-02", "--until", "2026-11-01"], "Swap"),
        (["rss"], "--category"),
        (["hf-daily", "--date", "2026-11-01", "--week", "2026-W47"], "Choose one"),
        (["hf-daily", "--week", "2026-W60"], "2026-W47"),
        (["hf-daily", "--month", "2026-13"], "2026-11"),
        (["search", " "], "query is empty"),
    ],
)
def test_wrong_usage(run: Run, outside: FakeOutside, arguments: Sequence[str], says: str) -> None:
    """What is wrong is said before anything is opened or asked."""
    result = run("ingest", *arguments)

    assert (result.exit_code, outside.opened, outside.application.services.asked) == (2, [], [])
    assert says in result.stderr


@pytest.mark.parametrize("error", [SourceDown, SourceError, SourceNotAllowed])
def test_a_service_that_breaks_off(
    run: Run, online: FakeOnline, outside: FakeOutside, error: type[SourceError]
) -> None:
    """What came before is taken in and told; then why there is no more, and what to do."""
    online.error = error("arXiv answers 503. Try again later.")
    result = run(*ARXIV)

    assert result.exit_code == 7
    assert outside.application.writer.records == online.records
    assert result.stdout.startswith("2 added")
    assert (
        "arXiv answers 503. Try again later. The papers received before are kept" in result.stderr
    )


def test_a_service_that_is_down_json(run: Run, online: FakeOnline) -> None:
    """A program reads what came in from one stream, and the error from the other."""
    online.records, online.error = [], SourceDown("arXiv is down.")
    result = run(*ARXIV, "--json")

    assert json.loads(result.stdout)["added"] == 0
    assert json.loads(result.stderr)["error"]["kind"] == "service"


def test_what_nobody_knows(run: Run, online: FakeOnline) -> None:
    """Where no paper is to be had, that is an exit code of its own."""
    online.records = [Rejected(1, "No service knows 10.1000/xyz.")]
    result = run("ingest", "id", "10.1000/xyz")

    assert result.exit_code == 1
    assert "record 1: No service knows 10.1000/xyz." in result.stdout


def test_nothing_new(run: Run, online: FakeOnline) -> None:
    """A feed that is empty, as at weekends, is no error."""
    online.records = []

    assert run("ingest", "rss", "--category", "cs.CL").exit_code == 0


def test_interrupted(run: Run, online: FakeOnline, outside: FakeOutside) -> None:
    """The same command goes on."""
    outside.application.writer.interrupted = True
    result = run(*ARXIV)

    assert (result.exit_code, "Run the same command again" in result.stdout) == (130, True)


def test_hostile_service(run: Run, online: FakeOnline) -> None:
    """What a service says cannot steer the terminal."""
    online.records, online.error = [], SourceDown("bad \x1b[31manswer\x07")

    assert "bad answer" in run(*ARXIV).stderr
