"""`ingest pdf` and `ingest full-text`: what is read, and what is said of the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from retrieval.errors import SourceDown
from retrieval.library.library import Library
from retrieval.library.writer import LibraryWriter
from tests.cli.conftest import Run
from tests.fakes.cli import FakeOutside
from tests.fakes.fetch import FakeFetch
from tests.fakes.small_library import small_library
from tests.full_text.pdf_writer import Text, paragraph, write_pdf
from tests.full_text.test_pdf import FILL
from tests.retrieval.papers import NOW, PAPERS

TITLED = write_pdf([[Text(72, 740, "How swallows nest in barns", 16), *paragraph(FILL * 3)]])
UNTITLED = write_pdf([paragraph(FILL * 3)])


@pytest.fixture
def library(outside: FakeOutside, tmp_path: Path) -> Iterator[Library]:
    """Give the library of sample papers that the command line changes."""
    with small_library(tmp_path / "library") as library:
        application = cast(Any, outside.application)
        application.catalog = library.catalog
        application.writer = LibraryWriter(library.catalog, library.indexing, lambda: NOW)
        yield library


def test_a_folder_is_read_and_what_fails_is_told(
    run: Run, library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One file does not stop the others, and what is there already is not read again."""
    monkeypatch.chdir(tmp_path)  # messages have short paths, which are not broken into lines
    folder = Path("papers")
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "b.pdf").write_bytes(TITLED)
    (folder / "c.pdf").write_bytes(UNTITLED)
    (folder / "notes.txt").write_text("no paper")
    done = run("ingest", "pdf", str(folder), "missing.pdf")
    told, wrong = " ".join(done.stdout.split()), " ".join(done.stderr.split())
    again = json.loads(run("ingest", "pdf", str(folder), "--json").stdout)

    assert done.exit_code == 0
    assert "b.pdf: How swallows nest in barns, 1 page, 4 passages" in told
    assert "1 read, 0 already there, 3 rejected." in told
    assert "a.pdf: This PDF is damaged" in wrong
    assert "missing.pdf cannot be read: No such file" in wrong
    assert "first page of this paper does not say its title. Give it by --title." in wrong
    assert (again["read"], again["unchanged"], again["rejected"]) == (0, 1, 2)
    (paper,) = library.catalog.find_titled("How swallows nest", 9)
    text = library.catalog.at("anywhere").full_texts.get(paper.paper_id)
    assert text is not None
    assert text.source == "file"
    assert not library.catalog.count_pending(passages=True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("a.pdf", "b.pdf", "--title", "One"), "--title is for one file"),
        ((".",), "These folders have no PDF"),
    ],
)
def test_what_cannot_be_done_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    """Before the library is opened."""
    monkeypatch.chdir(tmp_path)
    done = run("ingest", "pdf", *arguments)

    assert done.exit_code == 2
    assert says in done.stderr


def test_texts_are_fetched_for_papers_without_one(
    run: Run, outside: FakeOutside, library: Library
) -> None:
    """Until a service is down; the same command goes on later."""
    fetch = FakeFetch({"https://": (404, b"")})
    cast(Any, outside.application.services).fetch = fetch
    none = run("ingest", "full-text", "--all")
    cast(Any, outside.application.services).fetch = FakeFetch(
        {"https://": SourceDown("arxiv.org does not answer.")}
    )
    down = run("ingest", "full-text", "--all")

    assert f"0 read, 0 already there, {len(PAPERS)} rejected." in none.stdout
    assert "Neither PubMed Central nor arXiv has its text." in none.stderr
    assert down.exit_code == 7
    assert "arxiv.org does not answer" in down.stderr
