"""A library in PostgreSQL and a Chroma server, which several processes have open at once."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from retrieval.errors import LibraryInUse
from retrieval.library.library import Library, open_library
from retrieval.passage import Passage
from retrieval.provenance import Provenance
from retrieval.search.query import parse_query
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.small_library import count_indexed
from tests.retrieval.papers import CATS, NOW, PAPERS, paper
from tests.servers.chroma import ChromaServer
from tests.servers.postgresql import needs_postgresql, new_database

pytestmark = needs_postgresql

ROOT = Path(__file__).parents[3]


class Place:
    """Where the library is: each opening of it is as another process has it."""

    def __init__(self, folder: Path, chroma: str) -> None:
        self.database = new_database("shared")
        self.chroma = chroma
        self.collection = f"shared-{os.getpid()}-{folder.name}"[:60]
        self._folder = folder
        self._opened = 0

    def opened(self, *, chroma: bool = True) -> AbstractContextManager[Library]:
        """Open it, in a data directory of its own."""
        self._opened += 1
        return open_library(
            self._folder / str(self._opened),
            FakeEmbedder(),
            database=self.database,
            chroma=self.chroma if chroma else "",
            collection=self.collection,
        )


@pytest.fixture
def place(tmp_path: Path, chroma_server: ChromaServer) -> Place:
    """Give an empty one."""
    return Place(tmp_path, chroma_server.address)


def best(library: Library, query: str) -> list[str]:
    """Return the ids that the text index finds, best first."""
    return list(library.lexical.search(parse_query(query), limit=100))


def test_what_one_takes_in_another_finds(place: Place):
    """At once, and no longer once it is removed; nothing is kept in a data directory."""
    with place.opened() as one, place.opened() as other:
        assert best(other, "cats") == []
        one.catalog.upsert(PAPERS, NOW, Provenance.SERVICE)
        one.indexing.drain()
        found = other.search("the sleep of domestic cats")
        counts = count_indexed(other)
        other.catalog.remove([CATS.paper_id])
        other.indexing.drain()

        assert found.hits[0].paper.paper_id == CATS.paper_id
        assert found.hits[0].alignment > 0
        assert counts == (4, 4, 4, 4)
        assert best(one, "cats") == []
        assert count_indexed(one) == (3, 3, 3, 3)
        held = {"lock", "chroma", "tantivy", "tokens.db", "catalogue.db"}
        assert not any((one.directory.path / name).exists() for name in held)


def test_passages_are_shared_too(place: Place):
    """They are found by the others, and are not among the papers."""
    with place.opened() as one, place.opened() as other:
        one.catalog.upsert(PAPERS, NOW, Provenance.SERVICE)
        read = [Passage("text", "The zeppelin had nine rooms.")]
        one.catalog.full_texts.add(CATS.paper_id, read, NOW, source="pmc")
        one.indexing.drain()
        found = other.search("zeppelin rooms").hits

        assert [hit.paper.paper_id for hit in found if hit.paper.passages] == [CATS.paper_id]
        assert count_indexed(other) == (4, 4, 4, 4)
        one.catalog.remove([CATS.paper_id])
        one.indexing.drain()
        assert other.indexing.passages.count() == 0


def test_two_that_index_at_once(place: Place):
    """Each waits for its turn, and every paper is indexed as it is now."""
    with place.opened() as one, place.opened() as other:
        failures: list[BaseException] = []

        def index(library: Library, first: int) -> None:
            try:
                for n in range(first, first + 12, 3):
                    papers = [paper(m, f"The word{m % 7} of number {m}") for m in range(n, n + 6)]
                    library.catalog.upsert(papers, NOW, Provenance.SERVICE)
                    library.indexing.drain()
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=index, args=a) for a in ((one, 0), (other, 4))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failures == []
        count = one.catalog.count()
        assert count_indexed(one) == (count, count, count, count)
        assert one.catalog.count_pending() == 0
        alone = best(one, "word3")
        assert len(alone) == sum(m % 7 == 3 for m in range(19))


def test_vectors_of_ones_own_are_not_shared(place: Place):
    """With embedded vectors one process has the library; each of both ways says so."""
    with place.opened(chroma=False), pytest.raises(LibraryInUse, match="FOOTNOTE_CHROMA"):
        place.opened().__enter__()
    with place.opened(), pytest.raises(LibraryInUse, match="in use by another process"):
        place.opened(chroma=False).__enter__()
    with place.opened(chroma=False) as alone:
        alone.catalog.upsert(PAPERS, NOW, Provenance.SERVICE)
        alone.indexing.drain()
        assert count_indexed(alone) == (4, 4, 4, 4)


def test_a_turn_ends_with_its_process(place: Place):
    """Killed while it indexes, a process leaves the turn to the next."""
    with place.opened() as library:
        program = (
            "import sys, time\n"
            "from retrieval.library.catalog.tables import SCHEMA\n"
            "from retrieval.db.advisory_lock import AdvisoryLock\n"
            "AdvisoryLock(sys.argv[1], 'indexing', SCHEMA).acquire()\n"
            "print('held', flush=True)\n"
            "time.sleep(600)\n"
        )
        holder = subprocess.Popen(
            [sys.executable, "-c", program, place.database], cwd=ROOT, stdout=subprocess.PIPE
        )
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"held\n"
            library.catalog.upsert(PAPERS, NOW, Provenance.SERVICE)
            assert library.indexing.drain(wait=False) == 0
        finally:
            holder.kill()
            holder.communicate()

        assert library.indexing.drain() == 4
