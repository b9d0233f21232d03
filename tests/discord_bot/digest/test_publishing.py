"""Post an issue, find it after a crash, fill its thread; whatever Discord does meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.community.server_settings import ServerSettings
from bot.digest.ports import CannotPost, NotNow, Posting
from bot.digest.subscription import Subscription
from bot.discord_bot.digest.publishing import DiscordPublisher
from bot.discord_bot.locales import LANGUAGES, Translations
from playground.person import Person
from playground.reading import selects_of, text_of
from playground.world.channels import ANNOUNCEMENT, FORUM, VOICE
from playground.world.draft import Draft
from playground.world.permissions import Permission
from tests.discord_bot.conftest import House, eventually
from tests.discord_bot.digest.pieces import channel_of, entry_of, kept, posts
from tests.discord_bot.following import Message, press, saying
from tests.discord_bot.rendering.issues import chart, issue

MESSAGES = "POST /channels/{channel_id}/messages"
HISTORY = "GET /channels/{channel_id}/messages"
THREADS = "POST /channels/{channel_id}/messages/{message_id}/threads"


def _publisher(house: House) -> DiscordPublisher:
    return DiscordPublisher(house.services, house.bot)


async def _here(house: House, name: str = "papers") -> tuple[Person, str, Subscription]:
    mara = await house.playground.person("mara")
    return mara, mara.channel(name), kept(house, channel_id=channel_of(house, name))


def _write(house: House, channel: str, lines: int) -> None:
    """Have somebody write so many messages."""
    world = house.playground.world
    there, jonas = world.state.channel(channel), world.person("jonas")
    for number in range(lines):
        world.messages.create(jonas, there, Draft(content=f"line {number}"))


async def _thread(person: Person, message_id: int) -> list[Message]:
    """Return what stands in a thread, but for the note of what it hangs on."""
    return [m for m in await person.history(str(message_id)) if m["components"]]


async def test_an_issue_is_posted(house: House) -> None:
    """As one message, with everything on it; found again by its id."""
    mara, channel, subscription = await _here(house)
    made = issue(5, made_at=house.services.now())
    posted = await _publisher(house).post(subscription, made)
    (post,) = await posts(mara, channel)
    found = await _publisher(house).find(subscription, entry_of(house, made))
    other = entry_of(house, replace(made, issue_id="another"))

    assert int(post["id"]) == posted == found
    assert "Papers of Tuesday, November 24, 2026" in text_of(post)
    assert await _publisher(house).find(subscription, other) is None


async def test_a_second_post_at_once_is_the_same_message(house: House) -> None:
    """Discord drops it by its nonce."""
    mara, channel, subscription = await _here(house)
    made = issue()
    first = await _publisher(house).post(subscription, made)
    second = await _publisher(house).post(subscription, made)

    assert first == second
    assert len(await posts(mara, channel)) == 1


async def test_an_answer_that_is_lost_repeats_nothing(house: House) -> None:
    """The connection is cut after the message stands: it is found, and sent again it is the one."""
    mara, channel, subscription = await _here(house)
    made = issue(made_at=house.services.now())
    house.playground.faults.drop(MESSAGES, after=True)
    with pytest.raises(NotNow):
        await _publisher(house).post(subscription, made)
    (post,) = await posts(mara, channel)
    found = await _publisher(house).find(subscription, entry_of(house, made))
    again = await _publisher(house).post(subscription, made)

    assert int(post["id"]) == found == again
    assert len(await posts(mara, channel)) == 1


async def test_what_was_sent_before_a_crash_is_found_among_others(house: House) -> None:
    """Long after the nonce is forgotten, in a channel where people went on talking."""
    mara, channel, subscription = await _here(house)
    made = issue(made_at=house.services.now())
    posted = await _publisher(house).post(subscription, made)
    for number in range(3):
        await mara.say(channel, f"fn:i:why:{made.issue_id}:0 {number}")
    await _publisher(house).post(subscription, replace(made, issue_id="another"))
    await house.restart()
    entry = entry_of(house, made, due=made.made_at - timedelta(days=3))

    assert await _publisher(house).find(subscription, entry) == posted


async def test_it_is_found_under_a_thousand_messages(house: House) -> None:
    """It stands at the beginning of what was written since it was made."""
    _, channel, subscription = await _here(house)
    made = issue(made_at=house.services.now())
    posted = await _publisher(house).post(subscription, made)
    _write(house, channel, 1_050)

    assert await _publisher(house).find(subscription, entry_of(house, made)) == posted


async def test_it_is_looked_for_where_it_went(house: House) -> None:
    """Though the subscription has moved to another channel since."""
    _, channel, subscription = await _here(house)
    made = issue(made_at=house.services.now())
    posted = await _publisher(house).post(subscription, made)
    moved = replace(subscription, channel_id=channel_of(house, "bots"))
    entry = entry_of(house, made, channel_id=int(channel))

    assert await _publisher(house).find(moved, entry) == posted


async def test_a_history_that_may_not_be_read_is_no_empty_one(house: House) -> None:
    """Rather no issue than one twice."""
    _, channel, subscription = await _here(house)
    house.playground.faults.revoke(channel, Permission.READ_MESSAGE_HISTORY)
    found = house.bot.get_channel(int(channel))
    await eventually(lambda: len(found.overwrites) == 1)  # type: ignore[union-attr]

    for looked in (
        _publisher(house).find(subscription, entry_of(house, issue())),
        _publisher(house).find_last_message(subscription),
    ):
        with pytest.raises(CannotPost) as raised:
            await looked
        assert raised.value.reason == "not permitted"


async def test_what_stands_last(house: House) -> None:
    """An empty channel has nothing; a deleted message does not count."""
    mara, channel, subscription = await _here(house)
    assert await _publisher(house).find_last_message(subscription) == 0
    first, second = [await mara.say(channel, text) for text in ("One.", "Two.")]
    assert await _publisher(house).find_last_message(subscription) == int(second["id"])
    house.playground.faults.delete_message(second["id"])

    assert await _publisher(house).find_last_message(subscription) == int(first["id"])


async def test_the_search_ends_an_hour_after_the_last_try(house: House) -> None:
    """But not before a thousand messages, as the bot's clock may be wrong."""
    _, channel, subscription = await _here(house)
    made = issue(made_at=house.services.now())
    _write(house, channel, 999)
    posted = await _publisher(house).post(subscription, made)
    long_ago = house.services.now() - timedelta(days=9)
    entry = entry_of(house, made, posting=Posting(0, long_ago))
    found = await _publisher(house).find(subscription, entry)
    _write(house, channel, 1_000)
    late = await _publisher(house).post(subscription, replace(made, issue_id="late"))
    other = entry_of(house, replace(made, issue_id="late"), posting=Posting(posted, long_ago))

    assert found == posted
    assert late != posted
    assert await _publisher(house).find(subscription, other) is None


