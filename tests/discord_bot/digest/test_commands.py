"""List, edit, pause, resume and end subscriptions; preview issues."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.discord_bot.rendering.message import ACCENTS
from bot.records.schedule import Schedule
from bot.records.server_settings import ServerSettings
from bot.records.subscriptions import Interests
from discord_playground.message_contents import selects_of, text_of
from discord_playground.person import Person
from tests.cli.samples import LASO
from tests.discord_bot.actions import (
    Message,
    ids_of,
    is_ephemeral,
    press,
    wait_for_answer,
    wait_for_change,
    wait_for_text,
)
from tests.discord_bot.conftest import DiscordEnv
from tests.discord_bot.digest.samples import (
    add_subscription,
    channel_of,
    guild_of,
    only_subscription,
    posts,
)
from tests.waiting import eventually

COMMANDS = ("list", "edit")


async def _run(person: Person, command: str, **options: str) -> Message:
    return await wait_for_answer(
        await person.run(person.channel("papers"), f"digest {command}", **options)
    )


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_server_without_digests_is_told_the_same(
    discord_env: DiscordEnv, command: str
) -> None:
    """How to create one, by a command to click; it is no error."""
    mara = await discord_env.playground.person("mara")
    shown = await _run(mara, command)

    subscribe = discord_env.services.commands["digest subscribe"]
    assert text_of(shown) == (
        f"**This server has no digest yet.**\nCreate one with </digest subscribe:{subscribe}>."
    )
    assert shown["components"][0]["accent_color"] == ACCENTS["paper"]


async def _choose(person: Person, panel: Message, setting: str, values: list[str]) -> Message:
    before = person.seen.messages.get(panel["id"], panel)["edited_timestamp"]
    await (await person.choose(panel, f"fn:d:{setting}:sub1", values)).wait_for_response()
    return await wait_for_change(
        person, panel, lambda m: m["edited_timestamp"] != before and "Saved" in text_of(m)
    )


@pytest.mark.parametrize("command", COMMANDS[1:])
async def test_a_member_is_refused_a_channels(discord_env: DiscordEnv, command: str) -> None:
    """By its id, too."""
    add_subscription(discord_env)
    jonas = await discord_env.playground.person("jonas")
    refused = await _run(jonas, command, digest="sub1")

    assert is_ephemeral(refused)
    assert "wer diesen Server verwaltet" in text_of(refused)
    assert only_subscription(discord_env).paused == ""


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_role_may_what_managers_may(discord_env: DiscordEnv, command: str) -> None:
    """With a digest role, every command answers, visible to the person alone."""
    add_subscription(discord_env)
    readers = next(
        r
        for r in discord_env.playground.world.guild_named("Reading group").roles.values()
        if r.name == "Readers"
    )
    discord_env.memory.settings[guild_of(discord_env)] = ServerSettings(
        digest_roles=(int(readers.id),)
    )
    jonas = await discord_env.playground.person("jonas")
    shown = await _run(jonas, command)

    assert is_ephemeral(shown)
    assert "wer diesen Server verwaltet" not in text_of(shown)


async def test_which_one_is_asked_where_several_could_be_meant(discord_env: DiscordEnv) -> None:
    """The command takes the channel's digest; elsewhere, the person chooses one by name."""
    add_subscription(discord_env)
    add_subscription(
        discord_env,
        "sub2",
        channel_id=channel_of(discord_env, "bots"),
        interests=Interests(("proteins",)),
    )
    mara = await discord_env.playground.person("mara")
    here = await _run(mara, "edit")
    unclear = await wait_for_answer(await mara.run(mara.channel("general"), "digest edit"))
    choices = await mara.complete(mara.channel("papers"), "digest edit", "digest", digest="prot")
    chosen = await _run(mara, "edit", digest=choices[0]["value"])
    gone = await _run(mara, "edit", digest="nosuch")

    assert "Topics: few-shot learning" in text_of(here)
    assert "There are several digests" in text_of(unclear)
    assert [c["name"] for c in choices] == ["#bots · Every day at 09:00 (UTC) · proteins"]
    assert "Topics: proteins" in text_of(chosen)
    assert "no longer exists" in text_of(gone)


