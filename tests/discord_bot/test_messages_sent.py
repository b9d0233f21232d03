"""Walk through the bot, and look at every message that it sent or edited on the way."""

from __future__ import annotations

import asyncio

from discord_playground.message_contents import buttons_of, text_of
from discord_playground.person import Person
from discord_playground.world.components import SELECTS, walk
from tests.discord_bot.actions import press, wait_for_answer, wait_for_change
from tests.discord_bot.ask.samples import ONE, TWO, answer_of
from tests.discord_bot.conftest import DiscordEnv
from tests.discord_bot.digest.samples import WORDS_FORM, only_subscription, posts
from tests.discord_bot.messages_sent import may_mention, messages_sent


async def _walk(discord_env: DiscordEnv) -> Person:
    """Ask, press, vote, settle, subscribe and post; return who did it."""
    mara = await discord_env.playground.person("mara")
    papers = mara.channel("papers")
    begun, script = asyncio.Event(), discord_env.application.ask.script
    discord_env.application.ask.script = (ONE, 0.5, begun, answer_of(ONE, TWO))
    asked = await mara.say(
        papers, f"<@{discord_env.playground.application_id}> How well does LaSO do?"
    )
    await mara.wait_for(lambda m: m["channel_id"] == asked["id"] and m["type"] == 0)
    begun.set()
    reply = await mara.wait_for(lambda m: "fn:a:up" in str(m["components"]))
    discord_env.application.ask.script = script
    await press(mara, reply, "fn:a:up")
    await wait_for_change(
        mara, reply, lambda m: "1" in str([b.get("label") for b in buttons_of(m)])
    )
    asked = await (await mara.run(papers, "ask", question="What is LaSO?")).message_when(buttons_of)
    await wait_for_answer(await mara.press(asked, "Evidence"))
    for choice in ("Sources", "BibTeX"):
        await wait_for_answer(await mara.choose(asked, "More…", choice))
    for command in ("help", "status", "settings", "trending"):
        await wait_for_answer(await mara.run(papers, command))
    form = (await (await mara.run(papers, "digest subscribe")).wait_for_response()).modal
    panel = await wait_for_answer(await mara.submit(form, WORDS_FORM))
    await press(mara, panel, "fn:d:pause")
    await wait_for_change(mara, panel, lambda _: only_subscription(discord_env).paused)
    for command in ("resume", "edit", "list", "now"):
        await wait_for_answer(await mara.run(papers, f"digest {command}"))
    (post,) = await posts(mara, papers)
    await press(mara, post, "fn:i:up")
    await wait_for_change(mara, post, lambda m: m["edited_timestamp"])
    return mara


async def test_every_message_says_whom_it_may_mention(discord_env: DiscordEnv) -> None:
    """Sent or edited: by the bot, as the answer of an interaction, by an interaction's token."""
    await _walk(discord_env)
    requests = {request for request, _ in messages_sent(discord_env.playground.transcript)}

    assert {
        "POST /channels/{channel_id}/messages",
        "PATCH /channels/{channel_id}/messages/{message_id}",
        "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
        "POST /interactions/{interaction_id}/{interaction_token}/callback 4",
        "POST /interactions/{interaction_id}/{interaction_token}/callback 7",
    } <= requests
    assert may_mention(discord_env.playground.transcript) == []


async def test_a_menu_is_required_where_it_takes_at_least_one(discord_env: DiscordEnv) -> None:
    """Discord refuses one that is required and takes none; every command ends well without."""
    mara = await _walk(discord_env)
    menus = [
        component
        for _, body in messages_sent(discord_env.playground.transcript)
        for component in walk(body.get("components") or ())
        if component["type"] in SELECTS
    ]

    assert {menu["min_values"] for menu in menus} == {0, 1}
    assert [menu for menu in menus if menu["required"] is not bool(menu["min_values"])] == []
    assert "Something went wrong" not in "".join(map(text_of, mara.seen.messages.values()))
