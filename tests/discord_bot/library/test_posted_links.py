"""Links that people post are added where a server wants that, and nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord_bot.library.posted_links import PostedLinkListener
from bot.discord_bot.limiters import SlidingWindow
from bot.settings.server import ServerSettings
from discord_playground.person import Person
from discord_playground.server import Playground
from retrieval.errors import SourceDown
from retrieval.paper import Paper
from retrieval.provenance import UPLOAD, Provenance
from tests.cli.samples import LASO
from tests.discord_bot.actions import Message
from tests.discord_bot.conftest import DiscordEnv, discord_env_in
from tests.discord_bot.library.test_add_references import plainly
from tests.fakes.discord_bot import FakeFetch
from tests.waiting import eventually

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


async def test_an_upload_does_not_count_as_known(discord_env: DiscordEnv, fetch: FakeFetch) -> None:
    """The service's own record is asked for; nothing is said where it has none, or is down."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    discord_env.application.catalog.papers += [
        Paper("2401.00001", "A claim of that id", "Forged.", source=UPLOAD, place="guild:1"),
        Paper(
            "10.1000/none", "A report of a member's own", "Theirs.", source=UPLOAD, place="guild:1"
        ),
    ]
    await mara.say(channel, "https://doi.org/10.1000/none")
    await replied(mara, await mara.say(channel, f"{LINK} 2401.00003"))
    fetch.error = SourceDown("arXiv does not answer.")
    await mara.say(channel, "https://doi.org/10.1000/none")
    await replied(mara, await mara.say(channel, "2401.00004"))

    assert fetch.asked[:2] == [("10.1000/none",), ("2401.00003", "2401.00001")]
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


async def test_what_cannot_be_had_is_said(discord_env: DiscordEnv) -> None:
    """With the reason that the source gave."""
    mara = await discord_env.playground.person("mara")
    posted = await mara.say(mara.channel("papers"), "https://doi.org/10.1000/none")
    reply = await replied(mara, posted)

    assert "Shared by @Mara: no papers could be added" in plainly(reply)
    assert "Nobody knows 10.1000/none." in plainly(reply)


async def test_only_so_many_of_a_message(discord_env: DiscordEnv, fetch: FakeFetch) -> None:
    """Which is said where they are added."""
    mara = await discord_env.playground.person("mara")
    posted = await mara.say(mara.channel("papers"), " ".join(sorted(fetch.papers)[:30]))
    reply = await replied(mara, posted)

    assert "25 papers added" in plainly(reply)
    assert "I add up to 25 at a time" in plainly(reply)


async def test_services_that_are_down_are_said(discord_env: DiscordEnv, fetch: FakeFetch) -> None:
    """Nothing fails in silence."""
    fetch.error = SourceDown("arXiv does not answer. Try again later.")
    mara = await discord_env.playground.person("mara")
    posted = await mara.say(mara.channel("papers"), LINK)

    assert "arXiv does not answer" in plainly(await replied(mara, posted))


async def test_a_flood_is_bounded(
    discord_env: DiscordEnv, fetch: FakeFetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is too much for one channel is not fetched, and that is said once."""
    cog = discord_env.bot.get_cog("posted links")
    monkeypatch.setattr(cog, "_paper_limit", SlidingWindow(lambda: 0.0, 3, 600))
    mara = await discord_env.playground.person("mara")
    channel, other = mara.channel("papers"), another(mara)
    wants(discord_env, mara, channel, other)
    first = await mara.say(channel, "2401.00001 2401.00002 2401.00003")
    await replied(mara, first)
    second = await mara.say(channel, "2401.00004")
    warned = await replied(mara, second)
    thread = await mara.open_thread(second, "Links")
    await mara.say(thread["id"], "2401.00005")
    await replied(mara, await mara.say(other, "2401.00006"))

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


async def test_a_message_is_answered_once(discord_env: DiscordEnv, fetch: FakeFetch) -> None:
    """Though the gateway tells of it again, and after a restart too."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    posted = await mara.say(channel, LINK)
    await replied(mara, posted)
    for _ in range(2):
        cog = discord_env.bot.get_cog("posted links")
        assert isinstance(cog, PostedLinkListener)
        where = discord_env.bot.get_channel(int(channel))
        assert isinstance(where, discord.TextChannel)
        again = await where.fetch_message(int(posted["id"]))
        await cog.on_message(again)
        await cog.on_message(again)
        await discord_env.restart()

    assert len(replies(mara)) == 1
    assert fetch.asked == [("2401.00001",)]


async def test_edits_and_deletions_do_nothing(discord_env: DiscordEnv, fetch: FakeFetch) -> None:
    """What was added stays, and what is written in later is not added."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    posted = await mara.say(channel, LINK)
    await replied(mara, posted)
    await mara.edit(posted, "2401.00007")
    await mara.delete(posted)
    await replied(mara, await mara.say(channel, "2401.00008"))

    assert fetch.asked == [("2401.00001",), ("2401.00008",)]


async def test_a_deleted_message_is_answered_all_the_same(
    discord_env: DiscordEnv, fetch: FakeFetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its paper came in."""
    mara = await discord_env.playground.person("mara")
    async with discord_env.services.application.writer.lock:
        posted = await mara.say(mara.channel("papers"), LINK)
        await eventually(lambda: fetch.asked)
        await mara.delete(posted)
    await mara.wait_for(lambda m: "Shared by @Mara" in plainly(m))


def test_an_allowance_comes_back() -> None:
    """Each place has its own, and what was spent long ago may be spent again."""
    now = 0.0
    allowance = SlidingWindow(lambda: now, limit=3, seconds=10)

    assert [allowance.try_acquire("here", count) for count in (2, 2, 1, 1)] == [
        True,
        False,
        True,
        False,
    ]
    assert allowance.try_acquire("there", 3)
    now = 10.0
    assert allowance.try_acquire("here", 3)


def test_an_allowance_forgets_the_oldest_places() -> None:
    """However many there are, a bounded number is kept."""
    allowance = SlidingWindow(lambda: 0.0, limit=1, seconds=10, max_keys=2)

    assert [allowance.try_acquire(place, 1) for place in "abcabc"] == [True] * 6
