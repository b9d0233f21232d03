"""Changes of the library take turns."""

from __future__ import annotations

import asyncio
from pathlib import Path

from retrieval.library.writer import LibraryWriter
from retrieval.provenance import Provenance
from retrieval.sources.records import Record
from tests.fakes.small_library import small_library
from tests.retrieval.papers import NOW, PAPERS, paper


async def test_a_large_file_lets_others_have_their_turn(tmp_path: Path) -> None:
    """A paper added meanwhile is there first; the file is reported, and undone, as one."""
    with small_library(tmp_path) as library:
        writer = LibraryWriter(library.catalog, library.indexing, lambda: NOW)
        records = [Record(paper(n, f"A paper of the number {n}"), n) for n in range(1, 200)]
        ended: list[str] = []

        async def add(name: str, given: list[Record]) -> int:
            added = await writer.add([*given, *given[:1]], Provenance.MEMBER, "guild:1")
            ended.append(name)
            if name == "file":
                assert (added.added, len(added.papers)) == (199, 199)
                assert await writer.restore(added.undo)
            return added.added

        await asyncio.gather(
            add("file", records), add("one", [Record(paper(999, "One paper of another"), 1)])
        )
        left = library.catalog.ids() - {one.paper_id for one in PAPERS}

    assert ended == ["one", "file"]
    assert left == {"2400.00999"}
