"""Subscribe a channel: by options and a form, with whatever people type."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.community.server_settings import ServerSettings
from bot.digest.schedule import following
from bot.digest.subscription import Interests, Schedule
from bot.discord_bot.digest.settling import FIRST_LOOK
from playground.person import Person
from playground.reading import text_of
from playground.world.channels import Overwrite
from playground.world.permissions import Permission
from tests.discord_bot.conftest import House, eventually
from tests.discord_bot.digest.pieces import WORDS_FORM, channel_of, guild_of, kept, only, user_of
from tests.discord_bot.following import Message, answered, changed, is_ephemeral, press


async def _subscribe(
    person: Person, values: dict[str, str] | None = None, **options: str
) -> Message:
    """Use the command and send its form; return what answers that."""
    doing = await person.run(person.channel("papers"), "digest subscribe", **options)
    await doing.settled()
    assert doing.modal is not None, "no form came"
    return await answered(
        await person.submit(doing.modal, WORDS_FORM if values is None else values)
    )


async def test_a_channel_is_subscribed(house: House) -> None:
    """The panel says so in words, to the person alone; the record has what was typed."""
    mara = await house.playground.person("mara")
    panel = await _subscribe(mara, time="9:30", timezone="Europe/Berlin", cadence="weekdays")
    found = only(house)

    assert is_ephemeral(panel)
    assert f"Every weekday at 09:30 (Europe/Berlin) in <#{channel_of(house)}>" in text_of(panel)
    assert f"Next: <t:{int(found.next_due.timestamp())}:F>" in text_of(panel)
    assert "Topics: few-shot learning, animals" in text_of(panel)
    assert found.schedule == Schedule("weekdays", time(9, 30), "Europe/Berlin")
    assert found.interests == Interests(("few-shot learning", "animals"), ("cs.CV", "cs.LG"))
    assert (found.guild_id, found.channel_id) == (guild_of(house), channel_of(house))
    assert found.created_by == user_of(house, "mara")
    assert found.seen == 1_000 - FIRST_LOOK
    assert found.notify_role is None
    assert found.next_due == following(found.schedule, found.created_at).at


async def test_the_usual_is_nine_in_the_zone_of_the_language(house: House) -> None:
    """Every day, in the channel where the command is used; members may with a role."""
    organisers = next(
        r
        for r in house.playground.world.guild_named("Reading group").roles.values()
        if r.name == "Readers"
    )
    house.memory.settings[guild_of(house)] = ServerSettings(digest_roles=(int(organisers.id),))
    jonas = await house.playground.person("jonas")
    panel = await _subscribe(jonas, {})

    assert only(house).schedule == Schedule("daily", time(9), "Europe/Berlin")
    assert "Jeden Tag um 09:00 (Europe/Berlin)" in text_of(panel)
    assert "Jeder neue Artikel" in text_of(panel)


async def test_who_neither_manages_nor_has_a_role_is_refused(house: House) -> None:
    """In their language, before any form."""
    jonas = await house.playground.person("jonas")
    refused = await answered(await jonas.run(jonas.channel("papers"), "digest subscribe"))

    assert is_ephemeral(refused)
    assert "wer diesen Server verwaltet" in text_of(refused)
    assert house.memory.subscriptions == {}


async def test_a_role_gives_no_right_to_write_elsewhere(house: House) -> None:
    """Who tends digests without managing the server posts where they could write themselves."""
    world = house.playground.world
    readers = next(
        r for r in world.guild_named("Reading group").roles.values() if r.name == "Readers"
    )
    house.memory.settings[guild_of(house)] = ServerSettings(digest_roles=(int(readers.id),))
    bots = world.state.channel(world.channel_named("bots"))
    denied = Overwrite(str(user_of(house, "jonas")), 1, 0, int(Permission.SEND_MESSAGES))
    world.places.set_overwrite(bots, denied)
    await _told_of_it(house, bots.id)
    jonas, mara = await house.playground.person("jonas"), await house.playground.person("mara")
    doing = await jonas.run(jonas.channel("papers"), "digest subscribe", channel=bots.id)
    refused = await answered(doing)
    doing = await mara.run(mara.channel("papers"), "digest subscribe", channel=bots.id)
    await doing.settled()

    assert "In #bots kannst du selbst nicht schreiben" in text_of(refused)
    assert doing.modal is not None


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9", time(9)),
        ("21h", time(21)),
        ("9pm", time(21)),
        ("9:05 p.m.", time(21, 5)),
        ("12am", time(0)),
        ("0730", time(7, 30)),
        ("7.30", time(7, 30)),
        ("18 Uhr", time(18)),
        ("21時", time(21)),
    ],
)
async def test_times_are_understood(house: House, typed: str, at: time) -> None:
    """As people write them."""
    mara = await house.playground.person("mara")
    await _subscribe(mara, time=typed)

    assert only(house).schedule.at == at


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"time": "25"}, "“25” is no time of day"),
        ({"time": "soon"}, "“soon” is no time of day"),
        ({"time": "13pm"}, "“13pm” is no time of day"),
        ({"timezone": "Gotham"}, "no time zone “Gotham”"),
    ],
)
async def test_a_bad_option_can_be_corrected(
    house: House, options: dict[str, str], said: str
) -> None:
    """A form comes back with all that was chosen; a restart in between changes nothing."""
    mara = await house.playground.person("mara")
    done = await mara.run(
        mara.channel("papers"), "digest subscribe", cadence="weekly", weekday="4", **options
    )
    told = await answered(done)
    assert said in text_of(told)
    assert is_ephemeral(told)
    await house.restart()
    form = await (await press(mara, told, "fn:d:again:")).settled()
    assert form.modal is not None
    await house.restart()
    doing = await mara.submit(form.modal, {"time": "8", "zone": "berlin"})
    go_on = await changed(mara, told, lambda m: "Every Friday at 08:00" in text_of(m))
    await doing.settled()
    words = await (await press(mara, go_on, "fn:d:again:")).settled()
    await house.restart()
    await mara.submit(words.modal, {"topics": "animals"})
    await changed(mara, told, lambda m: "Subscribed" in text_of(m))

    assert only(house).schedule == Schedule("weekly", time(8), "Europe/Berlin", 4)
    assert only(house).interests == Interests(("animals",))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("categories", "computer science", "“computer science” is no category"),
        ("topics", ", ".join(f"topic {n}" for n in range(21)), "Those are 21 at once"),
        ("authors", "x" * 101, "is too long"),
        ("exclude", "Few-Shot Learning", "both wanted and unwanted"),
    ],
)
async def test_a_bad_form_comes_back_as_it_was(
    house: House, field: str, typed: str, said: str
) -> None:
    """Nothing that was typed is lost, whatever restarts."""
    mara = await house.playground.person("mara")
    values = {**WORDS_FORM, "authors": "Ada Lovelace", field: typed}
    told = await _subscribe(mara, values, time="7")
    assert said in text_of(told)
    assert house.memory.subscriptions == {}
    await house.restart()
    form = await (await press(mara, told, "fn:d:again:")).settled()
    assert form.modal is not None
    typed_before = {
        label["component"]["custom_id"]: label["component"].get("value", "")
        for label in form.modal["components"]
    }
    await mara.submit(form.modal, {field: ""})
    await changed(mara, told, lambda m: "Subscribed" in text_of(m))

    assert typed_before == {"include": "", "exclude": "", **values}
    assert only(house).schedule.at == time(7)


async def test_a_form_survives_a_restart(house: House) -> None:
    """Its id says all of what it is for."""
    mara = await house.playground.person("mara")
    doing = await mara.run(
        mara.channel("papers"), "digest subscribe", channel=mara.channel("bots"), time="6",
        timezone="America/Argentina/Buenos_Aires",
    )  # fmt: skip
    await doing.settled()
    await house.restart()
    await answered(await mara.submit(doing.modal, WORDS_FORM))

    assert only(house).channel_id == channel_of(house, "bots")
    assert only(house).schedule.zone == "America/Argentina/Buenos_Aires"


@pytest.mark.parametrize(
    ("permission", "named"),
    [
        (Permission.SEND_MESSAGES, "Send Messages"),
        (Permission.READ_MESSAGE_HISTORY, "Read Message History"),
        (Permission.VIEW_CHANNEL, "View Channel"),
    ],
)
async def test_where_the_bot_may_not_post_it_says_what_it_lacks(
    house: House, permission: Permission, named: str
) -> None:
    """By the names in Discord's settings; once it may, the same form goes through."""
    mara = await house.playground.person("mara")
    bots = mara.channel("bots")
    house.playground.faults.revoke(bots, permission)
    await _told_of_it(house, bots)
    told = await answered(
        await mara.run(mara.channel("papers"), "digest subscribe", channel=bots, time="10")
    )
    assert f"In #bots I lack: {named}" in text_of(told)
    house.playground.faults.restore(bots)
    await _told_of_it(house, bots)
    form = await (await press(mara, told, "fn:d:again:")).settled()
    await mara.submit(form.modal, {})
    await changed(mara, told, lambda m: "Now say what" in text_of(m))


