"""Press the buttons under an answer, before and after a restart."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from discord_playground.message_contents import buttons_of, text_of
from discord_playground.person import Person
from discord_playground.world.channels import Overwrite
from discord_playground.world.permissions import Permission
from tests.discord_bot.ask.samples import ONE, THREE, answer_of
from tests.discord_bot.conftest import DiscordEnv
from tests.waiting import eventually

QUESTION = "How well does LaSO do?"


async def _ask(person: Person, channel: str) -> dict[str, Any]:
    done = await person.run(channel, "ask", question=QUESTION)
    return await done.message_when(lambda m: buttons_of(m))


async def test_buttons_work_after_a_restart(discord_env: DiscordEnv) -> None:
    """A new bot knows the buttons of the old one, and a form opened before is still taken."""
    mara = await discord_env.playground.person("mara")
    message = await _ask(mara, mara.channel("papers"))
    opened = await (await mara.press(message, "Follow up")).wait_for_response()
    await discord_env.restart()
    done = await mara.press(message, "Evidence")
    await done.message_when(lambda m: m["flags"] & 64 and "65.3" in text_of(m))
    await mara.submit(opened.modal, {"question": "And on COCO?"})
    await mara.wait_for(lambda m: "And on COCO?" in text_of(m) and buttons_of(m))

    assert discord_env.application.ask.questions == [QUESTION, "And on COCO?"]


async def test_follow_up_is_answered_in_a_thread_of_the_answer(discord_env: DiscordEnv) -> None:
    """The form's question is a further turn; who asked is told where it is answered."""
    mara = await discord_env.playground.person("mara")
    message = await _ask(mara, mara.channel("papers"))
    opened = await (await mara.press(message, "Follow up")).wait_for_response()
    done = await mara.submit(opened.modal, {"question": " And on\nCOCO? "})
    answer = await mara.wait_for(lambda m: "And on COCO?" in text_of(m) and buttons_of(m))
    told = await done.message_when(lambda m: m["flags"] & 64 and buttons_of(m))

    assert answer["channel_id"] == message["id"]
    assert buttons_of(told)[0]["url"].endswith(f"/{answer['channel_id']}/{answer['id']}")
    await discord_env.idle()
    first, second = discord_env.memory.turns.values()
    assert second.parent_id == first.turn_id
    again = await (await mara.press(message, "Follow up")).wait_for_response()
    await mara.submit(again.modal, {"question": "And then?"})
    further = await mara.wait_for(lambda m: "And then?" in text_of(m) and buttons_of(m))
    assert further["channel_id"] == answer["channel_id"]


async def test_regenerate_answers_anew_in_place(discord_env: DiscordEnv) -> None:
    """The same message has the new answer, and the turn keeps its id and its past."""
    mara = await discord_env.playground.person("mara")
    message = await _ask(mara, mara.channel("papers"))
    discord_env.application.ask.script = (0.2, ONE, answer_of(ONE))
    await discord_env.idle()
    (before,) = discord_env.memory.turns
    await mara.choose(message, "More…", "Regenerate")
    await eventually(lambda: discord_env.memory.turns[before].answer.sentences == (ONE,))
    renewed = await mara.wait_for(lambda m: "synthesises" in text_of(m) and buttons_of(m))

    assert renewed["id"] == message["id"]
    await discord_env.kept_turn(message)
    assert list(discord_env.memory.turns) == [before]


async def test_regenerate_is_for_who_asked_and_for_managers(discord_env: DiscordEnv) -> None:
    """A member may not have another's answer made anew; a manager may."""
    mara, jonas = await discord_env.people("mara", "jonas")
    own = await _ask(mara, mara.channel("papers"))
    done = await jonas.choose(own, "More…", "Regenerate")
    refused = await done.message_when(lambda m: m["flags"] & 64)
    theirs = await _ask(jonas, jonas.channel("papers"))
    discord_env.application.ask.script = (answer_of(ONE),)
    await discord_env.idle()  # nothing is made anew while its answer is still being stored
    await mara.choose(theirs, "More…", "Regenerate")
    await mara.wait_for(lambda m: "synthesises" in text_of(m))

    assert "</ask:" in text_of(refused)
    assert len(discord_env.application.ask.calls) == 3


