"""Opening a catalog, its tables, and what can go wrong beneath it."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from retrieval.db.database import Database
from retrieval.errors import CatalogueError, DataDirectoryError
from retrieval.library.catalog.catalog import Catalog, open_catalog
from retrieval.library.catalog.tables import SCHEMA, VERSION_TABLE, to_row
from retrieval.paper import Paper
from retrieval.passage import Passage
from retrieval.provenance import UNKNOWN_PLACE, Provenance

ROOT = Path(__file__).parents[4]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PAPER = Paper("own", "The title of a paper", "A.")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the file of a closed catalog of one paper."""
    path = tmp_path / "catalogue.db"
    with open_catalog(path) as catalog:
        catalog.upsert([PAPER], NOW, Provenance.SERVICE)
    return path


def run(code: str, *arguments: str) -> str:
    """Run Python code in another process, and return what it prints."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_opening_again_keeps_the_papers(file: Path) -> None:
    """What was written is there when the catalog is opened anew, by path or by URL."""
    for place in (file, str(file), f"sqlite:///{file}"):
        with open_catalog(place) as catalog:
            assert catalog.get("own") == PAPER


def test_written_by_a_newer_footnote(file: Path) -> None:
    """A database that is ahead of the code is not touched."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
        connection.commit()

    with pytest.raises(CatalogueError, match=r"newer Footnote .*9999"):
        open_catalog(file)


def test_damaged_file(file: Path) -> None:
    """A file whose pages were overwritten is said to be damaged."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * (size - 4096))

    with (
        pytest.raises(CatalogueError, match=r"catalogue.db is damaged.*backup"),
        open_catalog(file) as catalog,
    ):
        catalog.get("own")


@pytest.fixture
def limited(file: Path) -> Iterator[Catalog]:
    """Give a catalog whose file may not grow, as on a full disk."""
    with open_catalog(file) as catalog:

        def limit(connection: sqlite3.Connection, *_: object) -> None:
            connection.execute("PRAGMA max_page_count = 1").close()

        with catalog._database.read_transaction() as connection:
            limit(connection.connection.driver_connection)  # type: ignore[arg-type]
        yield catalog


def test_disk_full(limited: Catalog) -> None:
    """A full disk is said to be full; nothing is half written, and reading goes on."""
    many = [Paper(str(n), f"The paper of number {n}", "A." * 2000) for n in range(200)]

    with pytest.raises(DataDirectoryError, match=r"disk is full.*FOOTNOTE_DATA_DIR"):
        limited.upsert(many, NOW, Provenance.SERVICE)

    assert limited.ids() == {"own"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("mysql://host/name", "SQLite or PostgreSQL, not in mysql"),
        ("://", "not a database URL"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
    ],
)
def test_addresses_that_cannot_be(url: str, expected: str) -> None:
    """An address of no use is answered with what would be one."""
    with pytest.raises(CatalogueError, match=expected):
        open_catalog(url)


def test_a_killed_writer_loses_nothing(tmp_path: Path) -> None:
    """After a kill in the midst of writing, every call is there whole or not at all."""
    code = """
import sys
from datetime import UTC, datetime
from retrieval.library.catalog.catalog import open_catalog
from retrieval.paper import Paper
from retrieval.provenance import Provenance
with open_catalog(sys.argv[1]) as catalogue:
    for n in range(10**6):
        batch = [Paper(f"{n}-{i}", f"The paper of {n} and {i}", "A." * 500) for i in range(5)]
        catalogue.upsert(batch, datetime.now(UTC), Provenance.SERVICE)
        print(n, flush=True)