async def _told_of_it(house: House, channel: str) -> None:
    """Wait until the bot knows the channel's permissions as they are."""
    world = house.playground.world
    wanted = len(world.state.channel(channel).overwrites)
    found = house.bot.get_channel(int(channel))
    await eventually(lambda: len(found.overwrites) == wanted)  # type: ignore[union-attr]


async def test_a_server_has_at_most_25(house: House) -> None:
    """Who wants another is told before any form."""
    for number in range(25):
        kept(house, f"sub{number}")
    mara = await house.playground.person("mara")
    told = await answered(await mara.run(mara.channel("papers"), "digest subscribe"))

    assert "25 digests, as many as it may" in text_of(told)


async def test_two_at_once_make_no_26th(house: House) -> None:
    """The store counts again when the form is sent."""
    mara = await house.playground.person("mara")
    doing = await mara.run(mara.channel("papers"), "digest subscribe")
    await doing.settled()
    for number in range(25):
        kept(house, f"sub{number}")
    told = await answered(await mara.submit(doing.modal, WORDS_FORM))

    assert "25 digests, as many as it may" in text_of(told)
    assert len(house.memory.subscriptions) == 25


@pytest.mark.parametrize(
    ("typed", "first", "named"),
    [
        ("", "Europe/London", "London · UTC"),
        ("berl", "Europe/Berlin", "Berlin · UTC"),
        ("new yo", "America/New_York", "New York · UTC-0"),
        ("Asia/Kol", "Asia/Kolkata", "Kolkata · UTC+05:30 · Asia/Kolkata"),
    ],
)
async def test_zones_are_completed_by_city(
    house: House, typed: str, first: str, named: str
) -> None:
    """With how far they are from UTC today."""
    mara = await house.playground.person("mara")
    choices = await mara.complete(
        mara.channel("papers"), "digest subscribe", "timezone", timezone=typed
    )

    assert choices[0]["value"] == first
    assert choices[0]["name"].startswith(named)
    assert len(choices) <= 25


async def test_the_command_is_for_servers(house: House) -> None:
    """It is not offered in direct messages."""
    mara = await house.playground.person("mara")

    assert "digest" not in {c["name"] for c in await mara.commands(mara.dm())}
    assert only_names(await mara.commands(mara.channel("papers"))) == {
        "subscribe", "list", "edit", "pause", "resume", "unsubscribe", "preview", "now", "history",
    }  # fmt: skip


def only_names(commands: list[dict[str, object]]) -> set[str]:
    """Return the names of the subcommands of /digest."""
    (digest,) = [c for c in commands if c["name"] == "digest"]
    options = digest["options"]
    assert isinstance(options, list)
    return {option["name"] for option in options}


async def test_nothing_is_due_before_its_time(house: House) -> None:
    """A subscription made at noon for nine is due tomorrow."""
    mara = await house.playground.person("mara")
    await _subscribe(mara, timezone="UTC")
    now = datetime.now(UTC)

    assert now < only(house).next_due <= now + timedelta(days=1)