async def test_a_list_opens_each(discord_env: DiscordEnv) -> None:
    """The list has the schedule and topics of each digest, in as many messages as it takes."""
    for number in range(14):
        add_subscription(discord_env, f"sub{number}", paused="asked" if number else "")
    mara = await discord_env.playground.person("mara")
    doing = await mara.run(mara.channel("papers"), "digest list")
    first = await wait_for_text(doing, "14 digests in this server")
    second = await wait_for_answer(doing, lambda m: "fn:d:panel:sub13" in ids_of(m))
    await press(mara, first, "fn:d:panel:sub0")
    panel = await wait_for_change(mara, first, lambda m: "Papers in a post" in text_of(m))

    assert "Paused until" in text_of(second)
    assert "fn:d:pause:sub0" in ids_of(panel)


async def test_menus_hold_at_once(discord_env: DiscordEnv) -> None:
    """Menus of papers, sources, empty days, language and role work, even after a restart."""
    add_subscription(discord_env)
    mara = await discord_env.playground.person("mara")
    readers = next(
        r
        for r in discord_env.playground.world.guild_named("Reading group").roles.values()
        if r.name == "Readers"
    )
    panel = await _run(mara, "edit")
    panel = await _choose(mara, panel, "papers", ["7"])
    await discord_env.restart()
    panel = await _choose(mara, panel, "sources", ["hf", "arxiv"])
    panel = await _choose(mara, panel, "empty", ["say"])
    panel = await _choose(mara, panel, "language", ["French"])
    panel = await _choose(mara, panel, "role", [str(readers.id)])
    await eventually(lambda: only_subscription(discord_env).notify_role == int(readers.id))
    found = only_subscription(discord_env)

    assert (found.papers, found.empty_day, found.language) == (7, "say", "French")
    assert found.interests.sources == ("hf-daily", "huggingface", "huggingface-page", "arxiv")
    assert found.interests.topics == ("few-shot learning",)
    panel = await wait_for_change(mara, panel, lambda m: str(readers.id) in str(selects_of(m)))
    panel = await _choose(mara, panel, "language", ["-"])
    panel = await _choose(mara, panel, "sources", [])
    await _choose(mara, panel, "role", [])
    await eventually(lambda: only_subscription(discord_env).notify_role is None)
    assert only_subscription(discord_env).language == ""
    assert only_subscription(discord_env).interests.sources == ()


async def test_everyone_is_not_notified(discord_env: DiscordEnv) -> None:
    """The bot refuses @everyone and changes nothing."""
    add_subscription(discord_env)
    mara = await discord_env.playground.person("mara")
    panel = await _run(mara, "edit")
    doing = await mara.choose(panel, "fn:d:role:sub1", [str(guild_of(discord_env))])

    assert "never everyone" in text_of(await wait_for_text(doing, "never everyone"))
    assert only_subscription(discord_env).notify_role is None


async def test_words_are_changed_in_a_form(discord_env: DiscordEnv) -> None:
    """The form shows the current values; what is invalid is left out, and sources stay."""
    add_subscription(
        discord_env, interests=Interests(("few-shot", "animals"), ("cs.CV",), sources=("arxiv",))
    )
    mara = await discord_env.playground.person("mara")
    panel = await _run(mara, "edit")
    form = await (await press(mara, panel, "fn:d:words:")).wait_for_response()
    assert form.modal is not None
    first = {
        c["component"]["custom_id"]: c["component"].get("value") for c in form.modal["components"]
    }
    await discord_env.restart()
    await mara.submit(form.modal, {"categories": "cs, c s", "authors": "Meiqi Sun"})
    wrong = await wait_for_change(mara, panel, lambda m: "is not a category" in text_of(m))

    assert (first["topics"], first["categories"]) == ("few-shot\nanimals", "cs.CV")
    assert "Favorite authors: Meiqi Sun" in text_of(wrong)
    assert only_subscription(discord_env).interests == Interests(
        ("few-shot", "animals"), ("cs",), authors=("Meiqi Sun",), sources=("arxiv",)
    )


