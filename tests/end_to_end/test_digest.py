"""The digest of a real library by the bot as a process of its own: seen before, posted once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.records.schedule import Schedule
from bot.records.subscriptions import Interests, Subscription
from bot.storage.stores import open_stores
from discord_playground.message_contents import text_of
from discord_playground.person import Person
from discord_playground.server import Playground
from tests.end_to_end.footnote import Footnote
from tests.end_to_end.test_auto_ingest import stopped
from tests.waiting import PATIENCE_SECONDS, wait_until


def subscribed(playground: Playground, now: datetime) -> Subscription:
    """Return a subscription of #papers that was due two hours ago."""
    earlier = now - timedelta(hours=2)
    return Subscription(
        "s1",
        int(playground.world.guild_named("Reading group").id),
        int(playground.world.channel_named("papers")),
        int(playground.world.person("mara").id),
        now - timedelta(days=9),
        earlier,
        schedule=Schedule(at=earlier.time().replace(microsecond=0)),
        interests=Interests(topics=("vision transformers",)),
    )


async def posts(mara: Person) -> list[dict[str, Any]]:
    """Return what the bot has posted."""
    return [m for m in await mara.history(mara.channel("papers")) if m["author"].get("bot")]


@pytest.mark.nightly
async def test_posted_once_among_kills(copy: Footnote) -> None:
    """What a preview shows is posted; killed as soon as it is, the bot does not post it again."""
    now = datetime.now(UTC)
    async with Playground(port=0) as playground:
        footnote = Footnote(
            copy.data_dir, DISCORD_TOKEN=playground.bot_token, FOOTNOTE_DISCORD_API=playground.api
        )
        with open_stores(copy.data_dir / "state.db") as community:
            community.subscriptions.add(subscribed(playground, now))
            other = replace(subscribed(playground, now), subscription_id="s2")
            community.subscriptions.add(replace(other, next_due=now + timedelta(hours=9)))
        preview = await asyncio.to_thread(
            footnote, "digest", "preview", "--subscription", "s1", "--json"
        )
        shown = await asyncio.to_thread(footnote, "digest", "preview")
        mara = await playground.person("mara")
        bot = footnote.start("run")
        try:
            while not (found := await posts(mara)):
                assert bot.poll() is None
                await asyncio.sleep(0.02)
        finally:
            bot.kill()
            await asyncio.to_thread(bot.communicate)
        again = footnote.start("run")
        try:
            await asyncio.to_thread(wait_until_done, copy)
        finally:
            await stopped(again)
        after = await posts(mara)

    titles = [pick["title"] for pick in preview.json["picks"]]
    assert preview.json["considered"] == 67
    assert len(titles) == 5
    assert all(pick["sentence"]["supported"] for pick in preview.json["picks"])
    assert all(title[:40] in shown.text for title in titles)
    assert [message["id"] for message in after] == [message["id"] for message in found]
    assert len(after) == 1
    posted = text_of(after[0])
    assert all(title.split(":")[0] in posted.replace("\\", "") for title in titles)


def wait_until_done(copy: Footnote) -> None:
    """Wait until the digest's issue is done: a bot on a busy machine takes a minute to start."""
    with open_stores(copy.data_dir / "state.db") as community:
        history = partial(community.ledger.history, "s1", 9)
        wait_until(lambda: [e.outcome for e in history()] == ["done"], 3 * PATIENCE_SECONDS)
