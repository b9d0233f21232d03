"""Subscribe channels by options and a form, with all kinds of input."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from bot.digest.subscriptions import FIRST_ISSUE_PAPERS
from bot.discord_bot.digest.parse import parse_schedule
from bot.discord_bot.digest.zones import complete_zones, guess_zone
from bot.records.schedule import Schedule, next_slot
from bot.records.subscriptions import Interests
from discord_playground.message_contents import text_of
from discord_playground.person import Person
from discord_playground.world.permissions import Permission
from tests.discord_bot.actions import Message, is_ephemeral, wait_for_answer
from tests.discord_bot.conftest import DiscordEnv
from tests.discord_bot.digest.samples import (
    WORDS_FORM,
    add_subscription,
    channel_of,
    guild_of,
    only_subscription,
    user_of,
)
from tests.waiting import eventually


async def _subscribe(
    person: Person, values: dict[str, str] | None = None, **options: str
) -> Message:
    """Use the command and submit its form; return the response."""
    doing = await person.run(person.channel("papers"), "digest subscribe", **options)
    await doing.wait_for_response()
    assert doing.modal is not None, "no form came"
    return await wait_for_answer(
        await person.submit(doing.modal, WORDS_FORM if values is None else values)
    )


async def test_a_channel_is_subscribed(discord_env: DiscordEnv) -> None:
    """The person sees the panel; the subscription has the values typed."""
    mara = await discord_env.playground.person("mara")
    panel = await _subscribe(mara, time="9:30", timezone="Europe/Berlin", cadence="weekdays")
    found = only_subscription(discord_env)

    assert is_ephemeral(panel)
    assert f"Every weekday at 09:30 (Europe/Berlin) in <#{channel_of(discord_env)}>" in text_of(
        panel
    )
    assert f"Next: <t:{int(found.next_due.timestamp())}:F>" in text_of(panel)
    assert "Topics: few-shot learning, animals" in text_of(panel)
    assert found.schedule == Schedule("weekdays", time(9, 30), "Europe/Berlin")
    assert found.interests == Interests(("few-shot learning", "animals"), ("cs.CV", "cs.LG"))
    assert (found.guild_id, found.channel_id) == (guild_of(discord_env), channel_of(discord_env))
    assert found.created_by == user_of(discord_env, "mara")
    assert found.seen == 1_000 - FIRST_ISSUE_PAPERS
    assert found.notify_role is None
    assert found.next_due == next_slot(found.schedule, found.created_at).at


async def test_who_neither_manages_nor_has_a_role_is_refused(discord_env: DiscordEnv) -> None:
    """The refusal is in their language, before any form."""
    jonas = await discord_env.playground.person("jonas")
    refused = await wait_for_answer(await jonas.run(jonas.channel("papers"), "digest subscribe"))

    assert is_ephemeral(refused)
    assert "wer diesen Server verwaltet" in text_of(refused)
    assert discord_env.memory.subscriptions == {}


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9", time(9)),
        ("21h", time(21)),
        ("9:05 p.m.", time(21, 5)),
        ("12am", time(0)),
        ("0730", time(7, 30)),
        ("7.30", time(7, 30)),
        ("18 Uhr", time(18)),
        ("21時", time(21)),
    ],
)
def test_times_are_understood(typed: str, at: time) -> None:
    """Common ways to write a time."""
    assert parse_schedule({"time": typed, "zone": "berlin"}) == Schedule(
        "daily", at, "Europe/Berlin"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"time": "13pm"}, "“13pm” is not a time of day"),
        ({"timezone": "Gotham"}, "“Gotham” is not a time zone"),
    ],
)
async def test_a_bad_option_is_refused_before_any_form(
    discord_env: DiscordEnv, options: dict[str, str], said: str
) -> None:
    """With what to write instead."""
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "digest subscribe", **options)
    told = await wait_for_answer(done)

    assert said in text_of(told)
    assert is_ephemeral(told)
    assert done.modal is None


async def test_the_valid_part_of_a_form_is_saved(discord_env: DiscordEnv) -> None:
    """The panel says what was left out; the form is sent after a restart."""
    mara = await discord_env.playground.person("mara")
    doing = await mara.run(mara.channel("papers"), "digest subscribe", time="7", cadence="weekly")
    await doing.wait_for_response()
    await discord_env.restart()
    values = {
        **WORDS_FORM,
        "categories": "cs.CV, deep thoughts",
        "exclude": "Few-Shot Learning, spam",
        "authors": f"Ada Lovelace\n{'x' * 101}",
    }
    panel = text_of(await wait_for_answer(await mara.submit(doing.modal, values)))

    assert "Subscribed" in panel
    assert "“deep thoughts” is not a category" in panel
    assert "both included and excluded" in panel
    assert "is too long" in panel
    found = only_subscription(discord_env)
    assert (found.schedule.at, found.schedule.cadence) == (time(7), "weekly")
    assert found.interests == Interests(
        ("few-shot learning", "animals"), ("cs.CV",), (), ("spam",), ("Ada Lovelace",)
    )


@pytest.mark.parametrize(
    ("permission", "named"),
    [(Permission.SEND_MESSAGES, "Send Messages"), (Permission.VIEW_CHANNEL, "View Channel")],
)
async def test_where_the_bot_may_not_post_it_says_what_it_lacks(
    discord_env: DiscordEnv, permission: Permission, named: str
) -> None:
    """Permissions have the names in Discord's settings."""
    mara = await discord_env.playground.person("mara")
    bots = mara.channel("bots")
    discord_env.playground.faults.revoke(bots, permission)
    await _told_of_it(discord_env, bots)
    told = await wait_for_answer(
        await mara.run(mara.channel("papers"), "digest subscribe", channel=bots, time="10")
    )
    assert f"I am missing permissions in #bots: {named}" in text_of(told)