async def test_the_rest_goes_to_a_thread(house: House) -> None:
    """In parts, from which papers can be chosen and which explain themselves."""
    mara, _, subscription = await _here(house)
    made = issue(3, 20)
    posted = await _publisher(house).post(subscription, made)
    await _publisher(house).finish(subscription, made, posted)
    first, second = await _thread(mara, posted)

    assert "17 · matches" not in text_of(first)
    assert "**4.**" in text_of(first)
    assert "**23.**" in text_of(second)
    assert [s["custom_id"] for s in selects_of(second)] == ["fn:s:pick:issue42:2"]
    assert mara.seen.channels[str(posted)]["name"] == "More papers of November 24, 2026"


async def test_finishing_again_repeats_nothing(house: House) -> None:
    """After every step, and after a restart, when no nonce is remembered."""
    mara, _, subscription = await _here(house)
    made = issue(3, 40)
    posted = await _publisher(house).post(subscription, made)
    house.playground.faults.fail(MESSAGES, 503, times=None)
    with pytest.raises(NotNow):
        await _publisher(house).finish(subscription, made, posted)
    house.playground.faults.clear()
    await _publisher(house).finish(subscription, made, posted)
    house.playground.world.messages._nonces.clear()
    await house.restart()
    await _publisher(house).finish(subscription, made, posted)

    assert len(await _thread(mara, posted)) == 3


async def test_a_part_that_somebody_removed_comes_again_alone(house: House) -> None:
    """The other parts are known by their numbers."""
    mara, _, subscription = await _here(house)
    made = issue(3, 40)
    posted = await _publisher(house).post(subscription, made)
    await _publisher(house).finish(subscription, made, posted)
    parts = await _thread(mara, posted)
    house.playground.faults.delete_message(parts[1]["id"])
    await _publisher(house).finish(subscription, made, posted)

    assert len(await _thread(mara, posted)) == 3


