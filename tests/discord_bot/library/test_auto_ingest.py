"""The library grows beside the bot: over real requests to a mirror, and told by the bot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bootstrap.background import ingest_in_background
from bot.bootstrap.services import open_fetches
from bot.settings import Settings
from discord_playground.message_contents import text_of
from retrieval.provenance import Provenance
from tests.discord_bot.actions import wait_for_answer
from tests.discord_bot.conftest import DiscordEnv
from tests.servers.sources_server import ArxivWorld, SourcesServer
from tests.waiting import eventually

NAMES = ("rss:cs.CL+cs.LG", "hf-daily")
NOW = datetime.now(UTC)


@pytest.fixture
def mirror() -> Iterator[SourcesServer]:
    """Serve forty papers over four days; Hugging Face is not there."""
    with SourcesServer(ArxivWorld(papers=40, days=4)) as server:
        yield server


def settings(tmp_path: Path, mirror: SourcesServer, names: tuple[str, ...] = NAMES) -> Settings:
    """Return settings with a mirror that may be asked at any pace."""
    return Settings(data_dir=tmp_path, mirror=mirror.address, mirror_pause=0, auto_ingest=names)


async def _says(discord_env: DiscordEnv, command: str) -> str:
    mara = await discord_env.playground.person("mara")
    return text_of(await wait_for_answer(await mara.run(mara.channel("papers"), command)))


async def test_new_papers_come_in(
    discord_env: DiscordEnv, mirror: SourcesServer, tmp_path: Path
) -> None:
    """And `/status` and `/library stats` say so, and what gave nothing."""
    given = settings(tmp_path, mirror)
    discord_env.application.settings = given
    with open_fetches(given) as fetches:
        async with ingest_in_background(given, discord_env.services, fetches.batch):
            await eventually(lambda: "incident-1" in discord_env.memory.notes.get("growth", ""))
    status = (await _says(discord_env, "status")).replace("\\", "")
    stats = (await _says(discord_env, "library stats")).replace("\\", "")

    ids = {paper.paper_id for paper in discord_env.application.catalog.papers}
    assert ids & mirror.world.ids("cs.CL", "cs.LG")
    assert set(discord_env.application.ingested_by) == {Provenance.SERVICE}
    for text in (status, stats):
        assert "Last automatic import <t:" in text
        assert "hf-daily has not worked yet." in text
        assert "incident-1" in text
