"""Test messages without any network."""

from __future__ import annotations

from typing import Any

from discord_playground.world.attachments import Upload
from discord_playground.world.draft import read_draft
from discord_playground.world.message import Message
from discord_playground.world.messages import NONCE_SECONDS
from playground.tests.world.conftest import Place

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000100000002008020000009a")
V2 = 1 << 15


def sent(place: Place, body: dict[str, Any], *files: tuple[str, bytes]) -> Message:
    """Send a message as the bot."""
    uploads = [Upload(str(n), name, content) for n, (name, content) in enumerate(files)]
    return place.world.messages.create(place.bot, place.papers, read_draft(body, uploads))


def test_files_are_kept_and_named(place: Place) -> None:
    """`attachment://` becomes an address, with the size of a picture."""
    items = [{"media": {"url": "attachment://a_b.png"}}]
    body = {
        "flags": V2,
        "components": [
            {"type": 12, "items": items},
            {"type": 13, "file": {"url": "attachment://c.csv"}},
        ],
        "attachments": [{"id": 0, "description": "a chart"}, {"id": 1}],
    }
    message = sent(place, body, ("a b.png", PNG), ("c.csv", b"1,2"))
    gallery, file = message.components
    media = gallery["items"][0]["media"]

    assert (media["width"], media["height"]) == (16, 32)
    assert media["url"] == message.attachments[0].url
    assert message.attachments[0].description == "a chart"
    assert (file["name"], file["size"]) == ("c.csv", 3)


def test_an_edit_changes_what_it_names(place: Place) -> None:
    """Files stay unless the list leaves them out; null empties a field."""
    message = sent(place, {"content": "x", "embeds": [{"title": "t"}]}, ("a.txt", b"a"))
    place.world.messages.edit(message, {"content": "y"})
    assert (message.content, len(message.embeds), len(message.attachments)) == ("y", 1, 1)

    upload = Upload("0", "b.txt", b"b")
    kept = {"attachments": [{"id": message.attachments[0].id}, {"id": 0}], "embeds": None}
    place.world.messages.edit(message, kept, [upload])
    assert [one.filename for one in message.attachments] == ["a.txt", "b.txt"]
    assert message.embeds == []

    place.world.messages.edit(message, {"attachments": []})
    assert message.attachments == []


def test_a_nonce_is_enforced_for_a_while(place: Place) -> None:
    """The same author's same nonce gives the first message back for some minutes."""
    body = {"content": "x", "nonce": "n", "enforce_nonce": True}
    first = sent(place, body)
    assert sent(place, {**body, "content": "y"}) is first
    assert sent(place, {**body, "enforce_nonce": False}) is not first
    other = place.world.messages.create(place.mara, place.papers, read_draft(body))
    assert other is not first

    place.clock.pass_by(NONCE_SECONDS + 1)
    assert sent(place, body) is not first


def test_paging(place: Place) -> None:
    """Newest first; before, after and around an id, so many at most."""
    ids = [sent(place, {"content": str(n)}).id for n in range(10)]
    page = place.world.messages.listed

    def contents(**query: Any) -> str:
        return "".join(message.content for message in page(place.papers, **query))

    assert contents(limit=3) == "987"
    assert contents(before=ids[5], limit=2) == "43"
    assert contents(after=ids[5], limit=2) == "76"
    assert contents(around=ids[5], limit=3) == "654"
    assert contents(around=ids[0], limit=3) == "10"