async def test_parts_are_known_below_a_thousand_messages(house: House) -> None:
    """In a thread that people talk in as well."""
    _, _, subscription = await _here(house)
    made = issue(3, 20)
    posted = await _publisher(house).post(subscription, made)
    await _publisher(house).finish(subscription, made, posted)
    _write(house, str(posted), 1_050)
    house.playground.world.messages._nonces.clear()
    await _publisher(house).finish(subscription, made, posted)
    state = house.playground.world.state
    there = [state.messages[one] for one in state.channel(str(posted)).message_ids]

    assert len([message for message in there if message.components]) == 2


@pytest.mark.parametrize("code", [160006, 160007])
async def test_where_there_are_too_many_threads_the_rest_is_left_out(
    house: House, code: int
) -> None:
    """Nobody has to mend anything: old threads are archived by themselves."""
    _, _, subscription = await _here(house)
    made = issue(3, 20)
    posted = await _publisher(house).post(subscription, made)
    house.playground.faults.fail(THREADS, 400, code=code)

    await _publisher(house).finish(subscription, made, posted)


@pytest.mark.parametrize("code", [160002, 30033])
async def test_what_does_not_speak_of_threads_is_tried_again(house: House, code: int) -> None:
    """A reply without the right to read the history, and too many members in a thread."""
    _, _, subscription = await _here(house)
    made = issue(3, 20)
    posted = await _publisher(house).post(subscription, made)
    house.playground.faults.fail(THREADS, 400, code=code)

    with pytest.raises(NotNow):
        await _publisher(house).finish(subscription, made, posted)


@pytest.mark.parametrize("gone", ["message", "thread", "locked"])
async def test_a_rest_that_cannot_stand_is_left_out(house: House, gone: str) -> None:
    """Somebody deleted the message or its thread, or locked that: no error, no second thread."""
    mara, _, subscription = await _here(house)
    made = issue(3, 20)
    posted = await _publisher(house).post(subscription, made)
    if gone == "message":
        house.playground.faults.delete_message(str(posted))
    else:
        await mara.open_thread({"id": str(posted), "channel_id": mara.channel("papers")}, "Mine")
        if gone == "thread":
            house.playground.faults.delete_channel(str(posted))
        else:
            lock = {"archived": True, "locked": True}
            await mara.request("PATCH", f"/channels/{posted}", lock)
    await _publisher(house).finish(subscription, made, posted)

    if gone == "locked":
        assert await _thread(mara, posted) == []


@pytest.mark.parametrize("kind", [ANNOUNCEMENT, VOICE])
async def test_kinds_of_channels(house: House, kind: int) -> None:
    """Announcements have threads; the text of a voice channel has none, and a button instead."""
    guild = house.playground.world.guild_named("Reading group")
    opened = house.playground.world.places.add_channel(guild, "other", kind=kind)
    await eventually(lambda: house.bot.get_channel(int(opened.id)))
    mara = await house.playground.person("mara")
    subscription = kept(house, channel_id=int(opened.id))
    made = issue(3, 20)
    house.memory.issues["issue42"] = entry_of(house, made)
    posted = await _publisher(house).post(subscription, made)
    await _publisher(house).finish(subscription, made, posted)
    (post,) = await posts(mara, opened.id)

    if kind == ANNOUNCEMENT:
        assert len(await _thread(mara, posted)) == 2
    else:
        assert str(posted) not in mara.seen.channels
        await saying(await press(mara, post, "fn:i:rest:"), "More papers of")


async def test_in_a_thread_it_is_posted_without_one(house: House) -> None:
    """A thread cannot have threads."""
    mara = await house.playground.person("mara")
    message = await mara.say(mara.channel("papers"), "Digest here")
    thread = await mara.open_thread(message, "Ours")
    await eventually(lambda: house.bot.get_channel(int(thread["id"])))
    subscription = kept(house, channel_id=int(thread["id"]))
    made = issue(3, 20)
    posted = await _publisher(house).post(subscription, made)
    await _publisher(house).finish(subscription, made, posted)

    assert len(await posts(mara, thread["id"])) == 1


