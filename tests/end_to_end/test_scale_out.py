"""Three bots that share PostgreSQL and a Chroma server: one is killed, and nothing is lost."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.auto_ingest.state import load_feed_states
from bot.records.schedule import Schedule
from bot.records.subscriptions import Interests, Subscription
from bot.storage.stores import open_stores
from discord_playground.message_contents import text_of
from discord_playground.person import Person
from discord_playground.server import Playground
from discord_playground.world.guilds import Guild
from retrieval.db.advisory_lock import lock_key
from retrieval.library.catalog.catalog import open_catalog
from tests.end_to_end.footnote import Footnote
from tests.end_to_end.test_auto_ingest import logged_in, stopped
from tests.servers.chroma import ChromaServer
from tests.servers.postgresql import needs_postgresql, new_database
from tests.servers.sources_server import ArxivWorld, SourcesServer
from tests.waiting import wait_until

pytestmark = needs_postgresql

SHARDS = 3
GROWING = ("rss:cs.CL+cs.LG+cs.CV", "hf-daily")
QUESTION = "How much faster does neural speech synthesis with a Transformer train than Tacotron2?"


class Cluster:
    """The bots by their shard, and what they share."""

    def __init__(self, folder: Path, playground: Playground, **environ: str) -> None:
        self.database = environ["FOOTNOTE_DATABASE_URL"]
        self.playground = playground
        self.guilds = [guild_of(playground, shard) for shard in range(SHARDS)]
        self.running: dict[int, subprocess.Popen[bytes]] = {}
        self._commands = []
        for shard in range(SHARDS):
            home = folder / f"bot-{shard}"
            home.mkdir()
            mine = {"FOOTNOTE_SHARDS": str(SHARDS), "FOOTNOTE_SHARD_IDS": str(shard)}
            self._commands.append(Footnote(home / "data", **environ, **mine))

    @property
    def footnote(self) -> Footnote:
        """The command as the first of them has it."""
        return self._commands[0]

    @contextmanager
    def up(self) -> Iterator[None]:
        """Kill those that still run at the end."""
        try:
            yield
        finally:
            for bot in self.running.values():
                bot.kill()
                bot.communicate()

    async def start(self, *shards: int) -> None:
        """Start bots, and wait until they are in."""
        for shard in shards:
            self.running[shard] = self._commands[shard].start("run")
        await asyncio.gather(*(logged_in(self.running[shard]) for shard in shards))

    async def kill(self, shard: int) -> None:
        """Kill a bot where it is."""
        bot = self.running.pop(shard)
        bot.kill()
        await asyncio.to_thread(bot.communicate)

    def growing(self) -> int | None:
        """Return the shard of the bot that grows the library; None where nobody does."""
        key = lock_key("growth") % (1 << 64)
        held = sa.text(
            "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) "
            "WHERE locktype = 'advisory' AND granted AND classid = :high AND objid = :low"
        )
        engine = sa.create_engine(self.database.replace("postgresql:", "postgresql+psycopg:"))
        with engine.connect() as connection:
            name = connection.scalar(held, {"high": key >> 32, "low": key & 0xFFFFFFFF})
        engine.dispose()
        return next((n for n, bot in self.running.items() if name == f"footnote {bot.pid}"), None)

    def looked_at(self) -> set[str]:
        """Return what has been looked at to its end."""
        with open_stores(self.database) as community:
            states = load_feed_states(community.notes)
        return {name for name, state in states.items() if state.tried}

    def sent(self) -> list[list[str]]:
        """Return how far the issues of each server's digest are."""
        with open_stores(self.database) as community:
            return [
                [entry.outcome for entry in community.ledger.history(f"s{n}", 9)]
                for n in range(SHARDS)
            ]

    async def asked(self, mara: Person, shard: int) -> str:
        """Ask in a shard's server, and return the answer."""
        done = await mara.run(self.channel(shard), "ask", question=QUESTION)
        return text_of(await done.message_when(lambda m: "4.25" in text_of(m)))

    def channel(self, shard: int) -> str:
        """Return the channel of a shard's server."""
        return self.playground.world.channel_named("reading", self.guilds[shard])


def guild_of(playground: Playground, shard: int) -> Guild:
    """Open servers until one is the shard's; let Mara and the bot into that."""
    world = playground.world
    while True:
        guild = world.places.add_guild(f"Server of {shard}", world.person("ines"))
        if (int(guild.id) >> 22) % SHARDS == shard:
            break
        del world.state.guilds[guild.id]
        world.state.new_id()
    world.places.add_channel(guild, "reading")
    world.places.add_member(guild, world.person("mara"))
    world.invite(playground.application, guild)
    return guild


def subscribed(cluster: Cluster, shard: int, now: datetime) -> Subscription:
    """Return a subscription of a shard's server that was due an hour ago."""
    earlier = now - timedelta(hours=1)
    return Subscription(
        f"s{shard}",
        int(cluster.guilds[shard].id),
        int(cluster.channel(shard)),
        int(cluster.playground.world.person("mara").id),
        now - timedelta(days=9),
        earlier,
        schedule=Schedule(at=earlier.time().replace(microsecond=0)),
        interests=Interests(topics=("few-shot learning",)),
    )


