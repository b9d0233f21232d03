"""Test threads without any network."""

from __future__ import annotations

import pytest

from discord_playground.world.channels import PUBLIC_THREAD
from discord_playground.world.draft import Draft
from discord_playground.world.errors import DiscordError
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
