"""The playground, judged by clients that nobody here wrote: hikari and discord.js."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from discord_playground.message_contents import text_of
from discord_playground.person import Person
from discord_playground.server import Playground
from playground.tests.clients.program import CLIENTS, Program
from playground.tests.description_file import departures, load_description

pytestmark = pytest.mark.asyncio(loop_scope="module")
EPHEMERAL = 64


@dataclass(frozen=True, slots=True)
class Scene:
    """A playground with a client in it, and two people."""

    playground: Playground
    client: Program
    mara: Person
    jonas: Person

    @property
    def papers(self) -> str:
        """Return the channel in which all happens."""
        return self.mara.channel("papers")


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=list(CLIENTS))
async def scene(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    """Run a client against a playground of its own; neither may depart from the description."""
    command = CLIENTS[request.param]()
    async with Playground(description=load_description()) as playground:
        client = await Program.start(command, playground.api, playground.bot_token)
        try:
            await client.hears("ready")
            mara, jonas = await playground.person("mara"), await playground.person("jonas")
            yield Scene(playground, client, mara, jonas)
            assert client.errors == []
            assert playground.violations == []
            assert departures(playground.transcript) == []
        finally:
            await client.stop()


async def test_it_logs_in(scene: Scene) -> None:
    """Given a base address alone, it finds the gateway, and sees the servers it is in."""
    ready = await scene.client.hears("ready")

    assert ready["user"] == "Bot"
    channels = {guild["name"]: set(guild["channels"]) for guild in ready["guilds"]}
    assert {"papers", "general", "bots"} <= channels["Reading group"]
    assert "journal-club" in channels["Open science lab"]


async def test_it_registers_commands(scene: Scene) -> None:
    """Its commands are there for people, in their language."""
    ready = await scene.client.hears("ready")

    assert set(ready["commands"]) == {"greet", "report", "form", "Count letters"}
    seen = {command["name"]: command for command in await scene.jonas.commands(scene.papers)}
    assert seen["greet"]["name_localized"] == "grüßen"
    assert seen["greet"]["options"][0]["autocomplete"] is True


async def test_it_answers_a_command(scene: Scene) -> None:
    """A person uses the command, and everyone in the channel sees the answer."""
    done = await scene.mara.run(scene.papers, "greet", name="mara")

    assert text_of(await done.message_when(bool)) == "Hello, mara"
    seen = await scene.jonas.wait_for(lambda message: message["content"] == "Hello, mara")
    assert seen["author"]["username"] == "Bot"


async def test_it_suggests(scene: Scene) -> None:
    """While one types, it suggests what the option may be."""
    choices = await scene.mara.complete(scene.papers, "greet", focused="name", name="Ma")

    assert [(choice["name"], choice["value"]) for choice in choices] == [
        ("Mara", "mara"),
        ("Marten", "marten"),
    ]


async def test_it_answers_a_button(scene: Scene) -> None:
    """A person presses its button, and it changes the message that has it."""
    done = await scene.mara.run(scene.papers, "greet", name="you")
    message = await done.message_when(bool)

    pressed = await scene.jonas.press(message, "Again")

    changed = await pressed.message_when(lambda seen: seen["content"].endswith("again"))
    assert changed["id"] == message["id"]
    assert changed["content"] == "Hello, you and again"


async def test_it_defers_for_one_person_alone(scene: Scene) -> None:
    """It thinks first, then brings a file and a word more, which nobody else sees."""
    done = await scene.mara.run(scene.papers, "report")

    report = await done.message_when(lambda message: message["content"] == "The report")
    more = await done.message_when(lambda message: message["content"] == "Anything else?")
    assert report["flags"] & EPHEMERAL
    assert more["flags"] & EPHEMERAL
    assert [file["filename"] for file in report["attachments"]] == ["report.csv"]
    assert await scene.mara.download(report["attachments"][0]) == b"a,b\n1,2\n"
    assert report["id"] not in {seen["id"] for seen in scene.jonas.messages(scene.papers)}


async def test_it_opens_a_form(scene: Scene) -> None:
    """It opens a form, and hears what was written into it."""
    done = await scene.mara.run(scene.papers, "form")
    await done.wait_for_response()

    assert done.modal is not None
    assert done.modal["title"] == "Tell us"
    sent = await scene.mara.submit(done.modal, {"what": "A word"})
    assert text_of(await sent.message_when(bool)) == "You said: A word"


async def test_it_answers_a_menu(scene: Scene) -> None:
    """It reads the message from whose menu it was called, without the privileged intent."""
    message = await scene.mara.say(scene.papers, "twelve chars")

    done = await scene.mara.use_menu(scene.papers, "Count letters", message)

    assert text_of(await done.message_when(bool)) == "12 letters"


@pytest.mark.parametrize("place", ["a channel", "direct messages"])
async def test_it_replies_to_a_mention(scene: Scene, place: str) -> None:
    """It hears its name, replies in components of version 2, and edits its reply."""
    channel = scene.papers if place == "a channel" else scene.mara.dm()
    asked = await scene.mara.say(channel, f"<@{scene.playground.application_id}> are you there?")

    reply = await scene.mara.wait_for(
        lambda message: message["channel_id"] == channel and "I am here." in text_of(message)
    )

    assert reply["message_reference"]["message_id"] == asked["id"]
    assert reply["components"][0]["accent_color"] == 5
    assert reply["edited_timestamp"]


async def test_it_comes_back(scene: Scene) -> None:
    """Its connection is closed; it resumes, and hears what was said meanwhile."""
    scene.playground.faults.close_gateways(4000)
    await scene.client.hears("resumed")

    done = await scene.mara.run(scene.papers, "greet", name="again")

    assert text_of(await done.message_when(bool)) == "Hello, again"
