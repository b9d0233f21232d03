"""The library grows beside the bot: over real requests to a mirror, and told by the bot."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.auto_ingest.state import FeedState, save_feed_states
from bot.bootstrap.background import ingest_in_background
from bot.bootstrap.services import open_fetch, open_fetches
from bot.settings import Settings
from discord_playground.message_contents import text_of
from retrieval.errors import SourceDown
from retrieval.provenance import Provenance
from tests.discord_bot.actions import wait_for_answer
from tests.discord_bot.conftest import DiscordEnv
from tests.servers.sources_server import ArxivWorld, Fault, SourcesServer
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
    with open_fetches(given, {}) as fetches:
        async with ingest_in_background(given, discord_env.services, fetches.batch):
            await eventually(lambda: "hf-daily" in discord_env.memory.notes.get("growth", ""))
    status = (await _says(discord_env, "status")).replace("\\", "")
    stats = (await _says(discord_env, "library stats")).replace("\\", "")

    ids = {paper.paper_id for paper in discord_env.application.catalog.papers}
    assert ids & mirror.world.ids("cs.CL", "cs.LG")
    assert set(discord_env.application.ingested_by) == {Provenance.SERVICE}
    for text in (status, stats):
        assert "Last automatic import <t:" in text
        assert "hf-daily has not worked yet." in text
        assert "incident-1" in text


async def test_a_stop_does_not_wait_for_a_service(
    discord_env: DiscordEnv, mirror: SourcesServer, tmp_path: Path
) -> None:
    """Though the service asked to be left alone for minutes."""
    given = replace_pause(settings(tmp_path, mirror))
    with open_fetches(given, {}) as fetches:
        async with ingest_in_background(given, discord_env.services, fetches.batch):
            await eventually(lambda: mirror.requests)
            began = time.monotonic()
            fetches.stop()
        await asyncio.to_thread(lambda: None)

    assert time.monotonic() - began < 30


def replace_pause(given: Settings) -> Settings:
    """Return settings whose mirror may be asked once a minute."""
    return given.model_copy(update={"mirror_pause": 60.0})


def test_who_waits_is_let_go(mirror: SourcesServer, tmp_path: Path) -> None:
    """Whoever waits for a turn gets an error that says why."""
    given, stopping = replace_pause(settings(tmp_path, mirror)), Event()
    with open_fetch(given, {}, stopping=stopping) as fetch:
        fetch("https://rss.arxiv.org/rss/cs.CL")
        errors: list[Exception] = []

        def ask() -> None:
            try:
                fetch("https://rss.arxiv.org/rss/cs.LG")
            except SourceDown as error:
                errors.append(error)

        thread = Thread(target=ask)
        thread.start()
        stopping.set()
        thread.join(10)

    assert not thread.is_alive()
    assert "is stopping" in str(errors[0])


def test_people_are_not_kept_waiting(mirror: SourcesServer, tmp_path: Path) -> None:
    """Where a harvest tries again and again, they are told after three tries."""
    mirror.fail(*[Fault.DOWN_SILENT] * 10)
    given = settings(tmp_path, mirror)
    with open_fetches(given, {}) as fetches, pytest.raises(SourceDown, match="3 times"):
        fetches.interactive("https://rss.arxiv.org/rss/cs.CL")

    assert len(mirror.requests) == 3


def test_who_asks_says_who_it_is(mirror: SourcesServer, tmp_path: Path) -> None:
    """The contact is in every request; a key goes to its own service alone."""
    given = settings(tmp_path, mirror).model_copy(update={"contact": "me@lab.example"})
    given = Settings(**{**given.model_dump(), "semantic_scholar_api_key": "s2-key"})
    mirror.give("https://api.semanticscholar.org/x", b"{}")
    mirror.give("https://api.openalex.org/x", b"{}")
    with open_fetch(given, {}) as fetch:
        for host in ("api.semanticscholar.org", "api.openalex.org"):
            fetch(f"https://{host}/x")
    scholar, openalex = mirror.requests

    assert [("me@lab.example" in r.headers["user-agent"]) for r in mirror.requests] == [True, True]
    assert scholar.headers["x-api-key"] == "s2-key"
    assert "x-api-key" not in openalex.headers
    assert openalex.query["mailto"] == "me@lab.example"


async def test_nothing_is_said_where_nothing_is_to_grow(discord_env: DiscordEnv) -> None:
    """Not everybody wants it."""
    assert "by itself" not in await _says(discord_env, "status") + await _says(
        discord_env, "library stats"
    )


async def test_what_grew_and_what_fails_is_said(discord_env: DiscordEnv) -> None:
    """How many came at the last looks, and since when another gives nothing."""
    discord_env.application.settings = Settings(data_dir=Path(), auto_ingest=NAMES)
    before = await _says(discord_env, "status")
    fine = FeedState(grown=NOW, tried=NOW, due=NOW, added=7)
    bad = replace(fine, grown=NOW - timedelta(days=3), added=0, failures=2, incident="1nc1")
    save_feed_states(
        discord_env.services.stores.notes,
        {NAMES[0]: replace(bad, problem="arXiv is *down*."), NAMES[1]: fine},
    )
    after = await _says(discord_env, "status")

    assert "No automatic import yet" in before
    assert f"Last automatic import <t:{int(NOW.timestamp())}:R>: 7 new papers" in after
    assert "it last worked <t:" in after
    assert r"arXiv is \*down\*." in after
    assert "1nc1" in after


async def test_growth_is_told_in_the_persons_language(discord_env: DiscordEnv) -> None:
    """As all of the status is."""
    discord_env.application.settings = Settings(data_dir=Path(), auto_ingest=NAMES)
    jonas = await discord_env.playground.person("jonas")
    told = text_of(await wait_for_answer(await jonas.run(jonas.channel("papers"), "status")))

    assert "Noch kein automatischer Import" in told
