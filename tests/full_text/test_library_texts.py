"""A library finds papers by the passages of their texts, each place its own, and forgets them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.full_text.process import ReadPaper
from retrieval.library.library import Library, open_library
from retrieval.library.match import drop_cited_ids, find_record, make_record
from retrieval.library.writer import LibraryWriter
from retrieval.paper import Paper
from retrieval.passage import Passage
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.small_library import small_library
from tests.retrieval.papers import CATS, GRAPHS, NOW, PAPERS

OURS, THEIRS = "guild:1", "guild:2"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Give a library of the sample papers."""
    with small_library(tmp_path) as opened:
        yield opened


def add(library: Library, paper: Paper, *texts: str, place: str = OURS) -> None:
    """Give a paper a text, which one place alone sees, and index it."""
    read = [Passage("text", text, number=n) for n, text in enumerate(texts)]
    source = "upload" if place else "pmc"
    library.catalog.full_texts.add(paper.paper_id, read, NOW, source=source, place=place)
    library.indexing.drain()


def found(library: Library, query: str, place: str = OURS) -> dict[str, list[str]]:
    """Return the passages attached to each paper that a place finds."""
    hits = library.search.at(library.catalog.at(place), place)(query).hits
    return {hit.paper.paper_id: [one.text for one in hit.paper.passages] for hit in hits}


def test_a_place_finds_papers_by_its_own_texts(library: Library) -> None:
    """Others find them by their abstracts alone, however many passages are nearer."""
    secret = "The zeppelin had nine rooms."
    add(library, GRAPHS, secret, "The weather was mild in all of May.")
    add(library, CATS, *(f"The zeppelin had {n} rooms." for n in range(150)), place=THEIRS)
    ours = found(library, "zeppelin rooms")
    assert secret in ours[GRAPHS.paper_id]
    assert ours[CATS.paper_id] == []
    assert secret not in str(found(library, "zeppelin rooms", THEIRS))


def test_a_place_reads_its_own_text_before_everybodys(library: Library) -> None:
    """What both say is not read twice."""
    add(library, CATS, "The zeppelin had nine rooms.", place="")
    assert found(library, "zeppelin rooms")[CATS.paper_id] == ["The zeppelin had nine rooms."]
    add(library, CATS, "The zeppelin had ten rooms.")
    assert found(library, "zeppelin rooms")[CATS.paper_id] == ["The zeppelin had ten rooms."]


def test_a_text_that_replaces_a_longer_one_leaves_nothing_of_it(library: Library) -> None:
    """Neither in the indexes nor with its paper."""
    add(library, CATS, "One.", "The zeppelin had ten rooms.", "Three.")
    add(library, CATS, "Only this.")
    assert found(library, "zeppelin rooms")[CATS.paper_id] == ["Only this."]
    assert library.indexing.passages.count() == 1
    library.catalog.remove([paper.paper_id for paper in PAPERS])
    library.indexing.drain()
    assert library.indexing.passages.count() == 0


async def test_no_word_of_a_removed_text_is_left(library: Library) -> None:
    """In any file of the text index, while the library is open; others stay as they are."""
    for n, paper in enumerate([CATS, GRAPHS] * 6):  # so many that Tantivy puts them in one file
        add(library, paper, f"The zeppelin had {n} rooms.", place=f"guild:{n}")
    writer = LibraryWriter(library.catalog, library.indexing, lambda: NOW)
    assert await writer.remove_text(CATS.paper_id, "guild:0")
    assert list(library.directory.passages.glob("*.del"))  # words of what is removed
    await writer.index_pending(100)
    assert not list(library.directory.passages.glob("*.del"))
    assert found(library, "zeppelin rooms", "guild:1")[GRAPHS.paper_id]


@pytest.mark.parametrize("folder", ["passages", "chroma"])
def test_a_lost_index_of_passages_is_filled_again(tmp_path: Path, folder: str) -> None:
    """The words at once, the vectors once they are embedded again."""
    with small_library(tmp_path) as library:
        add(library, CATS, "The zeppelin had ten rooms.", "Three.")
    shutil.rmtree(tmp_path / folder)
    with open_library(tmp_path, FakeEmbedder()) as library:
        assert "passages" in " ".join(library.notes)
        library.indexing.drain()
        assert library.indexing.passages.count() == 2
        assert found(library, "zeppelin rooms")[CATS.paper_id]
    with open_library(tmp_path, FakeEmbedder()) as library:
        assert library.notes == ()


@pytest.mark.parametrize(
    ("title", "known"), [("Sleep of the domestic cat", True), ("Tides of the Moon", False)]
)
def test_a_text_is_not_of_a_record_with_quite_another_title(
    library: Library, title: str, known: bool
) -> None:
    """Though its first page has the id: it cites that paper, and gets a record of its own."""
    read = ReadPaper((), title, identifiers=(CATS.paper_id,))
    read = drop_cited_ids(library.catalog, read)
    assert (find_record(library.catalog, read) is not None) is known
    assert (make_record(read).paper_id == CATS.paper_id) is known
