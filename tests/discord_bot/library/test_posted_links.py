"""Links that people post are added where a server wants that, and nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.limits.guard import RateLimits
from bot.records.server_settings import ServerSettings
from discord_playground.person import Person
from discord_playground.server import Playground
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from tests.cli.samples import LASO
from tests.discord_bot.actions import Message
from tests.discord_bot.conftest import DiscordEnv, discord_env_in
from tests.discord_bot.library.test_add_references import plainly
from tests.fakes.discord_bot import FakeFetch

LINK = "https://arxiv.org/abs/2401.00001"


@pytest.fixture
def fetch() -> FakeFetch:
    """Give a source that knows a hundred papers."""
    ids = [f"2401.{number:05}" for number in range(1, 101)]
    return FakeFetch({i: Paper(i, f"Paper {i}", "An abstract.") for i in ids})


@pytest.fixture
async def discord_env(
    playground: Playground, tmp_path: Path, fetch: FakeFetch
) -> AsyncIterator[DiscordEnv]:
    """Give a bot that may read along, in a server that wants links added in #papers."""
    playground.application.message_content_allowed = True
    async with discord_env_in(
        playground, tmp_path, fetch=fetch, message_content=True
    ) as discord_env:
        mara = await playground.person("mara")
        wants(discord_env, mara, mara.channel("papers"))
        yield discord_env


def wants(discord_env: DiscordEnv, person: Person, *channels: str, **more: Any) -> None:
    """Settle in which channels links are added."""
    guild = int(person.seen.channels[person.channel("papers")]["guild_id"])
    ids = tuple(map(int, channels))
    discord_env.memory.settings[guild] = ServerSettings(link_channels=ids, **more)


def another(person: Person) -> str:
    """Return another channel of the same server."""
    papers = person.seen.channels[person.channel("papers")]
    return next(
        str(channel["id"])
        for channel in person.seen.channels.values()
        if channel.get("guild_id") == papers["guild_id"]
        and channel["type"] == papers["type"]
        and channel["id"] != papers["id"]
    )


async def replied(person: Person, to: Message) -> Message:
    """Return the message that replies to another."""
    return await person.wait_for(
        lambda m: (m.get("message_reference") or {}).get("message_id") == to["id"]
    )


def replies(person: Person) -> list[Message]:
    """Return all replies that a person has seen."""
    return [m for m in person.seen.messages.values() if m["type"] == 19]


async def test_a_link_is_added(discord_env: DiscordEnv, fetch: FakeFetch) -> None:
    """The bot says what it added and who shared it, and nobody is pinged."""
    mara = await discord_env.playground.person("mara")
    posted = await mara.say(mara.channel("papers"), f"look: {LINK}v2 (and 2401.00002)")
    reply = await replied(mara, posted)
    assert discord_env.application.ingested_by == [Provenance.SERVICE]

    assert fetch.asked == [("2401.00001", "2401.00002")]
    assert "Shared by @Mara: 2 papers added" in plainly(reply)
    assert "Paper 2401.00001" in plainly(reply)
    assert not reply["mentions"]
    assert not reply["mention_everyone"]


async def test_nothing_is_said_where_all_is_known(
    discord_env: DiscordEnv, fetch: FakeFetch
) -> None:
    """Of a paper in the library, and of one that was shared a moment ago."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    for text in (f"https://arxiv.org/abs/{LASO.paper_id}", LINK, f"again {LINK}"):
        await mara.say(channel, text)
    last = await mara.say(channel, "2401.00003")
    await replied(mara, last)

    assert fetch.asked == [("2401.00001",), ("2401.00003",)]
    assert len(replies(mara)) == 2


async def test_elsewhere_nothing_is_added(discord_env: DiscordEnv, fetch: FakeFetch) -> None:
    """Not in other channels, not in direct messages, not of bots; in threads, it is."""
    mara = await discord_env.playground.person("mara")
    await mara.say(another(mara), LINK)
    head = await mara.say(mara.channel("papers"), "a thread")
    thread = await mara.open_thread(head, "Links")
    last = await mara.say(thread["id"], "2401.00004")
    await replied(mara, last)

    assert fetch.asked == [("2401.00004",)]


async def test_who_may_not_ask_may_not_add(discord_env: DiscordEnv, fetch: FakeFetch) -> None:
    """The roles of a server hold; its channels for questions do not matter here."""
    jonas = await discord_env.playground.person("jonas")
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    wants(discord_env, mara, channel, roles=(1,), channels=(1,))
    await jonas.say(channel, LINK)
    last = await mara.say(channel, "2401.00005")
    await replied(mara, last)

    assert fetch.asked == [("2401.00005",)]


async def test_a_flood_is_bounded(discord_env: DiscordEnv, fetch: FakeFetch) -> None:
    """What one person shares too fast is not fetched, and that is said once in a channel."""
    object.__setattr__(discord_env.services, "adding", RateLimits(user=1))
    mara, jonas = [await discord_env.playground.person(name) for name in ("mara", "jonas")]
    channel = mara.channel("papers")
    await replied(mara, await mara.say(channel, "2401.00001 2401.00002 2401.00003"))
    warned = await replied(mara, await mara.say(channel, "2401.00004"))
    await mara.say(channel, "2401.00005")
    await replied(mara, await jonas.say(channel, "2401.00006"))

    assert "Too many papers are being shared here" in plainly(warned)
    assert fetch.asked == [("2401.00001", "2401.00002", "2401.00003"), ("2401.00006",)]
    assert len(replies(mara)) == 3


async def test_shared_papers_count_as_records_of_the_day(
    discord_env: DiscordEnv, fetch: FakeFetch
) -> None:
    """Of who shares them; what is over is not fetched."""
    discord_env.change_settings(records_user_day=2)
    mara = await discord_env.playground.person("mara")
    await replied(mara, await mara.say(mara.channel("papers"), "2401.00001 2401.00002"))
    warned = await replied(mara, await mara.say(mara.channel("papers"), "2401.00003"))

    assert "Too many papers are being shared here" in plainly(warned)
    assert fetch.asked == [("2401.00001", "2401.00002")]