async def _told_of_it(discord_env: DiscordEnv, channel: str) -> None:
    """Wait until the bot knows the channel's current permissions."""
    world = discord_env.playground.world
    wanted = len(world.state.channel(channel).overwrites)
    found = discord_env.bot.get_channel(int(channel))
    await eventually(lambda: len(found.overwrites) == wanted)  # type: ignore[union-attr]


async def test_a_server_has_at_most_25(discord_env: DiscordEnv) -> None:
    """A further subscription is refused before any form."""
    for number in range(25):
        add_subscription(discord_env, f"sub{number}")
    mara = await discord_env.playground.person("mara")
    told = await wait_for_answer(await mara.run(mara.channel("papers"), "digest subscribe"))

    assert "25 digests, the maximum" in text_of(told)


async def test_two_at_once_make_no_26th(discord_env: DiscordEnv) -> None:
    """The store counts again on submission."""
    mara = await discord_env.playground.person("mara")
    doing = await mara.run(mara.channel("papers"), "digest subscribe")
    await doing.wait_for_response()
    for number in range(25):
        add_subscription(discord_env, f"sub{number}")
    told = await wait_for_answer(await mara.submit(doing.modal, WORDS_FORM))

    assert "25 digests, the maximum" in text_of(told)
    assert len(discord_env.memory.subscriptions) == 25


@pytest.mark.parametrize(
    ("typed", "first", "named"),
    [
        ("", "Europe/Paris", "Paris · UTC"),
        ("berl", "Europe/Berlin", "Berlin · UTC"),
        ("new yo", "America/New_York", "New York · UTC-0"),
        ("Asia/Kol", "Asia/Kolkata", "Kolkata · UTC+05:30 · Asia/Kolkata"),
    ],
)
def test_zones_are_completed_by_city(typed: str, first: str, named: str) -> None:
    """Choices show today's offset from UTC."""
    choices = complete_zones(typed, datetime.now(UTC), guess_zone("fr"))

    assert choices[0].value == first
    assert choices[0].name.startswith(named)
    assert len(choices) <= 25
