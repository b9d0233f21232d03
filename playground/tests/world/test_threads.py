"""Test threads without any network."""

from __future__ import annotations

import pytest

from discord_playground.checks.description import Description
from discord_playground.world.channels import (
    ANNOUNCEMENT,
    ANNOUNCEMENT_THREAD,
    FORUM,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    TEXT,
    VOICE,
)
from discord_playground.world.draft import Draft
from discord_playground.world.errors import DiscordError
from playground.tests.description_file import DESCRIPTION, skip_undescribed
from playground.tests.world.conftest import Place


def test_a_thread_of_a_message_takes_its_id(place: Place) -> None:
    """The message says so, and the thread begins with a reference to it."""
    message = place.world.messages.create(place.mara, place.papers, Draft("why?"))
    thread = place.world.threads.start_from(place.bot, message, "More")
    (created,) = place.heard("THREAD_CREATE")
    (updated,) = place.heard("MESSAGE_UPDATE")
    starter = place.world.state.messages[thread.message_ids[0]]

    assert thread.id == message.id
    assert created.data["newly_created"] is True
    assert updated.data["thread"]["name"] == "More"
    assert updated.data["flags"] == 1 << 5
    assert (starter.kind, (starter.reference or {})["message_id"]) == (21, message.id)
    with pytest.raises(DiscordError) as twice:
        place.world.threads.start_from(place.bot, message, "Again")
    assert twice.value.code == 160004


def test_a_thread_without_a_message_is_announced(place: Place) -> None:
    """A public one with a message in the channel, a private one in silence."""
    thread = place.world.threads.start(place.mara, place.papers, "Open", kind=PUBLIC_THREAD)
    place.world.threads.start(place.mara, place.papers, "Closed", kind=PRIVATE_THREAD)
    (announced,) = place.world.messages.listed(place.papers)

    assert (announced.kind, announced.content) == (18, "Open")
    assert (announced.reference or {})["channel_id"] == thread.id


def test_who_writes_or_is_named_joins(place: Place) -> None:
    """Writing makes a member, and so does being pinged."""
    thread = place.world.threads.start(place.mara, place.papers, "Open", kind=PUBLIC_THREAD)
    place.world.messages.create(place.bot, thread, Draft(f"<@{place.jonas.id}>"))
    state = thread.thread

    assert state is not None
    assert set(state.members) == {place.mara.id, place.bot.id, place.jonas.id}
    assert (state.message_count, state.total_message_sent) == (1, 1)
    assert len(place.heard("THREAD_MEMBERS_UPDATE")) == 3


def test_writing_reopens(place: Place) -> None:
    """An archived thread that somebody writes in is open again; a locked one stays."""
    thread = place.world.threads.start(place.mara, place.papers, "Open", kind=PUBLIC_THREAD)
    place.world.threads.change(thread, {"archived": True})
    place.world.messages.create(place.mara, thread, Draft("hello"))
    assert thread.thread is not None
    assert not thread.thread.archived

    place.world.threads.change(thread, {"archived": True, "locked": True})
    place.world.messages.create(place.mara, thread, Draft("hello"))
    assert thread.thread.archived


def test_nothing_is_edited_in_an_archived_thread(place: Place) -> None:
    """What is there can be deleted, and writing opens it again."""
    thread = place.world.threads.start(place.mara, place.papers, "Open", kind=PUBLIC_THREAD)
    message, other = (place.world.messages.create(place.mara, thread, Draft("x")) for _ in "ab")
    place.world.threads.change(thread, {"archived": True})
    with pytest.raises(DiscordError) as refused:
        place.world.messages.edit(message, {"content": "y"})
    place.world.messages.delete(other)
    place.world.messages.create(place.mara, thread, Draft("hello"))

    assert (refused.value.status, refused.value.code) == (400, 50083)
    assert place.world.messages.edit(message, {"content": "y"}).content == "y"


def test_threads_go_with_their_channel(place: Place) -> None:
    """Deleting a channel deletes its threads and all messages."""
    message = place.world.messages.create(place.mara, place.papers, Draft("why?"))
    place.world.threads.start_from(place.bot, message, "More")
    place.world.places.delete_channel(place.papers)

    assert [event.name for event in place.events[-2:]] == ["THREAD_DELETE", "CHANNEL_DELETE"]
    assert place.world.state.messages == {}


def test_only_plain_channels_have_threads(place: Place) -> None:
    """There are none below a thread, in direct messages, or in the text of a voice channel."""
    direct = place.world.places.direct(place.mara, place.bot)
    thread = place.world.threads.start(place.mara, place.papers, "Open", kind=PUBLIC_THREAD)
    voice = place.world.places.add_channel(place.group, "talking", kind=VOICE)
    for channel in (direct, thread, voice):
        message = place.world.messages.create(place.mara, channel, Draft("hello"))
        with pytest.raises(DiscordError) as refused:
            place.world.threads.start_from(place.mara, message, "No")
        assert refused.value.code == 50024


def test_announcements_have_threads_of_their_own_kind(place: Place) -> None:
    """As Discord has them: type 10."""
    news = place.world.places.add_channel(place.group, "news", kind=ANNOUNCEMENT)
    message = place.world.messages.create(place.bot, news, Draft("hello"))

    assert place.world.threads.start_from(place.bot, message, "More").kind == ANNOUNCEMENT_THREAD


@pytest.mark.parametrize("kind", [TEXT, VOICE, ANNOUNCEMENT, FORUM])
def test_a_channel_of_any_kind_is_as_described(place: Place, kind: int) -> None:
    """The fields that Discord's description wants of it are there."""
    skip_undescribed()
    channel = place.world.places.add_channel(place.group, "other", kind=kind)
    description = Description.load(DESCRIPTION)

    assert description.check_answer("GET", "/channels/{channel_id}", 200, channel.wire()) == []
    assert ("bitrate" in channel.wire()) == (kind == VOICE)


def test_who_is_taken_into_a_private_thread_learns_of_it(place: Place) -> None:
    """The thread comes to the new member alone."""
    thread = place.world.threads.start(place.mara, place.papers, "Closed", kind=PRIVATE_THREAD)
    place.world.threads.join(thread, place.jonas)
    created = place.heard("THREAD_CREATE")[-1]

    assert created.user_ids == {place.jonas.id}
    assert created.data["member"]["user_id"] == place.jonas.id