"""
    path = tmp_path / "catalogue.db"
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            for _ in range(10):
                process.stdout.readline()
        finally:
            os.kill(process.pid, signal.SIGKILL)
        reported = 10 + len(process.stdout.read().splitlines())

    with open_catalog(path) as catalog:
        assert catalog.count() in (5 * reported, 5 * reported + 5)
        assert catalog.count_pending() == catalog.count()
        assert {e.paper_id for e in catalog.list_pending(10**6)} == catalog.ids()


def make_older(path: Path, revision: str) -> Database:
    """Make the tables as the Footnote of an older revision left them."""
    older = Path(__file__).with_name("older_tables.sql").read_text(encoding="ascii")
    with closing(sqlite3.connect(path)) as connection:
        for section in older.split("-- ")[2:]:
            if section[:4] <= revision:
                connection.executescript(section[4:])
        connection.executescript(
            f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY);"
            f"INSERT INTO {VERSION_TABLE} VALUES ('{revision}')"
        )
    return Database(path, SCHEMA)


def insert_older(database: Database, paper: Paper, number: int = 1, **values: object) -> None:
    """Store a paper in a database without places."""
    with database.write_transaction() as connection:
        papers = sa.Table("papers", sa.MetaData(), autoload_with=connection)
        row = to_row(paper, "the title of a paper") | values
        row |= {"number": number, "added_at": NOW, "changed_at": NOW}
        del row["place"]
        connection.execute(sa.insert(papers).values(row))


def describe_tables(database: Database) -> dict[str, object]:
    """Return the columns and indexes of each table."""
    with database.read_transaction() as connection:
        found = sa.inspect(connection)
        return {
            table: (
                sorted((c["name"], str(c["type"])) for c in found.get_columns(table)),
                sorted(f"{i['name']} {i['column_names']}" for i in found.get_indexes(table)),
                found.get_pk_constraint(table),
            )
            for table in found.get_table_names()
        }


@pytest.mark.parametrize("revision", ["0001", "0003", "0005", "0007", "0008"])
def test_from_an_older_version(tmp_path: Path, file: Path, revision: str) -> None:
    """Its tables become those of a new catalog, and its papers stay."""
    path = tmp_path / "older.db"
    old = make_older(path, revision)
    insert_older(old, PAPER)
    old.close()

    with open_catalog(path) as catalog, open_catalog(file) as new:
        assert catalog.get("own") == PAPER
        assert catalog.get_provenance("own") is Provenance.UNKNOWN
        assert catalog.last_arrival() == (1 if revision < "0003" else 0)
        assert describe_tables(catalog._database) == describe_tables(new._database)


def test_starter_papers_of_an_older_version_are_marked(tmp_path: Path) -> None:
    """Their accounts were recorded as an operator's import, which they no longer rank with."""
    path = tmp_path / "catalogue.db"
    old = make_older(path, "0006")
    insert_older(old, replace(PAPER, source="starter"), provenance="operator")
    old.close()

    with open_catalog(path) as catalog:
        assert catalog.get_provenance("own") is Provenance.STARTER


def test_earlier_uploads_are_hidden_and_their_gifts_taken_back(tmp_path: Path) -> None:
    """What 0.2 stored of members: their papers, and what they filled in those of services."""
    path = tmp_path / "catalogue.db"
    old = make_older(path, "0006")
    link = "https://evil.example/paper"
    theirs = replace(PAPER, paper_id="theirs", source="upload", url=link)
    filled = replace(PAPER, paper_id="filled", abstract="Forged.", authors=("M. Allory",), url=link)
    insert_older(old, PAPER, 0, provenance="service", uploaded=[])
    insert_older(old, theirs, 1, provenance="member", uploaded=[])
    forged = ["abstract", "authors", "link"]
    insert_older(old, filled, 2, provenance="service", uploaded=forged)
    old.close()

    with open_catalog(path) as catalog:
        assert [p.paper_id for p in catalog.at("guild:1").page()] == ["filled", "own"]
        assert catalog.get("theirs") == replace(theirs, url="", place=UNKNOWN_PLACE)
        assert catalog.get("filled") == replace(filled, abstract="", authors=(), url="")
        assert catalog.get("own") == PAPER
        assert [entry.paper_id for entry in catalog.list_pending(9)] == ["filled"]
        assert catalog.revision() == 1


def test_pdfs_that_arxiv_gave_go_and_texts_and_uploads_stay(file: Path) -> None:
    """0.6 stored these PDFs, whose pages it never showed."""
    read = [Passage("text", "We have ten.")]
    with open_catalog(file) as catalog:
        texts = catalog.full_texts
        files = {}
        for pdf, source, place in (
            (b"%PDF fetched", "arxiv-pdf", ""),
            (b"%PDF uploaded", "upload", "one"),
            (b"%PDF both", "upload", "two"),
        ):
            texts.add("own", read, NOW, source=source, place=place, pdf=pdf)
            files[pdf] = catalog.at(place).full_texts.get("own")
        texts.add("other", read, NOW, source="arxiv-pdf", pdf=b"%PDF both")
        with catalog._database.write_transaction() as connection:
            connection.execute(sa.text("ALTER TABLE full_texts DROP COLUMN uploader"))
            connection.execute(sa.text("DROP TABLE wanted_texts"))
            connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '0010'"))

    with open_catalog(file) as catalog:
        texts = catalog.full_texts
        stored = [texts.get_pdf(text.sha256) for text in files.values()]
        assert stored == [None, b"%PDF uploaded", b"%PDF both"]
        assert catalog.at("").full_texts.get("own").sha256 == ""
        found = catalog.at("").full_texts.list_passages("own").values()
        assert [one.text for one in found] == ["We have ten."]
        assert texts.count_uploads("") == 4
        assert list(texts.list_wanted()) == []
