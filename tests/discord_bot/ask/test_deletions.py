"""Delete questions, answers, threads and channels."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from bot.records.conversations import ConversationTurn
from bot.records.server_settings import ServerSettings
from bot.storage.conversations import ConversationStore
from discord_playground.message_contents import buttons_of, text_of
from tests.cli.samples import REFUSED
from tests.discord_bot.actions import (
    is_answer,
    is_ephemeral,
    press,
    wait_for_answer,
    wait_for_change,
    wait_for_text,
)
from tests.discord_bot.ask.samples import ONE, answer_of, long_answer
from tests.discord_bot.conftest import DiscordEnv
from tests.waiting import PATIENCE_SECONDS, eventually


def _no_threads(discord_env: DiscordEnv) -> None:
    guild_id = discord_env.guild_id
    discord_env.memory.settings[guild_id] = ServerSettings(threads=False)


async def test_a_deleted_question_takes_its_answer_along(discord_env: DiscordEnv) -> None:
    """The answer in the thread goes, and the turn is forgotten."""
    mara = await discord_env.playground.person("mara")
    asked = await mara.say(mara.channel("papers"), f"{discord_env.mention} How well does LaSO do?")
    answer = await mara.wait_for(is_answer)
    await eventually(lambda: discord_env.memory.turns)
    await mara.delete(asked)
    await eventually(lambda: answer["id"] not in mara.seen.messages)
    await discord_env.idle()

    assert discord_env.memory.turns == {}
    assert discord_env.playground.world.state.channel(asked["id"]).is_archived


@pytest.mark.parametrize("what", ["question", "answer", "thread"])
async def test_what_is_deleted_while_its_answer_is_being_kept_is_forgotten(
    discord_env: DiscordEnv, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """The answer is shown, and kept once more with the ids of its messages."""
    is_held, is_handled, goes_on = threading.Event(), threading.Event(), threading.Event()
    keep, find, forget = (
        getattr(ConversationStore, name) for name in ("keep", "find_by_answer", "forget_channel")
    )

    def keep_slowly(store: ConversationStore, turn: ConversationTurn) -> bool:
        if turn.answer_message_ids:
            is_held.set()
            assert goes_on.wait(PATIENCE_SECONDS)
        return bool(keep(store, turn))

    def handle(call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any) -> Any:
            given = call(*arguments)
            if is_held.is_set():
                is_handled.set()
            return given

        return called

    monkeypatch.setattr(ConversationStore, "keep", keep_slowly)
    monkeypatch.setattr(ConversationStore, "find_by_answer", handle(find))
    monkeypatch.setattr(ConversationStore, "forget_channel", handle(forget))
    mara = await discord_env.playground.person("mara")
    asked = await mara.say(mara.channel("papers"), f"{discord_env.mention} How well does LaSO do?")
    answer = await mara.wait_for(is_answer)
    await eventually(is_held.is_set)
    if what == "thread":
        discord_env.playground.faults.delete_channel(answer["channel_id"])
    else:
        await mara.delete(asked if what == "question" else answer)
    await eventually(is_handled.is_set)
    goes_on.set()
    await discord_env.idle()

    assert discord_env.memory.turns == {}
    assert what == "thread" or answer["id"] not in mara.seen.messages
    channels = discord_env.playground.world.state.channels
    assert what != "question" or channels[asked["id"]].is_archived


async def test_a_thread_in_which_others_talk_stays(discord_env: DiscordEnv) -> None:
    """Only the question's answer is deleted."""
    mara = await discord_env.playground.person("mara")
    asked = await mara.say(mara.channel("papers"), f"{discord_env.mention} How well does LaSO do?")
    answer = await mara.wait_for(is_answer)
    await eventually(lambda: discord_env.memory.turns)
    jonas = await discord_env.playground.person("jonas")
    await jonas.say(asked["id"], "Interesting!")
    await mara.delete(asked)
    await eventually(lambda: answer["id"] not in mara.seen.messages)
    await discord_env.idle()

    assert not discord_env.playground.world.state.channel(asked["id"]).is_archived