async def test_votes_are_counted_on_the_buttons(discord_env: DiscordEnv) -> None:
    """One a person; the same again takes it back."""
    mara, jonas = await discord_env.people("mara", "jonas")
    message = await _ask(mara, mara.channel("papers"))

    def counts() -> tuple[str, str]:
        newest = mara.seen.messages[message["id"]]
        up, down = buttons_of(newest)[2:4]
        return up.get("label", ""), down.get("label", "")

    await mara.press(message, "👍")
    await jonas.press(message, "👎")
    await eventually(lambda: counts() == ("1", "1"))
    await jonas.press(message, "👎")
    await eventually(lambda: counts() == ("1", ""))

    assert [vote["value"] for vote in discord_env.memory.rows("votes")] == [1]


async def test_fifty_votes_at_once_are_shown_in_a_few_edits(discord_env: DiscordEnv) -> None:
    """Each is acknowledged and counted, and one edit shows all that came meanwhile."""
    world = discord_env.playground.world
    people = [world.add_person(f"r{i}", world.guild_named("Reading group")) for i in range(50)]
    mara = await discord_env.playground.person("mara")
    message = await _ask(mara, mara.channel("papers"))
    before = len(discord_env.edits())
    body = {
        "type": 3,
        "application_id": discord_env.playground.application_id,
        "guild_id": world.guild_named("Reading group").id,
        "channel_id": message["channel_id"],
        "session_id": mara.session_id,
        "message_id": message["id"],
        "message_flags": message["flags"],
        "data": {"component_type": 2, "custom_id": buttons_of(message)[2]["custom_id"]},
    }
    async with aiohttp.ClientSession(discord_env.playground.api) as session:

        async def press(token: str) -> int:
            headers = {"Authorization": token}
            async with session.post("/api/v10/interactions", json=body, headers=headers) as done:
                return done.status

        pressed = await asyncio.gather(*(press(person.token) for person in people))
    await eventually(lambda: buttons_of(mara.seen.messages[message["id"]])[2].get("label") == "50")

    assert set(pressed) == {204}
    assert len(discord_env.memory.rows("votes")) == 50
    callback = "/interactions/{interaction_id}/{interaction_token}/callback"
    assert {exchange.status for exchange in discord_env.requests_to("POST", callback)} == {200}
    edits = discord_env.edits()[before:]
    assert all(edit.route.startswith("/webhooks/") for edit in edits)
    assert len(edits) + len(discord_env.updates()) < 25


async def test_a_button_of_a_forgotten_answer_says_so(discord_env: DiscordEnv) -> None:
    """Each of them, in private."""
    mara = await discord_env.playground.person("mara")
    message = await _ask(mara, mara.channel("papers"))
    await discord_env.kept_turn(message)
    discord_env.memory.turns.clear()
    pressed = [await mara.press(message, button) for button in ("Evidence", "👍")]
    chosen = ("Sources", "BibTeX", "Regenerate")
    pressed += [await mara.choose(message, "More…", choice) for choice in chosen]
    for done in pressed:
        shown = await done.message_when(lambda m: m["flags"] & 64)
        assert "no longer stored" in text_of(shown)

    assert discord_env.memory.rows("votes") == []


