"""Opening a library: another embedder, lost indexes, a folder in use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from retrieval.errors import EmbedderMismatch, LibraryInUse, VectorStoreDown
from retrieval.library.library import open_library
from retrieval.provenance import Provenance
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.small_library import count_indexed, small_library
from tests.retrieval.papers import CATS, NOW, PAPERS, paper
from tests.servers.chroma import ChromaServer


def test_a_library_outlives_its_process(tmp_path: Path):
    """Opened again it holds and finds what it did, and nothing is queued."""
    with small_library(tmp_path):
        pass

    with open_library(tmp_path, FakeEmbedder()) as library:
        assert count_indexed(library) == (4, 4, 4, 4)
        assert library.catalog.count_pending() == 0
        assert library.notes == ()
        assert library.search("cats").hits[0].paper.paper_id == CATS.paper_id


def test_one_process_holds_it(tmp_path: Path):
    """A second opening says who does."""
    with (
        small_library(tmp_path),
        pytest.raises(LibraryInUse, match="in use by process"),
        open_library(tmp_path, FakeEmbedder()),
    ):
        pass


# Another embedder


@pytest.mark.parametrize("other", [FakeEmbedder("other"), FakeEmbedder(dimension=32)])
def test_another_embedder_is_told(tmp_path: Path, other: FakeEmbedder):
    """The message names `reindex`; nothing is embedded and nothing lost."""
    with small_library(tmp_path):
        pass

    with (
        pytest.raises(EmbedderMismatch, match="footnote reindex"),
        open_library(tmp_path, other),
    ):
        pass

    assert other.asked == []
    with open_library(tmp_path, FakeEmbedder()) as library:
        assert count_indexed(library) == (4, 4, 4, 4)


def test_rebuilding_takes_another_embedder(tmp_path: Path):
    """After it the library belongs to the new one."""
    with small_library(tmp_path):
        pass

    other = FakeEmbedder("other", 16)
    with open_library(tmp_path, other, rebuilding=True) as library:
        assert library.indexing.rebuild() == 4
        assert count_indexed(library) == (4, 4, 4, 4)
        assert library.search("cats").hits[0].paper.paper_id == CATS.paper_id

    with open_library(tmp_path, FakeEmbedder("other", 16)) as library:
        assert library.catalog.count_pending() == 0
    with pytest.raises(EmbedderMismatch), open_library(tmp_path, FakeEmbedder()):
        pass


# What was lost


@pytest.mark.parametrize(
    ("lost", "name"),
    [("chroma", "vector index"), ("tokens.db", "token vectors")],
)
def test_a_lost_index_is_queued_to_be_filled(tmp_path: Path, lost: str, name: str):
    """With a note that names it, once; a drain fills it again."""
    with small_library(tmp_path):
        pass
    folder = tmp_path / lost
    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        for file in tmp_path.glob(f"{lost}*"):
            file.unlink()

    with open_library(tmp_path, FakeEmbedder()) as library:
        assert library.notes == (
            f"The {name} had lost papers: all 4 papers are queued to be indexed again.",
        )
        assert library.catalog.count_pending() == 4

    with open_library(tmp_path, FakeEmbedder()) as library:
        assert library.notes == ()
        library.indexing.drain()
        assert count_indexed(library) == (4, 4, 4, 4)
        assert library.search("cats").hits[0].paper.paper_id == CATS.paper_id


def test_waiting_papers_are_not_lost_ones(tmp_path: Path):
    """Neither those to be indexed nor those to be removed."""
    with small_library(tmp_path) as library:
        library.catalog.upsert([paper(n) for n in range(9)], NOW, Provenance.SERVICE)
        library.catalog.remove([CATS.paper_id])

    with open_library(tmp_path, FakeEmbedder()) as library:
        assert library.notes == ()
        assert library.catalog.count_pending() == 10
        library.indexing.drain()
        assert count_indexed(library) == (12, 12, 12, 12)


# A Chroma server


def test_vectors_may_lie_on_a_server(tmp_path: Path, chroma_server: ChromaServer):
    """Two libraries there do not meddle, by the names of their collections."""
    for name in ("reading-group", "other-group"):
        with open_library(
            tmp_path / name, FakeEmbedder(), chroma=chroma_server.address, collection=name
        ) as library:
            library.catalog.upsert(PAPERS, NOW, Provenance.SERVICE)
            library.indexing.drain()
            assert count_indexed(library) == (4, 4, 4, 4)
            assert not library.directory.chroma.exists()
            library.catalog.remove([one.paper_id for one in PAPERS])
            library.indexing.drain()


def test_a_server_that_is_down_is_told(tmp_path: Path):
    """Papers are recorded all the same, and wait; the message says what to do."""
    for _ in range(2):
        with open_library(tmp_path, FakeEmbedder(), chroma="http://127.0.0.1:9") as library:
            library.catalog.upsert(PAPERS, NOW, Provenance.SERVICE)
            with pytest.raises(VectorStoreDown, match="FOOTNOTE_CHROMA"):
                library.indexing.drain()
            assert library.catalog.count() == library.catalog.count_pending() == len(PAPERS)
