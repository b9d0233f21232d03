"""List, change, pause, resume and end subscriptions, and look ahead and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.community.server_settings import ServerSettings
from bot.digest.issue import Issue
from bot.digest.ports import Entry
from bot.digest.subscription import Interests, Schedule
from playground.person import Person
from playground.reading import selects_of, text_of
from tests.cli.samples import LASO, UNIAP
from tests.discord_bot.conftest import House, eventually
from tests.discord_bot.digest.pieces import channel_of, guild_of, kept, only, posts
from tests.discord_bot.following import (
    Message,
    answered,
    changed,
    ids_of,
    is_ephemeral,
    press,
    saying,
)

COMMANDS = ("list", "edit", "pause", "resume", "unsubscribe", "preview", "now", "history")


async def _run(person: Person, command: str, **options: str) -> Message:
    return await answered(
        await person.run(person.channel("papers"), f"digest {command}", **options)
    )


async def _choose(person: Person, panel: Message, setting: str, values: list[str]) -> Message:
    before = person.seen.messages.get(panel["id"], panel)["edited_timestamp"]
    await (await person.choose(panel, f"fn:d:{setting}:sub1", values)).settled()
    return await changed(
        person, panel, lambda m: m["edited_timestamp"] != before and "Saved" in text_of(m)
    )


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_member_is_refused(house: House, command: str) -> None:
    """Every command, in their language."""
    kept(house)
    jonas = await house.playground.person("jonas")
    refused = await _run(jonas, command)

    assert is_ephemeral(refused)
    assert "wer diesen Server verwaltet" in text_of(refused)
    assert only(house).paused == ""


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_role_may_what_managers_may(house: House, command: str) -> None:
    """Once it is set; every command answers them alone."""
    kept(house)
    readers = next(
        r
        for r in house.playground.world.guild_named("Reading group").roles.values()
        if r.name == "Readers"
    )
    house.memory.settings[guild_of(house)] = ServerSettings(digest_roles=(int(readers.id),))
    jonas = await house.playground.person("jonas")
    shown = await _run(jonas, command)

    assert is_ephemeral(shown)
    assert "wer diesen Server verwaltet" not in text_of(shown)


@pytest.mark.parametrize("command", COMMANDS[1:])
async def test_without_a_digest_one_is_told_how_to_make_one(house: House, command: str) -> None:
    """By every command that is about one."""
    mara = await house.playground.person("mara")

    assert "/digest subscribe" in text_of(await _run(mara, command))


async def test_which_one_is_asked_where_several_could_be_meant(house: House) -> None:
    """The one of the channel where it is asked is meant, else one is chosen by its name."""
    kept(house)
    kept(house, "sub2", channel_id=channel_of(house, "bots"), interests=Interests(("proteins",)))
    mara = await house.playground.person("mara")
    here = await _run(mara, "edit")
    unclear = await answered(await mara.run(mara.channel("general"), "digest edit"))
    choices = await mara.complete(mara.channel("papers"), "digest edit", "digest", digest="prot")
    chosen = await _run(mara, "edit", digest=choices[0]["value"])
    gone = await _run(mara, "edit", digest="nosuch")

    assert "Topics: few-shot learning" in text_of(here)
    assert "There are several digests" in text_of(unclear)
    assert [c["name"] for c in choices] == ["#bots · Every day at 09:00 (UTC) · proteins"]
    assert "Topics: proteins" in text_of(chosen)
    assert "not there any more" in text_of(gone)


async def test_a_list_opens_each(house: House) -> None:
    """With when it comes, and what it is about."""
    for number in range(14):
        kept(house, f"sub{number}", paused="asked" if number else "")
    mara = await house.playground.person("mara")
    shown = await _run(mara, "list")
    await press(mara, shown, "fn:d:panel:sub0")
    panel = await changed(mara, shown, lambda m: "Papers in a post" in text_of(m))

    assert "14 digests in this server" in text_of(shown)
    assert text_of(shown).count("Paused, until") == 13
    assert "/digest edit" in text_of(shown)
    assert "fn:d:pause:sub0" in ids_of(panel)


async def test_menus_hold_at_once(house: House) -> None:
    """Number of papers, sources, empty day, language, role; after a restart too."""
    kept(house)
    mara = await house.playground.person("mara")
    readers = next(
        r
        for r in house.playground.world.guild_named("Reading group").roles.values()
        if r.name == "Readers"
    )
    panel = await _run(mara, "edit")
    panel = await _choose(mara, panel, "papers", ["7"])
    await house.restart()
    panel = await _choose(mara, panel, "sources", ["hf", "arxiv"])
    panel = await _choose(mara, panel, "empty", ["say"])
    panel = await _choose(mara, panel, "language", ["French"])
    panel = await _choose(mara, panel, "role", [str(readers.id)])
    await eventually(lambda: only(house).notify_role == int(readers.id))
    found = only(house)

    assert (found.papers, found.empty_day, found.language) == (7, "say", "French")
    assert found.interests.sources == ("hf-daily", "huggingface", "huggingface-page", "arxiv")
    assert found.interests.topics == ("few-shot learning",)
    panel = await changed(mara, panel, lambda m: str(readers.id) in str(selects_of(m)))
    panel = await _choose(mara, panel, "language", ["-"])
    panel = await _choose(mara, panel, "sources", [])
    await _choose(mara, panel, "role", [])
    await eventually(lambda: only(house).notify_role is None)
    assert only(house).language == ""
    assert only(house).interests.sources == ()


async def test_everyone_is_not_notified(house: House) -> None:
    """It is refused, and nothing changes."""
    kept(house)
    mara = await house.playground.person("mara")
    panel = await _run(mara, "edit")
    doing = await mara.choose(panel, "fn:d:role:sub1", [str(guild_of(house))])

    assert "never everyone" in text_of(await saying(doing, "never everyone"))
    assert only(house).notify_role is None


async def test_a_role_gives_no_right_to_mention_others(house: House) -> None:
    """Who tends digests by a role may have those notified whom they may mention."""
    kept(house)
    roles = {r.name: r for r in house.playground.world.guild_named("Reading group").roles.values()}
    house.memory.settings[guild_of(house)] = ServerSettings(
        digest_roles=(int(roles["Readers"].id),)
    )
    jonas = await house.playground.person("jonas")
    panel = await _run(jonas, "edit")
    doing = await jonas.choose(panel, "fn:d:role:sub1", [str(roles["Organisers"].id)])
    refused = await saying(doing, "selbst nicht erwähnen")
    await jonas.choose(panel, "fn:d:role:sub1", [str(roles["Readers"].id)])
    await eventually(lambda: only(house).notify_role == int(roles["Readers"].id))

    assert is_ephemeral(refused)


async def test_a_role_that_cannot_be_pinged_is_warned_of(house: House) -> None:
    """With what to change."""
    organisers = next(
        r
        for r in house.playground.world.guild_named("Reading group").roles.values()
        if r.name == "Organisers"
    )
    kept(house, notify_role=int(organisers.id))
    mara = await house.playground.person("mara")

    assert "cannot notify Organisers" in text_of(await _run(mara, "edit"))


async def test_words_are_changed_in_a_form(house: House) -> None:
    """Filled with what holds; bad input comes back, and sources stay."""
    kept(house, interests=Interests(("few-shot", "animals"), ("cs.CV",), sources=("arxiv",)))
    mara = await house.playground.person("mara")
    panel = await _run(mara, "edit")
    form = await (await press(mara, panel, "fn:d:words:")).settled()
    assert form.modal is not None
    first = {
        c["component"]["custom_id"]: c["component"].get("value") for c in form.modal["components"]
    }
    await house.restart()
    await mara.submit(form.modal, {"categories": "c s"})
    wrong = await changed(mara, panel, lambda m: "is no category" in text_of(m))
    again = await (await press(mara, wrong, "fn:d:again:")).settled()
    await mara.submit(again.modal, {"categories": "cs", "authors": "Meiqi Sun"})
    await changed(mara, panel, lambda m: "Favoured authors: Meiqi Sun" in text_of(m))

    assert (first["topics"], first["categories"]) == ("few-shot\nanimals", "cs.CV")
    assert only(house).interests == Interests(
        ("few-shot", "animals"), ("cs",), authors=("Meiqi Sun",), sources=("arxiv",)
    )


async def test_time_and_place_are_changed_in_a_form(house: House) -> None:
    """When it is due next follows."""
    kept(house, schedule=Schedule("weekly", time(9), "UTC", 2))
    mara = await house.playground.person("mara")
    panel = await _run(mara, "edit")
    form = await (await press(mara, panel, "fn:d:when:")).settled()
    before = only(house).next_due
    await house.restart()
    await mara.submit(
        form.modal,
        {"time": "7pm", "zone": "tokyo", "weekday": ["5"], "channel": [mara.channel("bots")]},
    )
    await changed(mara, panel, lambda m: "Every Saturday at 19:00 (Asia/Tokyo)" in text_of(m))

    assert only(house).schedule == Schedule("weekly", time(19), "Asia/Tokyo", 5)
    assert only(house).channel_id == channel_of(house, "bots")
    assert only(house).next_due != before


async def test_forms_that_are_open_at_once(house: House) -> None:
    """What somebody leaves as it stood does not write over what another has settled meanwhile."""
    kept(house, interests=Interests(("few-shot",), ("cs.CV",)))
    mara = await house.playground.person("mara")
    first, second = await _run(mara, "edit"), await _run(mara, "edit")
    words = [await (await press(mara, p, "fn:d:words:")).settled() for p in (first, second)]
    when = [await (await press(mara, p, "fn:d:when:")).settled() for p in (first, second)]
    await mara.submit(words[0].modal, {"topics": "few-shot\nanimals"})
    await mara.submit(when[0].modal, {"time": "7pm"})
    await eventually(lambda: only(house).schedule.at == time(19))
    await eventually(lambda: "animals" in only(house).interests.topics)
    await mara.submit(words[1].modal, {"authors": "Meiqi Sun"})
    await mara.submit(when[1].modal, {"zone": "tokyo"})
    await eventually(lambda: only(house).schedule.zone == "Asia/Tokyo")
    await eventually(lambda: only(house).interests.authors)

    assert only(house).schedule.at == time(19)
    assert only(house).interests == Interests(
        ("few-shot", "animals"), ("cs.CV",), authors=("Meiqi Sun",)
    )


async def test_pause_and_resume(house: House) -> None:
    """By command and by button; resumed, it is due at its next hour and not at once."""
    kept(house, next_due=datetime.now(UTC) - timedelta(days=3))
    mara = await house.playground.person("mara")
    panel = await _run(mara, "pause")
    assert only(house).paused == "asked"
    assert "Paused, until" in text_of(panel)
    await press(mara, panel, "fn:d:resume:")
    await changed(mara, panel, lambda m: "Next:" in text_of(m))
    assert only(house).paused == ""
    assert only(house).next_due > datetime.now(UTC)
    await press(mara, panel, "fn:d:pause:")
    await changed(mara, panel, lambda m: "Paused, until" in text_of(m))
    panel = await _run(mara, "resume")

    assert only(house).paused == ""
    assert "Next:" in text_of(panel)


async def test_unsubscribing_asks_once(house: House) -> None:
    """Kept it stays; ended it is gone, and its panel says so."""
    kept(house)
    mara = await house.playground.person("mara")
    asked = await _run(mara, "unsubscribe")
    panel = await _run(mara, "edit")
    await press(mara, asked, "fn:d:panel:")
    await changed(mara, asked, lambda m: "Papers in a post" in text_of(m))
    assert only(house)
    await press(mara, asked, "fn:d:remove:")
    asked = await changed(mara, asked, lambda m: "End this digest?" in text_of(m))
    await press(mara, asked, "fn:d:removed:")
    await changed(mara, asked, lambda m: "has ended" in text_of(m))
    gone = await saying(await press(mara, panel, "fn:d:pause:"), "not there any more")

    assert house.memory.subscriptions == {}
    assert is_ephemeral(gone)


async def test_who_may_no_longer_changes_nothing(house: House) -> None:
    """Each press is asked for the permission anew."""
    kept(house)
    mara = await house.playground.person("mara")
    panel = await _run(mara, "edit")
    guild = house.playground.world.guild_named("Reading group")
    guild.owner_id = "1"
    for role in guild.roles.values():
        role.permissions &= ~((1 << 5) | (1 << 3))
    refused = await saying(await press(mara, panel, "fn:d:pause:"), "Only those who manage")

    assert is_ephemeral(refused)
    assert only(house).paused == ""


async def test_a_preview_is_for_the_person_alone(house: House) -> None:
    """The post as it would be, and why; nothing is kept, nothing posted."""
    kept(house)
    mara = await house.playground.person("mara")
    doing = await mara.run(mara.channel("papers"), "digest preview")
    shown = await saying(doing, "A preview: only you see it")
    why = await saying(doing, "Why these papers?")

    assert is_ephemeral(shown)
    assert is_ephemeral(why)
    assert LASO.title in text_of(shown)
    assert "matches “few-shot learning” · *decisive*" in text_of(why)
    assert house.memory.issues == {}
    assert await posts(mara, mara.channel("papers")) == []
    with pytest.raises(LookupError):
        await press(mara, shown, "fn:i:up:")


async def test_a_preview_of_nothing_new_shows_what_there_was(house: House) -> None:
    """And says so."""
    kept(house, seen=1_000)
    mara = await house.playground.person("mara")
    shown = await _run(mara, "preview")

    assert "Nothing new fits yet" in text_of(shown)
    assert UNIAP.title in text_of(shown)
    assert [call[0].seen for call in house.application.compose.calls] == [1_000, 700]


async def test_now_posts_at_once(house: House) -> None:
    """In its channel, with a link; and what was posted is not posted again."""
    kept(house, channel_id=channel_of(house, "bots"))
    mara = await house.playground.person("mara")
    told = await _run(mara, "now")
    (post,) = await posts(mara, mara.channel("bots"))
    again = await _run(mara, "now")

    assert f"Posted in <#{channel_of(house, 'bots')}>" in text_of(told)
    assert post["id"] in str(told["components"])
    assert "Nothing has come in since the last issue" in text_of(again)
    assert len(await posts(mara, mara.channel("bots"))) == 1


async def test_now_says_where_it_cannot_be_posted(house: House) -> None:
    """The digest rests; who made it is told."""
    kept(house, channel_id=channel_of(house, "bots"))
    mara = await house.playground.person("mara")
    house.playground.faults.revoke(mara.channel("bots"), 1 << 11)
    told = await _run(mara, "now")

    assert "cannot be posted" in text_of(told)
    assert only(house).paused == "not permitted"
    panel = await _run(mara, "edit")
    assert "I may not post there" in text_of(panel)


async def test_history_links_to_what_was_posted(house: House) -> None:
    """And says what became of the others."""
    subscription = kept(house)
    now = datetime.now(UTC)
    sent = Issue("i1", "sub1", date(2026, 11, 23), now, 5, 9)
    composed = house.application.compose
    sent = replace(sent, picks=composed.picks)
    for number, (outcome, issue) in enumerate(
        [("done", sent), ("empty", None), ("given up", None)]
    ):
        due = now - timedelta(days=number)
        house.memory.issues[f"i{number}"] = Entry(
            f"i{number}", "sub1", f"2026-11-{20 + number}", outcome, due, due, 0, issue,  # type: ignore[arg-type]
            subscription.channel_id if issue else None, 77 if issue else None,
            due if issue else None,
        )  # fmt: skip
    mara = await house.playground.person("mara")
    shown = text_of(await _run(mara, "history"))

    link = f"https://discord.com/channels/{guild_of(house)}/{subscription.channel_id}/77"
    assert f"[posted]({link}) · 3 papers" in shown
    assert "nothing was new" in shown
    assert "not posted" in shown


async def test_without_what_sends_them_a_preview_says_so(house: House) -> None:
    """Rather than an incident."""
    kept(house)
    object.__setattr__(house.bot.services, "digests", None)
    mara = await house.playground.person("mara")

    assert "Digests are not made just now" in text_of(await _run(mara, "preview"))
