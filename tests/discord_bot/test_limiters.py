"""Who asks too fast is told so; the others go on."""

from __future__ import annotations

import asyncio

from bot.limits.guard import RateLimits
from discord_playground.message_contents import text_of
from tests.discord_bot.conftest import DiscordEnv
from tests.waiting import eventually


async def test_mentions_at_once_make_one_thread(discord_env: DiscordEnv) -> None:
    """Of eight with a rate of 1, one is answered in a thread; of the others nothing is seen."""
    discord_env.services.guard.rates = RateLimits(user=1)
    mara = await discord_env.playground.person("mara")
    papers = mara.channel("papers")
    bot = f"<@{discord_env.playground.application_id}>"
    await asyncio.gather(*(mara.say(papers, f"{bot} How well does LaSO do? {n}") for n in range(7)))
    await mara.say(papers, bot)  # without a question, which would be told how to ask
    await mara.wait_for(lambda m: "65.3" in text_of(m))
    refused = await mara.wait_for(lambda m: "asking faster" in text_of(m))
    await eventually(lambda: discord_env.application.counts.others == ["user"] * 7)
    await eventually(lambda: not len(discord_env.services.in_flight))

    assert refused["channel_id"] == mara.dm()
    assert len(discord_env.application.ask.questions) == 1
    threads = discord_env.requests_to(
        "POST", "/channels/{channel_id}/messages/{message_id}/threads"
    )
    assert len(threads) == 1
    assert len(mara.messages(papers)) == 8
    assert len(mara.messages(mara.dm())) == 1