async def test_time_and_place_are_changed_in_a_form(discord_env: DiscordEnv) -> None:
    """The next due time changes with the schedule."""
    add_subscription(discord_env, schedule=Schedule("weekly", time(9), "UTC", 2))
    mara = await discord_env.playground.person("mara")
    panel = await _run(mara, "edit")
    form = await (await press(mara, panel, "fn:d:when:")).wait_for_response()
    before = only_subscription(discord_env).next_due
    await discord_env.restart()
    channel = [mara.channel("bots")]
    await mara.submit(form.modal, {"time": "25", "zone": "tokyo", "channel": channel})
    await wait_for_change(mara, panel, lambda m: "“25” is not a time of day" in text_of(m))
    assert only_subscription(discord_env).schedule.at == time(9)
    form = await (await press(mara, panel, "fn:d:when:")).wait_for_response()
    await mara.submit(form.modal, {"time": "7pm", "zone": "tokyo", "weekday": ["5"]})
    await wait_for_change(
        mara, panel, lambda m: "Every Saturday at 19:00 (Asia/Tokyo)" in text_of(m)
    )

    assert only_subscription(discord_env).schedule == Schedule("weekly", time(19), "Asia/Tokyo", 5)
    assert only_subscription(discord_env).channel_id == channel_of(discord_env, "bots")
    assert only_subscription(discord_env).next_due != before


async def test_pause_and_resume(discord_env: DiscordEnv) -> None:
    """Both command and button work; a resumed digest is due at its next slot, not at once."""
    add_subscription(discord_env, next_due=datetime.now(UTC) - timedelta(days=3))
    mara = await discord_env.playground.person("mara")
    panel = await _run(mara, "pause")
    assert only_subscription(discord_env).paused == "asked"
    assert "Paused until" in text_of(panel)
    await press(mara, panel, "fn:d:resume:")
    await wait_for_change(mara, panel, lambda m: "Next:" in text_of(m))
    assert only_subscription(discord_env).paused == ""
    assert only_subscription(discord_env).next_due > datetime.now(UTC)
    await press(mara, panel, "fn:d:pause:")
    await wait_for_change(mara, panel, lambda m: "Paused until" in text_of(m))
    panel = await _run(mara, "resume")

    assert only_subscription(discord_env).paused == ""
    assert "Next:" in text_of(panel)


async def test_unsubscribing_asks_once(discord_env: DiscordEnv) -> None:
    """Keeping changes nothing; ending removes it, and its panel says so."""
    add_subscription(discord_env)
    mara = await discord_env.playground.person("mara")
    asked = await _run(mara, "unsubscribe")
    panel = await _run(mara, "edit")
    await press(mara, asked, "fn:d:panel:")
    await wait_for_change(mara, asked, lambda m: "Papers in a post" in text_of(m))
    assert only_subscription(discord_env)
    await press(mara, asked, "fn:d:remove:")
    asked = await wait_for_change(mara, asked, lambda m: "End this digest?" in text_of(m))
    await press(mara, asked, "fn:d:removed:")
    await wait_for_change(mara, asked, lambda m: "has ended" in text_of(m))
    gone = await wait_for_text(await press(mara, panel, "fn:d:pause:"), "no longer exists")

    assert discord_env.memory.subscriptions == {}
    assert is_ephemeral(gone)


async def test_a_preview_is_for_the_person_alone(discord_env: DiscordEnv) -> None:
    """It shows the post and its reasons; nothing is stored or posted."""
    add_subscription(discord_env)
    mara = await discord_env.playground.person("mara")
    doing = await mara.run(mara.channel("papers"), "digest preview")
    shown = await wait_for_text(doing, "Preview, only visible to you")
    why = await wait_for_text(doing, "Why these papers?")

    assert is_ephemeral(shown)
    assert is_ephemeral(why)
    assert LASO.title in text_of(shown)
    assert "matches “few-shot learning” · *decisive*" in text_of(why)
    assert discord_env.memory.issues == {}
    assert await posts(mara, mara.channel("papers")) == []
    with pytest.raises(LookupError):
        await press(mara, shown, "fn:i:up:")


async def test_now_posts_at_once(discord_env: DiscordEnv) -> None:
    """It posts in the digest's channel and links to the post; papers do not repeat."""
    add_subscription(discord_env, channel_id=channel_of(discord_env, "bots"))
    mara = await discord_env.playground.person("mara")
    told = await _run(mara, "now")
    (post,) = await posts(mara, mara.channel("bots"))
    again = await _run(mara, "now")

    assert f"Posted in <#{channel_of(discord_env, 'bots')}>" in text_of(told)
    assert post["id"] in str(told["components"])
    assert "No new papers since the last issue" in text_of(again)
    assert len(await posts(mara, mara.channel("bots"))) == 1