async def test_a_question_deleted_meanwhile_is_not_answered(discord_env: DiscordEnv) -> None:
    """The answer being made is called off, and what stands of it goes."""
    _no_threads(discord_env)
    discord_env.application.ask.script = (ONE, 30.0, answer_of(ONE))
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    asked = await mara.say(channel, f"{discord_env.mention} How well does LaSO do?")
    await mara.wait_for(lambda m: "synthesises" in text_of(m))
    await mara.delete(asked)
    await eventually(lambda: discord_env.application.ask.cancelled == 1)
    await eventually(lambda: mara.messages(channel) == [])

    assert discord_env.memory.turns == {}


async def test_a_deleted_answer_is_forgotten(discord_env: DiscordEnv) -> None:
    """All messages of a long one go with the first."""
    discord_env.application.ask.script = (long_answer(),)
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    await mara.run(channel, "ask", question="How well does LaSO do?")
    await mara.wait_for(lambda m: buttons_of(m))
    await eventually(
        lambda: any(len(t.answer_message_ids) > 1 for t in discord_env.memory.turns.values())
    )
    await mara.delete(mara.messages(channel)[0])
    await eventually(lambda: mara.messages(channel) == [])

    assert discord_env.memory.turns == {}


async def test_a_deleted_thread_is_forgotten(discord_env: DiscordEnv) -> None:
    """With all that was said in it."""
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.channel("papers"), f"{discord_env.mention} How well does LaSO do?")
    answer = await mara.wait_for(is_answer)
    await eventually(lambda: discord_env.memory.turns)
    discord_env.playground.faults.delete_channel(answer["channel_id"])
    await eventually(lambda: not discord_env.memory.turns)


async def test_who_asked_deletes_an_answer_from_the_menu_after_a_question(
    discord_env: DiscordEnv,
) -> None:
    """The message goes, with its turn, receipt and votes; a restart in between changes nothing."""
    jonas = await discord_env.playground.person("jonas")
    done = await jonas.run(jonas.channel("papers"), "ask", question="How well does LaSO do?")
    answer = await done.message_when(is_answer)
    await discord_env.kept_turn(answer)
    asking = await jonas.choose(answer, "More…", "Delete…")
    question = await wait_for_text(asking, "Diese Frage samt Antwort löschen?")
    assert is_ephemeral(question)
    assert discord_env.memory.turns
    await discord_env.restart()
    await press(jonas, question, "fn:a:deleted:")
    await wait_for_change(jonas, question, lambda m: "Gelöscht." in text_of(m))
    await eventually(lambda: answer["id"] not in jonas.seen.messages)

    assert discord_env.memory.turns == {}
    assert discord_env.memory.receipts == {}


async def test_an_answer_is_deleted_by_who_asked_or_a_manager_alone(
    discord_env: DiscordEnv,
) -> None:
    """Another member is told; a refusal has a button for it."""
    mara, jonas = await discord_env.people("mara", "jonas")
    done = await mara.run(mara.channel("papers"), "ask", question="How well does LaSO do?")
    theirs = await done.message_when(is_answer)
    await discord_env.kept_turn(theirs)
    refused = await jonas.choose(theirs, "More…", "Delete…")
    await wait_for_text(refused, "kann diese Antwort löschen")
    assert len(discord_env.memory.turns) == 1
    discord_env.application.ask.script = (REFUSED,)
    done = await jonas.run(jonas.channel("papers"), "ask", question="How do I bake bread?")
    refusal = await done.message_when(lambda m: "LaSO" in text_of(m))
    await discord_env.kept_turn(refusal)
    asking = await wait_for_answer(await press(mara, refusal, "fn:a:delete:"))
    await press(mara, asking, "fn:a:deleted:")
    await eventually(lambda: refusal["id"] not in mara.seen.messages)

    assert [turn.question for turn in discord_env.memory.turns.values()] == [
        "How well does LaSO do?"
    ]
