"""Test what interactions allow and refuse: deadlines, second answers, tokens, follow-ups."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from discord_playground.people.invocation import Invocation
from discord_playground.person import Person
from discord_playground.server import Playground
from playground.tests.lines import Line

ASK = {
    "name": "ask",
    "description": "Ask",
    "options": [
        {"type": 3, "name": "question", "description": "What?", "required": True},
        {"type": 3, "name": "paper", "description": "Which?", "autocomplete": True},
    ],
}
TEXT = {"type": 10, "content": "text"}
SAID = {"type": 4, "data": {"content": "hi"}}
LOADING = {"type": 5}


class Bot:
    """A bot by hand, with `/ask` registered."""

    def __init__(self, line: Line, playground: Playground, mara: Person) -> None:
        self.line = line
        self.mara = mara
        self.application_id = playground.application_id
        self.papers = mara.channel("papers")
        self.interaction: dict[str, Any] = {}

    async def asked(self, **options: str) -> Invocation:
        """Let mara use `/ask`, and take the interaction in."""
        options.setdefault("question", "why")
        doing = await self.mara.run(self.papers, "ask", **options)
        await self.receive()
        return doing

    async def receive(self) -> dict[str, Any]:
        """Take the next interaction in."""
        self.interaction = await self.line.event("INTERACTION_CREATE")
        return self.interaction

    async def answer(self, body: Any, query: str = "") -> tuple[int, Any]:
        """Answer the interaction and return the status and what was said."""
        one = self.interaction
        path = f"/interactions/{one['id']}/{one['token']}/callback{query}"
        status, said, _ = await self.line.ask("POST", path, body)
        return status, said

    async def hook(self, method: str, path: str = "", body: Any = None) -> tuple[int, Any]:
        """Use the webhook of the interaction's token."""
        token = self.interaction["token"]
        base = f"/webhooks/{self.application_id}/{token}"
        status, said, _ = await self.line.ask(method, base + path, body)
        return status, said


@pytest.fixture
async def bot(forgiving: Playground) -> AsyncIterator[Bot]:
    """Log a bot in by hand."""
    mara = await forgiving.person("mara")
    async with Line.to(forgiving) as line:
        await line.identify()
        path = f"/applications/{forgiving.application_id}/commands"
        await line.ask("PUT", path, [ASK, {"name": "Explain", "type": 3}])
        yield Bot(line, forgiving, mara)


def code(said: Any) -> int:
    """Return Discord's code of an error."""
    return int(said["code"])


async def test_an_interaction_says_all_that_clients_read(bot: Bot) -> None:
    """Who, where, with which permissions, in which language, and by whose install."""
    await bot.asked()
    one = bot.interaction

    assert one["version"] == 1
    assert one["data"]["options"] == [{"name": "question", "type": 3, "value": "why"}]
    assert one["member"]["user"]["username"] == "mara"
    assert int(one["member"]["permissions"]) & 1 << 5
    assert not int(one["app_permissions"]) & 1 << 5
    assert int(one["app_permissions"]) & 1 << 11
    assert (one["locale"], one["guild_locale"], one["context"]) == ("en-GB", "en-GB", 0)
    assert one["authorizing_integration_owners"] == {"0": one["guild_id"]}
    assert one["channel"]["id"] == bot.papers
    assert one["attachment_size_limit"] == 10 * 1024 * 1024


async def test_an_answer_is_given_once(bot: Bot) -> None:
    """A second answer is refused."""
    done = await bot.asked()
    first, second = await bot.answer(SAID), await bot.answer(SAID)
    await done.wait_for_response()

    assert first == (204, None)
    assert (second[0], code(second[1])) == (400, 40060)
    assert done.state == "answered"


async def test_too_late_is_unknown(bot: Bot, forgiving: Playground) -> None:
    """After the deadline the person is notified, and the answer is refused."""
    forgiving.world.deadlines.answer = 0.05
    done = await bot.asked()
    await done.wait_for_response()
    status, said = await bot.answer(SAID)

    assert done.state == "failed"
    assert (status, code(said)) == (404, 10062)


