"""Reading a library while another process holds it."""

from __future__ import annotations

import json
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import DataDirectoryError, LibraryInUse, VectorStoreDown
from retrieval.library.library import open_library
from retrieval.provenance import Provenance
from retrieval.search.query import Filters
from retrieval.search.vector.vector_server import is_served
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.small_library import count_indexed, small_library
from tests.retrieval.papers import CATS, GRAPHS, NOW, paper
from tests.waiting import wait_until

ROOT = Path(__file__).parents[3]
HOLD = """
import sys
from pathlib import Path
from retrieval.passage import Passage
from retrieval.provenance import Provenance
from tests.fakes.small_library import small_library
from tests.retrieval.papers import NOW, paper
with small_library(Path(sys.argv[1])) as library:
    print("held", flush=True)
    for title in sys.stdin:
        library.catalog.upsert([paper("t-new", title=title.strip())], NOW, Provenance.SERVICE)
        read = [Passage("text", "The zeppelin had nine rooms.")]
        library.catalog.full_texts.add("2400.t-new", read, NOW, source="pmc")
        library.indexing.drain()
        print("added", flush=True)
"""


class Holder:
    """A process that holds a small library."""

    def __init__(self, folder: Path, process: subprocess.Popen[str]) -> None:
        self.folder = folder
        self.process = process

    def add(self, title: str) -> None:
        """Let it record and index a paper."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(title, file=self.process.stdin, flush=True)
        assert self.process.stdout.readline() == "added\n"


@contextmanager
def hold(folder: Path) -> Iterator[Holder]:
    """Hold a small library in another process."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"
            yield Holder(folder, process)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the folder of a library that another process holds, with a path of over 100 bytes."""
    with hold(tmp_path_factory.mktemp("library") / ("long" * 30)) as holder:
        yield holder.folder


def test_reads_what_the_holder_writes(tmp_path: Path):
    """A reader finds the holder's papers and passages, also those added after it opened."""
    with hold(tmp_path) as holder, open_library(tmp_path, FakeEmbedder(), beside=True) as library:
        before = count_indexed(library)
        holder.add("A zebra in the savanna")
        wait_until(lambda: count_indexed(library) == (5, 5, 5, 5))

        assert before == (4, 4, 4, 4)
        hits = library.search("zebra savanna").hits
        assert hits[0].paper.title == "A zebra in the savanna"
        wait_until(lambda: library.indexing.passages.count() == 1)
        rooms = library.search("zeppelin rooms").hits
        assert [hit.paper.title for hit in rooms if hit.paper.passages] == [hits[0].paper.title]


def test_finds_the_same(held: Path, tmp_path: Path):
    """Search, filters, vectors and related papers are as in a library of one's own."""
    with (
        small_library(tmp_path) as own,
        open_library(held, FakeEmbedder(), beside=True) as beside,
    ):
        for query, filters in (
            ("cats", Filters()),
            ("adapter layers", Filters(authors=("Grace Hopper",))),
            ("graphs", Filters(year_to=2022, categories=("cs",))),
        ):
            expected = own.search(query, filters=filters)
            found = beside.search(query, filters=filters)
            assert [hit.paper for hit in found.hits] == [hit.paper for hit in expected.hits]
            assert [hit.score for hit in found.hits] == pytest.approx(
                [hit.score for hit in expected.hits], abs=1e-6
            )
        assert [hit.paper for hit in beside.search.related(CATS.paper_id)] == [
            hit.paper for hit in own.search.related(CATS.paper_id)
        ]
        ids = [CATS.paper_id, "unknown", GRAPHS.paper_id]
        vectors = beside.vectors.vectors(ids)
        assert vectors.keys() == {CATS.paper_id, GRAPHS.paper_id}
        for paper_id, vector in own.vectors.vectors(ids).items():
            np.testing.assert_allclose(vectors[paper_id], vector, atol=1e-6)
        assert not beside.vectors.vectors(["unknown"])


def test_does_not_write(held: Path):
    """The reader's catalog refuses changes, its indexing says who holds the library."""
    with open_library(held, FakeEmbedder(), beside=True) as library:
        with pytest.raises(DataDirectoryError, match="cannot be written"):
            library.catalog.upsert([paper("t-1")], NOW, Provenance.SERVICE)
        with pytest.raises(LibraryInUse, match="in use by process"):
            library.indexing.drain()
        with pytest.raises(LibraryInUse, match="in use by process"):
            library.indexing.rebuild()
        assert library.indexing.drain(wait=False) == 0

        assert count_indexed(library) == (4, 4, 4, 4)


def test_writers_are_refused(held: Path):
    """Without `beside` a second process is told who holds the library, as ever."""
    with (
        pytest.raises(LibraryInUse, match=r"in use by process \d+"),
        open_library(held, FakeEmbedder()),
    ):
        pass


def test_the_socket_is_for_its_user_alone(held: Path):
    """Others cannot connect, and methods that write are not answered."""
    about = (held / "vectors.sock").stat()
    request = {"method": "delete", "collection": "", "arguments": {"ids": [CATS.paper_id]}}

    assert (stat.S_ISSOCK(about.st_mode), stat.S_IMODE(about.st_mode)) == (True, 0o600)
    assert json.loads(send(held, json.dumps(request).encode())) == {"result": None}
    for nonsense in (b"", b"{", b"[]", b"null", b"\xff" * 9):
        assert send(held, nonsense) == b""
    with open_library(held, FakeEmbedder(), beside=True) as library:
        assert library.vectors.count() == 4


def send(folder: Path, request: bytes) -> bytes:
    """Return what the holder answers."""
    with socket.socket(socket.AF_UNIX) as connection, hold_folder(folder) as address:
        connection.connect(address)
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return connection.recv(100)


@contextmanager
def hold_folder(folder: Path) -> Iterator[str]:
    """Give a short address of the socket in a folder."""
    short = Path("/tmp") / f"fn-{abs(hash(folder)) % 10**8}"  # a path of few bytes
    short.symlink_to(folder)
    try:
        yield str(short / "vectors.sock")
    finally:
        short.unlink()


def test_a_holder_that_was_killed(tmp_path: Path):
    """Its reader is told; the next process opens the library despite the socket it left."""
    with hold(tmp_path) as holder, open_library(tmp_path, FakeEmbedder(), beside=True) as library:
        holder.process.kill()
        holder.process.wait()
        with pytest.raises(VectorStoreDown, match="has stopped"):
            library.search("cats")

    assert (tmp_path / "vectors.sock").exists()
    with open_library(tmp_path, FakeEmbedder(), beside=True) as library:
        assert library.search("cats").hits[0].paper.paper_id == CATS.paper_id
        assert is_served(tmp_path, ("another format",)) is False
