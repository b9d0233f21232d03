"""Test which events reach whom, and with what in them."""

from __future__ import annotations

import pytest

from discord_playground.gateway.intents import find_intent
from discord_playground.server import Playground
from discord_playground.world.channels import Overwrite
from playground.tests.lines import Line


@pytest.mark.parametrize(
    ("name", "in_guild", "in_direct"),
    [
        ("MESSAGE_CREATE", 1 << 9, 1 << 12),
        ("MESSAGE_DELETE_BULK", 1 << 9, 1 << 12),
        ("MESSAGE_REACTION_ADD", 1 << 10, 1 << 13),
        ("TYPING_START", 1 << 11, 1 << 14),
        ("GUILD_MEMBER_ADD", 1 << 1, 0),
        ("GUILD_ROLE_CREATE", 1, 0),
        ("THREAD_CREATE", 1, 0),
        ("INTERACTION_CREATE", 0, 0),
    ],
)
def test_intents_of_events(name: str, in_guild: int, in_direct: int) -> None:
    """Each event needs the intent that Discord documents."""
    assert (find_intent(name, in_guild=True), find_intent(name, in_guild=False)) == (
        in_guild,
        in_direct,
    )


async def test_content_is_blank_without_the_intent(playground: Playground, line: Line) -> None:
    """What neither names the bot nor is direct has no content, over HTTP neither."""
    await line.identify()
    mara = await playground.person("mara")
    papers = mara.channel("papers")
    sent = await mara.say(papers, "secret", files=[("a.txt", b"a")])
    heard = await line.event("MESSAGE_CREATE")
    await mara.say(papers, f"hello <@{playground.application_id}>")
    named = await line.event("MESSAGE_CREATE")
    _, fetched, _ = await line.ask("GET", f"/channels/{papers}/messages/{sent['id']}")
    playground.application.message_content_allowed = True
    _, allowed, _ = await line.ask("GET", f"/channels/{papers}/messages/{sent['id']}")

    assert (heard["content"], heard["attachments"]) == ("", [])
    assert heard["member"]["roles"]
    assert named["content"].startswith("hello")
    assert (fetched["content"], allowed["content"]) == ("", "secret")


async def test_events_of_unseen_channels_stay_away(playground: Playground, line: Line) -> None:
    """A bot and a person hear nothing of where they may not look."""
    await line.identify()
    mara, jonas = await playground.person("mara"), await playground.person("jonas")
    papers = mara.channel("papers")
    places, state = playground.world.places, playground.world.state
    places.set_overwrite(state.channels[papers], Overwrite(playground.application_id, 1, 0, 1024))
    places.set_overwrite(state.channels[papers], Overwrite(jonas.id, 1, 0, 1024))
    await mara.say(papers, "among us")
    await mara.say(mara.channel("general"), "for all")
    await jonas.wait_for(lambda message: message["content"] == "for all")

    names = [frame.get("t") for frame in await line.events()]
    assert names.count("MESSAGE_CREATE") == 1
    assert jonas.messages(papers) == []
    with pytest.raises(LookupError):
        jonas.channel("papers")


async def test_changes_of_the_world_are_told(playground: Playground, line: Line) -> None:
    """Roles, channels and the bot's own membership change with their events."""
    await line.identify()
    await line.events()
    places, group = playground.world.places, playground.world.guild_named("Reading group")
    role = places.add_role(group, "New")
    places.change_role(group, role, 8)
    places.delete_role(group, role)
    channel = places.add_channel(group, "new")
    places.change_channel(channel, {"topic": "t"})
    places.delete_channel(channel)
    places.add_member(group, playground.world.add_person("kim"))
    places.change_member(group, group.members[playground.application_id], nick="Foot")
    places.remove_member(group, playground.application.bot)
    playground.world.invite(playground.application, group)

    assert [frame["t"] for frame in await line.events()] == [
        "GUILD_ROLE_CREATE",
        "GUILD_ROLE_UPDATE",
        "GUILD_ROLE_DELETE",
        "CHANNEL_CREATE",
        "CHANNEL_UPDATE",
        "CHANNEL_DELETE",
        "GUILD_MEMBER_UPDATE",
        "GUILD_DELETE",
        "GUILD_CREATE",
    ]