async def test_a_forum_takes_no_post(house: House) -> None:
    """Said so, rather than tried for ever."""
    guild = house.playground.world.guild_named("Reading group")
    opened = house.playground.world.places.add_channel(guild, "forum", kind=FORUM)
    subscription = kept(house, channel_id=int(opened.id))

    with pytest.raises(CannotPost) as raised:
        await _publisher(house).post(subscription, issue())
    assert raised.value.reason == "not permitted"


async def test_without_the_right_to_open_threads_a_button_shows_the_rest(house: House) -> None:
    """To whoever presses it."""
    mara, channel, subscription = await _here(house)
    house.playground.faults.revoke(channel, Permission.CREATE_PUBLIC_THREADS)
    found = house.bot.get_channel(int(channel))
    await eventually(lambda: len(found.overwrites) == 1)  # type: ignore[union-attr]
    made = issue(3, 20)
    house.memory.issues["issue42"] = entry_of(house, made)
    posted = await _publisher(house).post(subscription, made)
    await _publisher(house).finish(subscription, made, posted)
    (post,) = await posts(mara, channel)
    rest = await saying(await press(mara, post, "fn:i:rest:"), "More papers of")

    assert "in the thread" not in text_of(post)
    assert "**4.**" in text_of(rest)


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (404, 10003, "channel gone"),
        (404, 10004, "channel gone"),
        (403, 50001, "not permitted"),
        (403, 50013, "not permitted"),
        (400, 50083, "not permitted"),
    ],
)
async def test_what_must_be_mended_first_is_told_apart(
    house: House, status: int, code: int, reason: str
) -> None:
    """Of what was refused for good, why."""
    _, _, subscription = await _here(house)
    house.playground.faults.fail(MESSAGES, status, code=code)

    with pytest.raises(CannotPost) as raised:
        await _publisher(house).post(subscription, issue())
    assert raised.value.reason == reason


@pytest.mark.parametrize("status", [503, 400])
async def test_what_may_pass_is_put_off(house: House, status: int) -> None:
    """Also what nobody in the server could mend."""
    _, _, subscription = await _here(house)
    house.playground.faults.fail(MESSAGES, status, times=None, code=20000)
    house.playground.faults.fail(HISTORY, status, times=None, code=20000)

    with pytest.raises(NotNow):
        await _publisher(house).post(subscription, issue())
    with pytest.raises(NotNow):
        await _publisher(house).find(subscription, entry_of(house, issue()))


async def test_before_the_login_nothing_can_be_posted(house: House) -> None:
    """Nor after the end; it may be later."""
    _, _, subscription = await _here(house)
    publisher = _publisher(house)
    await house.stop()

    with pytest.raises(NotNow):
        await publisher.post(subscription, issue())
    with pytest.raises(NotNow):
        await publisher.find(subscription, entry_of(house, issue()))
    await house.restart()


async def test_only_the_role_that_was_set_is_pinged(house: House) -> None:
    """Nothing that papers say pings anybody."""
    mara, channel, subscription = await _here(house)
    guild = house.playground.world.guild_named("Reading group")
    readers = next(r for r in guild.roles.values() if r.name == "Readers")
    made = issue(3, notice="@everyone <@&1>")
    await _publisher(house).post(subscription, made)
    notified = replace(subscription, notify_role=int(readers.id))
    await _publisher(house).post(notified, replace(made, issue_id="second"))
    quiet, loud = await posts(mara, channel)

    assert (quiet["mention_roles"], quiet["mention_everyone"]) == ([], False)
    assert (loud["mention_roles"], loud["mention_everyone"]) == ([readers.id], False)


async def test_a_week_has_its_picture_with_words_beside_it(house: House) -> None:
    """Where no files may be sent, the words alone."""
    mara, channel, subscription = await _here(house)
    made = issue(3, weekly=True, chart=chart())
    await _publisher(house).post(subscription, made)
    house.playground.faults.revoke(channel, Permission.ATTACH_FILES)
    found = house.bot.get_channel(int(channel))
    await eventually(lambda: len(found.overwrites) == 1)  # type: ignore[union-attr]
    await _publisher(house).post(subscription, replace(made, issue_id="second"))
    drawn, bare = await posts(mara, channel)

    assert [a["filename"] for a in drawn["attachments"]] == ["week.png"]
    assert "topic 1: Wed 1" in text_of(drawn)
    assert bare["attachments"] == []
    assert "**topic 1** · 18 papers" in text_of(bare)


