"""Test whom a message names and whom it pings."""

from __future__ import annotations

from typing import Any

import pytest

from discord_playground.world.draft import read_draft
from discord_playground.world.message import Message
from playground.tests.world.conftest import Place


def said(place: Place, author: str, text: str, **more: Any) -> Message:
    """Send a message into the channel, `{name}` standing for ids."""
    readers = next(role for role in place.group.roles.values() if role.name == "Readers")
    organisers = next(role for role in place.group.roles.values() if role.name == "Organisers")
    text = text.format(
        mara=place.mara.id, jonas=place.jonas.id, readers=readers.id, organisers=organisers.id
    )
    user = place.bot if author == "bot" else place.world.person(author)
    return place.world.messages.create(user, place.papers, read_draft({"content": text, **more}))


def names(place: Place, message: Message) -> set[str]:
    """Return who was pinged, by name."""
    return {place.world.state.users[one].username for one in message.pinged_users}


@pytest.mark.parametrize(
    ("author", "text", "pinged"),
    [
        ("mara", "hello", set()),
        ("mara", "<@{jonas}> and <@!{jonas}>", {"jonas"}),
        ("mara", "<@{mara}>", set()),
        ("mara", "`<@{jonas}>` and ```\n<@{jonas}>\n```", set()),
        ("mara", "<@12345>", set()),
        ("mara", "<@&{readers}>", {"jonas"}),
        ("jonas", "<@&{readers}>", {"mara"}),
        ("jonas", "<@&{organisers}>", set()),
        ("mara", "@everyone", {"jonas", "ines", "Bot"}),
        ("mara", "@here", {"jonas", "ines", "Bot"}),
        ("jonas", "@everyone", set()),
        ("bot", "@everyone <@{jonas}>", {"jonas"}),
    ],
)
def test_who_is_pinged(place: Place, author: str, text: str, pinged: set[str]) -> None:
    """Names ping, and roles that may be named; everyone only by who may; code never."""
    assert names(place, said(place, author, text)) == pinged


@pytest.mark.parametrize(
    ("allowed", "pinged"),
    [
        ({"parse": []}, set()),
        ({"parse": ["users"]}, {"jonas"}),
        ({"parse": ["roles"]}, {"jonas"}),
        ({"parse": ["everyone"]}, {"jonas", "ines", "Bot"}),
        ({"parse": [], "users": ["1"]}, set()),
    ],
)
def test_allowed_mentions_limit_pings(
    place: Place, allowed: dict[str, Any], pinged: set[str]
) -> None:
    """Only what is listed pings, and only that is listed in the message."""
    text = "@everyone <@{jonas}> <@&{readers}>"
    message = said(place, "mara", text, allowed_mentions=allowed)

    assert names(place, message) == pinged
    assert message.mentions.everyone is ("everyone" in allowed["parse"])


@pytest.mark.parametrize(
    ("allowed", "pinged"),
    [(None, {"jonas"}), ({"parse": []}, set()), ({"parse": [], "replied_user": True}, {"jonas"})],
)
def test_a_reply_pings_unless_it_is_told_not_to(
    place: Place, allowed: dict[str, Any] | None, pinged: set[str]
) -> None:
    """Without `allowed_mentions` the author of the message replied to is pinged."""
    first = said(place, "jonas", "a question")
    more = {"allowed_mentions": allowed} if allowed is not None else {}
    reply = said(place, "bot", "an answer", message_reference={"message_id": first.id}, **more)

    assert names(place, reply) == pinged