async def test_a_deferral_is_loading_until_it_is_edited(bot: Bot) -> None:
    """It can become components, is not marked as edited, and keeps its id."""
    done = await bot.asked()
    await bot.answer(LOADING)
    await done.wait_for_response()
    before, state = done.message, done.state
    body = {"flags": 1 << 15, "components": [TEXT]}
    status, said = await bot.hook("PATCH", "/messages/@original", body)
    after = await done.message_when(lambda message: message["components"])

    assert before is not None
    assert (state, before["flags"], before["type"]) == ("deferred", 128, 20)
    assert (status, said["id"]) == (200, before["id"])
    assert (after["flags"], after["edited_timestamp"]) == (1 << 15, None)
    assert after["components"] == [{**TEXT, "id": 1}]


async def test_the_first_follow_up_of_a_deferral_takes_its_place(bot: Bot) -> None:
    """It edits the loading message, whose being ephemeral it cannot change."""
    done = await bot.asked()
    await bot.answer({"type": 5, "data": {"flags": 64}})
    await done.wait_for_response()
    _, first = await bot.hook("POST", "", {"content": "one"})
    _, second = await bot.hook("POST", "", {"content": "two"})

    assert first["id"] == (done.message or {})["id"]
    assert first["flags"] == 64
    assert second["id"] != first["id"]
    assert second["flags"] == 0
    assert second["message_reference"]["message_id"] == first["id"]


async def test_an_ephemeral_answer_is_for_one(bot: Bot, forgiving: Playground) -> None:
    """Others do not see it, the API does not list it, its token alone changes it."""
    jonas = await forgiving.person("jonas")
    done = await bot.asked()
    await bot.answer({"type": 4, "data": {"content": "psst", "flags": 64}})
    hidden = (await done.wait_for_response()).message or {}
    heard = await bot.line.event("MESSAGE_CREATE")
    path = f"/channels/{bot.papers}/messages/{hidden['id']}"
    status, said, _ = await bot.line.ask("PATCH", path, {"content": "x"})
    edited = await bot.hook("PATCH", "/messages/@original", {"content": "softer"})
    await jonas.say(bot.papers, "next")

    assert hidden["flags"] == 64
    assert "guild_id" not in heard
    assert (status, code(said), edited[0]) == (404, 10008, 200)
    assert [message["content"] for message in jonas.messages(bot.papers)] == ["next"]
    assert [message["content"] for message in await bot.mara.history(bot.papers)] == ["next"]


async def test_completion_gives_choices_and_nothing_else(bot: Bot, forgiving: Playground) -> None:
    """The focused option comes as it was typed; a message is no answer to it."""
    path = f"/channels/{bot.papers}/application-command-index"
    command = (await bot.mara.request("GET", path))["application_commands"][0]
    body = {
        "type": 4,
        "application_id": bot.application_id,
        "channel_id": bot.papers,
        "session_id": bot.mara.session_id,
        "nonce": "1",
        "data": {
            "id": command["id"],
            "options": [{"name": "paper", "type": 3, "value": "Uni", "focused": True}],
        },
    }
    await bot.mara.request("POST", "/interactions", body)
    one = await bot.receive()
    refused = await bot.answer(SAID)
    choices = [{"name": "Universe", "value": "u"}]
    accepted = await bot.answer({"type": 8, "data": {"choices": choices}})

    assert one["data"]["options"][0] == {
        "name": "paper",
        "type": 3,
        "value": "Uni",
        "focused": True,
    }
    assert (refused[0], accepted[0]) == (400, 204)


async def test_a_user_install_works_where_the_bot_is_not(bot: Bot, forgiving: Playground) -> None:
    """A person who installed the application uses it anywhere, with five follow-ups at most."""
    world = forgiving.world
    forgiving.limits.enabled = False  # which would refuse the sixth follow-up for its own reason
    elsewhere = world.places.add_guild("Elsewhere", world.person("ines"))
    channel = world.places.add_channel(elsewhere, "far")
    world.places.add_member(elsewhere, world.person("mara"))
    forgiving.application.user_installs.add(bot.mara.id)
    path = f"/applications/{bot.application_id}/commands"
    everywhere = {**ASK, "integration_types": [0, 1], "contexts": [0, 1, 2]}
    await bot.line.ask("PUT", path, [everywhere])
    await bot.mara.run(channel.id, "ask", question="why")
    one = await bot.receive()
    await bot.answer(SAID)
    followed = [await bot.hook("POST", "", {"content": str(n)}) for n in range(5)]
    status, said = await bot.hook("POST", "", {"content": "one too many"})

    assert one["authorizing_integration_owners"] == {"1": bot.mara.id}
    assert [status for status, _ in followed] == [200] * 5
    assert (status, code(said)) == (400, 40094)
