"""The same on PostgreSQL, where FOOTNOTE_TEST_DATABASE_URL names an empty database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from retrieval.errors import CatalogueError
from retrieval.library.catalog.catalog import Catalog, open_catalog
from retrieval.library.catalog.tables import metadata
from retrieval.library.catalog.upsert import UpsertCounts
from retrieval.paper import Paper, title_hash
from retrieval.provenance import Provenance
from retrieval.search.query import Filters
from tests.servers.postgresql import database_url

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = database_url()

needs_server = pytest.mark.skipif(not URL, reason="FOOTNOTE_TEST_DATABASE_URL is not set")


@pytest.fixture
def server() -> Iterator[Catalog]:
    """Give an empty catalog in that database, and leave no table behind."""
    with open_catalog(URL) as catalog:
        yield catalog
        with catalog._database.write_transaction() as connection:
            metadata.drop_all(connection)
            connection.execute(sa.text("DROP TABLE catalogue_version"))


@needs_server
def test_papers_live_there(server: Catalog) -> None:
    """Papers are merged, found, filtered, renamed and removed as in SQLite."""
    read = Paper(
        title_hash("A title of five words"),
        "A title of five words",
        "A\0 \ud800.",
        ("José García", "Ann Lee"),
        date(2020, 1, 2),
        categories=("cs.CL",),
        source="arxiv",
        extra={"n": float("nan"), "t": "\0é", "l": [1]},
    )
    named = Paper("2001.00001", "A title of five words", "", doi="10.1000/a")

    assert server.upsert([read], NOW, Provenance.SERVICE) == UpsertCounts(added=1)
    assert server.upsert([read], NOW, Provenance.SERVICE) == UpsertCounts(unchanged=1)
    assert server.upsert([named], NOW, Provenance.SERVICE) == UpsertCounts(updated=1)
    found = server.get(read.paper_id)
    assert found is not None
    assert (found.paper_id, found.abstract) == ("2001.00001", "A \ufffd.")
    assert found.extra == {"n": None, "t": "é", "l": [1]}
    assert server.find("a title of") == found
    assert server.suggest_titles("title", 5) == [("2001.00001", "A title of five words")]
    filters = Filters(2020, 2020, ("CS",), ("garcia jose",), ("arxiv",))
    assert server.page(filters) == [found]
    assert server.count(filters) == 1
    assert [p for batch in server.iterate() for p in batch] == [found]
    assert {(entry.paper_id, entry.action) for entry in server.list_pending(9)} == {
        (read.paper_id, "remove"),
        ("2001.00001", "index"),
    }
    server.ack(server.list_pending(9))
    assert server.enqueue_all() == 1
    assert server.remove([read.paper_id]) == 1
    assert server.count() == 0


@needs_server
def test_two_catalogs_at_once(server: Catalog) -> None:
    """Processes that add one work at the same moment make one paper."""
    batch = [Paper(str(n), f"The title of paper {n}", "A.") for n in range(20)]
    with open_catalog(URL) as other, ThreadPoolExecutor(4) as threads:
        counts = list(
            threads.map(lambda c: c.upsert(batch, NOW, Provenance.SERVICE), [server, other] * 4)
        )

    assert sum(count.added for count in counts) == 20
    assert server.count() == 20


def test_no_server_answers() -> None:
    """A server that is not there, or a missing driver, is said so, without the password."""
    with pytest.raises(CatalogueError) as caught:
        open_catalog("postgresql://user:secret@127.0.0.1:1/name?sslpassword=secret")

    assert "postgresql://user:***@127.0.0.1:1/name" in str(caught.value)
    assert "secret" not in str(caught.value)