@pytest.mark.parametrize("code", LANGUAGES)
async def test_it_speaks_the_language_that_was_set(house: House, code: str) -> None:
    """The subscription's, before the server's."""
    names = {"en": "English", "de": "German", "fr": "French", "ja": "Japanese", "zh": "Chinese"}
    mara, channel, subscription = await _here(house)
    made = issue(3)
    await _publisher(house).post(replace(subscription, language=names[code]), made)
    (post,) = await posts(mara, channel)

    assert Translations(code)("digest-heading", day=made.day) in text_of(post)


async def test_buttons_know_the_language(house: House) -> None:
    """What is summarised from a French digest is summarised in French."""
    mara, channel, subscription = await _here(house)
    made = issue(1)
    paper = made.picks[0].paper
    house.application.catalogue.papers.append(paper)
    await _publisher(house).post(replace(subscription, language="French"), made)
    (post,) = await posts(mara, channel)
    doing = await press(mara, post, "fn:p:summarize:")
    await eventually(lambda: house.application.summarize.calls)
    await doing.settled()

    assert house.application.summarize.calls[0][0] == paper.paper_id
    assert house.application.summarize.calls[0][1]["language"] == "French"


async def test_what_is_under_a_digest_works_where_questions_are_not_answered(house: House) -> None:
    """Buttons do, in a channel that the settings leave out; commands do not."""
    mara, channel, subscription = await _here(house)
    settings = ServerSettings(channels=(channel_of(house, "bots"),))
    house.memory.settings[subscription.guild_id] = settings
    made = issue(1)
    house.application.catalogue.papers.append(made.picks[0].paper)
    await _publisher(house).post(subscription, made)
    (post,) = await posts(mara, channel)
    summarised = await press(mara, post, "fn:p:summarize:")
    await eventually(lambda: house.application.summarize.calls)
    await summarised.settled()
    await mara.run(channel, "ask", question="Why?")
    refused = await mara.wait_for(lambda m: "#bots" in text_of(m))

    assert house.application.ask.calls == []
    assert refused["flags"] & 64


class TestTelling:
    """A manager is told that a digest rests."""

    async def test_who_made_it_is_told(self, house: House) -> None:
        """In a direct message, once."""
        mara, _, subscription = await _here(house)
        for _ in range(2):
            await _publisher(house).notify_manager(subscription, "not permitted")
        told = [m for m in await mara.history(mara.dm()) if "rests" in text_of(m)]

        assert len(told) == 1
        assert "The digest for #papers in Reading group rests" in text_of(told[0])
        assert "/digest resume" in text_of(told[0])

    async def test_else_the_owner(self, house: House) -> None:
        """Where nobody is known to have made it, or they take no messages."""
        _, _, subscription = await _here(house)
        ines = await house.playground.person("ines")
        house.playground.faults.close_direct_messages("mara")
        await _publisher(house).notify_manager(subscription, "channel gone")
        await _publisher(house).notify_manager(replace(subscription, created_by=0), "channel gone")
        told = [m for m in await ines.history(ines.dm()) if "rests" in text_of(m)]

        assert told
        assert "Its channel is gone" in text_of(told[0])

    async def test_where_nobody_takes_it_nothing_is_raised(self, house: House) -> None:
        """It is in the log."""
        _, _, subscription = await _here(house)
        house.playground.faults.close_direct_messages("mara")
        house.playground.faults.close_direct_messages("ines")

        await _publisher(house).notify_manager(subscription, "channel gone")

    async def test_where_discord_is_down_it_is_tried_again(self, house: House) -> None:
        """By whoever called."""
        _, _, subscription = await _here(house)
        house.playground.faults.fail(MESSAGES, 503, times=None)

        with pytest.raises(NotNow):
            await _publisher(house).notify_manager(subscription, "channel gone")


async def test_the_panel_of_a_lost_channel_says_so(house: House) -> None:
    """With what to do."""
    mara = await house.playground.person("mara")
    kept(house, channel_id=12345, paused="channel gone")
    doing = await mara.run(mara.channel("papers"), "digest edit", digest="sub1")
    panel = await saying(doing, "the channel is gone")

    assert "Choose another under “Time and place…”" in text_of(panel)
