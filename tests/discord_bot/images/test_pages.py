"""Pictures of evidence are no more than a message may have."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.discord_bot import limits
from bot.discord_bot.images import pages
from retrieval.library.catalog.catalog import open_catalog
from retrieval.paper import Evidence
from retrieval.passage import Box, Passage, PrintedPart

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("printed", [0, 9, 12])
async def test_no_more_are_drawn_than_a_message_may_have(
    printed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of pages come first; formulas have the room that is left."""
    part = PrintedPart(0, 9, Box(0, 1.0, 1.0, 2.0, 2.0))
    words = [f"Owl {n:02} has" for n in range(12)]
    read = [Passage("text", text, "", (part,), "", n) for n, text in enumerate(words)]

    async def draw(name: str, *given: Sequence[Any]) -> list[bytes]:
        return [b"png" for _ in given[-1]]

    async def defer(interaction: Any, *, ephemeral: bool) -> None:
        pass

    with open_catalog(tmp_path / "catalogue.db") as catalog:
        texts = catalog.full_texts
        texts.add("printed", read, NOW, source="upload", pdf=b"%PDF")
        texts.add("set", read, NOW, source="pmc", licence="open")
        services = SimpleNamespace(
            application=SimpleNamespace(catalog=catalog), drawing=asyncio.Semaphore(2)
        )
        monkeypatch.setattr(pages, "services_of", lambda interaction: services)
        monkeypatch.setattr(pages, "defer", defer)
        monkeypatch.setattr(pages, "draw_words", draw)
        monkeypatch.setattr(pages, "draw_formulas", draw)
        spans = [Evidence("printed", words[n], 0, 10, passage=n) for n in range(printed)]
        spans += [Evidence("set", words[n], 0, 10, passage=n, formulas=("x^2",)) for n in range(12)]
        drawn = await pages.draw_evidence(cast(Any, None), spans)

    assert len(drawn) == limits.ATTACHMENTS
    assert sum(span.paper_id == "printed" for span in drawn) == min(printed, limits.ATTACHMENTS)