@pytest.mark.parametrize("action", ["evidence", "why", "up"])
async def test_a_button_of_an_earlier_answer_still_works(
    discord_env: DiscordEnv, action: str
) -> None:
    """Answers had a button for each thing before they had a menu."""
    from bot.discord_bot.rendering.message import button, button_rows, message, text

    mara = await discord_env.playground.person("mara")
    turn = await discord_env.kept_turn(await _ask(mara, mara.channel("papers")))
    channel = discord_env.bot.get_partial_messageable(int(mara.channel("papers")))
    buttons = button_rows([button("Old", f"fn:a:{action}:{turn.turn_id}")])
    await channel.send(view=message("answer", [text("old"), *buttons]).view)
    old = await mara.wait_for(lambda m: [b.get("label") for b in buttons_of(m)] == ["Old"])
    await (await mara.press(old, "Old")).wait_for_response()

    assert not any("another version" in text_of(m) for m in mara.messages(old["channel_id"]))


async def test_a_suggested_question_is_asked_as_a_follow_up(discord_env: DiscordEnv) -> None:
    """In full and in English, which the abstracts are in."""
    mara = await discord_env.playground.person("mara")
    discord_env.application.ask.script = (answer_of(ONE, THREE),)
    message = await _ask(mara, mara.channel("papers"))
    (label,) = [b["label"] for b in buttons_of(message) if "fn:a:ask1" in b["custom_id"]]
    await mara.press(message, label)
    await eventually(lambda: len(discord_env.application.ask.questions) == 2)
    await mara.wait_for(lambda m: m["channel_id"] == message["id"] and buttons_of(m))

    assert label.startswith("Compare LaSO")
    assert discord_env.application.ask.questions[1].startswith("Compare LaSO")
    await discord_env.idle()
    first, second = discord_env.memory.turns.values()
    assert second.parent_id == first.turn_id


async def test_evidence_can_be_posted_to_the_channel(discord_env: DiscordEnv) -> None:
    """By whoever may write there; all then see the same words, without the button, and who did."""
    mara = await discord_env.playground.person("mara")
    message = await _ask(mara, mara.channel("papers"))
    private = await (await mara.press(message, "Evidence")).message_when(lambda m: m["flags"] & 64)
    done = await mara.press(private, "Post to channel")
    posted = await done.message_when(lambda m: not m["flags"] & 64 and "65.3" in text_of(m))

    assert f"Posted by <@{mara.id}>" in text_of(posted)
    assert text_of(private) in text_of(posted)
    assert buttons_of(posted) == []


async def test_what_was_posted_goes_with_the_question(discord_env: DiscordEnv) -> None:
    """Whoever posted it."""
    mara, jonas = await discord_env.people("mara", "jonas")
    message = await _ask(mara, mara.channel("papers"))
    private = await (await jonas.press(message, "Evidence")).message_when(lambda m: m["flags"] & 64)
    done = await jonas.press(private, "Im Kanal posten")
    posted = await done.message_when(lambda m: not m["flags"] & 64 and "65.3" in text_of(m))
    await discord_env.idle()

    def turn() -> Any:
        (only,) = discord_env.memory.turns.values()
        return only

    # The message is seen before the bot has had the reply that names it.
    await eventually(lambda: turn().copy_message_ids == (int(posted["id"]),))
    await discord_env.bot.deletions.delete_turn(turn())

    await eventually(lambda: posted["id"] not in mara.seen.messages)


async def test_who_may_not_write_cannot_post(discord_env: DiscordEnv) -> None:
    """A button must not get around a read-only channel."""
    mara, jonas = await discord_env.people("mara", "jonas")
    message = await _ask(mara, mara.channel("papers"))
    private = await (await jonas.press(message, "Evidence")).message_when(lambda m: m["flags"] & 64)
    world = discord_env.playground.world
    papers = world.state.channel(world.channel_named("papers"))
    everyone = Overwrite(str(papers.guild_id), 0, deny=int(Permission.SEND_MESSAGES))
    world.places.set_overwrite(papers, everyone)
    done = await jonas.press(private, "Im Kanal posten")
    shown = await done.message_when(lambda m: "nicht schreiben" in text_of(m))

    assert shown["flags"] & 64