async def posts(cluster: Cluster, mara: Person, shard: int) -> list[dict[str, Any]]:
    """Return the digests that were posted in a shard's server."""
    found = await mara.history(cluster.channel(shard))
    return [m for m in found if m["author"].get("bot") and not m.get("interaction_metadata")]


@pytest.mark.nightly
async def test_one_of_three_is_killed(tmp_path: Path, chroma_server: ChromaServer) -> None:
    """The others answer, one of them grows the library, and no digest is lost or sent twice."""
    with ExitStack() as up:
        # it lets whoever grows first wait, until that one is killed
        mirror = up.enter_context(SourcesServer(ArxivWorld(papers=40, days=4), delay=50))
        async with Playground(port=0) as playground:
            cluster = Cluster(
                tmp_path,
                playground,
                DISCORD_TOKEN=playground.bot_token,
                FOOTNOTE_DISCORD_API=playground.api,
                FOOTNOTE_DATABASE_URL=new_database("scale"),
                FOOTNOTE_CHROMA=chroma_server.address,
                FOOTNOTE_CHROMA_COLLECTION=f"scale-{os.getpid()}",
                FOOTNOTE_MIRROR=mirror.address,
                FOOTNOTE_MIRROR_PAUSE="0",
                FOOTNOTE_AUTO_INGEST=", ".join(GROWING),
            )
            up.enter_context(cluster.up())
            first = await asyncio.to_thread(cluster.footnote, "ingest", "starter", "--json")
            now = datetime.now(UTC)
            with open_stores(cluster.database) as community:
                for shard in range(SHARDS):
                    community.subscriptions.add(subscribed(cluster, shard, now))
            mara = await playground.person("mara")

            await cluster.start(*range(SHARDS))
            everywhere = await asyncio.gather(*(cluster.asked(mara, n) for n in range(SHARDS)))
            await asyncio.to_thread(wait_until, lambda: cluster.growing() is not None)
            killed = cluster.growing()
            assert killed is not None
            left_to_do = set(GROWING) - cluster.looked_at()
            await cluster.kill(killed)
            mirror.delay = 0
            others = [n for n in range(SHARDS) if n != killed]
            meanwhile = await asyncio.gather(*(cluster.asked(mara, n) for n in others))
            await asyncio.to_thread(wait_until, lambda: cluster.looked_at() == set(GROWING))
            grower = cluster.growing()
            await cluster.start(killed)
            again = await cluster.asked(mara, killed)
            await asyncio.to_thread(wait_until, lambda: cluster.sent() == [["done"]] * SHARDS)
            digests = [await posts(cluster, mara, n) for n in range(SHARDS)]
            for shard in range(SHARDS):
                await stopped(cluster.running.pop(shard))

    with open_catalog(cluster.database) as catalog:
        papers = catalog.count()
        waiting = catalog.count_pending()
    assert first.json["added"] == 67
    assert all("4.25" in answer for answer in [*everywhere, *meanwhile, again])
    assert left_to_do
    assert grower in others
    assert papers > 67
    assert waiting == 0
    assert [len(found) for found in digests] == [1, 1, 1]
    assert playground.violations == []


def test_the_command_line_shares_too(
    few_papers: Path, tmp_path: Path, chroma_server: ChromaServer
) -> None:
    """Two commands at once, each with a folder of its own; `doctor` says what answers."""
    database = new_database("commands").replace("footnote@", "footnote:s3cret-word@")
    environ = {
        "FOOTNOTE_DATABASE_URL": database,
        "FOOTNOTE_CHROMA": chroma_server.address,
        "FOOTNOTE_CHROMA_COLLECTION": f"commands-{os.getpid()}",
    }
    one, other = (Footnote(tmp_path / name, **environ) for name in ("one", "other"))
    one("ingest", "file", few_papers)
    chat = one.start("chat")
    found = other("search", "neural speech synthesis", "--json").json
    checks = {check["name"]: check for check in other("doctor", "--json").json["checks"]}
    refused = other("backup", tmp_path / "backup", code=3)
    chat.kill()
    said, _ = chat.communicate()
    down = other("doctor", code=1, FOOTNOTE_DATABASE_URL=database.replace("127.0.0.1", "127.0.0.9"))

    assert "Neural Speech Synthesis" in found["results"][0]["title"]
    assert checks["database"]["detail"].endswith("answers")
    assert checks["papers"]["detail"] == "5 in the catalog"
    assert "pg_dump" in refused.text
    assert "Check that the server runs" in down.text
    for told in (said.decode(), str(checks), refused.text, down.text):
        assert "s3cret" not in told
    assert not any("s3cret" in f.read_text() for f in tmp_path.glob("*/footnote.log"))
