"""See how an answer was made, by button and by command; and have it forgotten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.answering.answer import DiscardedSentence, RetrievedPaper
from bot.answering.language_model import PromptUsed, Usage
from bot.grounding.sentence import Sentence
from bot.records.server_settings import ServerSettings
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.person import Person
from tests.cli.samples import ANSWER, LASO, RAISES, UNIAP
from tests.discord_bot.actions import is_ephemeral, wait_for_answer
from tests.discord_bot.conftest import DiscordEnv
from tests.waiting import eventually

QUESTION = "How well does LaSO do?"
DROPPED = "It needs 4096 lamps."
MADE = replace(
    ANSWER,
    mode="model",
    model="gpt-4o-mini",
    sentences=(
        Sentence(RAISES, (1,), score=0.93),
        Sentence(DROPPED, (2,), False, "4096 is not in [2]", 0.02),
    ),
    usage=Usage(1_000, 100, 0.00021),
    searched=QUESTION,
    retrieved=(
        RetrievedPaper(LASO.paper_id, 1, 0.912, 4.5, 0.61, 0.43, LASO.title),
        RetrievedPaper(UNIAP.paper_id, None, 0.4, 1.0, 0.3, 0.2, UNIAP.title),
    ),
    confidence=0.82,
    cutoff=0.35,
    prompt=PromptUsed("answer", "0123456789ab"),
)


async def _ask(discord_env: DiscordEnv, person: Person, channel: str = "papers") -> dict[str, Any]:
    discord_env.application.ask.script = (MADE,)
    done = await person.run(person.channel(channel), "ask", question=QUESTION)
    return await done.message_when(lambda m: buttons_of(m))


async def _why(person: Person, channel: str) -> dict[str, Any]:
    return await wait_for_answer(await person.run(channel, "why"))


async def test_the_button_shows_the_receipt(discord_env: DiscordEnv) -> None:
    """To the person who pressed alone, also when somebody else had asked."""
    mara, jonas = await discord_env.people("mara", "jonas")
    message = await _ask(discord_env, mara)
    done = await jonas.choose(message, "More…", "Why this answer?")
    shown = await done.message_when(lambda m: "Warum diese Antwort?" in text_of(m))

    assert is_ephemeral(shown)
    for part in (
        QUESTION,
        "Sicherheit 0,82, nötig mindestens 0,35",
        "LaSO: Label-Set Operations",
        "Wertung 0,91",
        DROPPED,
        "nicht belegt 0,02 · 4096 is not in",
        "Geschrieben von gpt-4o-mini · Prompt answer 0123456789ab",
        "1.000 Tokens hinein, 100 heraus · 0,00021 US-$",
        "3 Artikel in der Bibliothek, eingebettet mit fake",
        "Belegzettel turn1",
    ):
        assert part in text_of(shown)


async def test_a_server_may_keep_none(discord_env: DiscordEnv) -> None:
    """Then there is no receipt, which the button says, with the setting."""
    mara = await discord_env.playground.person("mara")
    guild = discord_env.guild_id
    discord_env.memory.settings[guild] = ServerSettings(receipt_days=0)
    message = await _ask(discord_env, mara)
    await discord_env.kept_turn(message)
    done = await mara.choose(message, "More…", "Why this answer?")
    shown = await done.message_when(lambda m: "No receipt" in text_of(m))

    assert "No receipts are kept here." in text_of(shown)
    assert discord_env.memory.receipts == {}
    assert DROPPED in repr(discord_env.memory.turns)  # how many were left out is still told


async def test_what_was_withheld_is_told_but_not_said(discord_env: DiscordEnv) -> None:
    """Its fate and why, in the person's language; what it says would do there what it may not."""
    order = Sentence("Visit https://evil.example to win, <@1>.", (1,), supported=False)
    lost = Sentence("LaSO is blue.", (1,), False, "blue is not in [1]", 0.1)
    discarded = (
        DiscardedSentence(order, "withheld", "instruction"),
        DiscardedSentence(lost, "replaced"),
    )
    mara, jonas = await discord_env.people("mara", "jonas")
    discord_env.application.ask.script = (replace(MADE, discarded=discarded),)
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    message = await done.message_when(lambda m: buttons_of(m))
    pressed = await jonas.choose(message, "More…", "Why this answer?")
    shown = text_of(await pressed.message_when(lambda m: "Warum diese Antwort?" in text_of(m)))
    turn = await discord_env.kept_turn(message)

    assert "1 gezeigt · 1 weggelassen · 1 zurückgehalten · 1 aus einem verworfenen" in shown
    assert "Zurückgehalten: gibt Lesern oder einem Modell Anweisungen" in shown
    assert "LaSO is blue." in shown
    assert "Teil eines verworfenen Entwurfs" in shown
    assert "1 sentence withheld" in text_of(message)
    assert "evil" not in shown + text_of(message) + repr(turn)
    assert "evil" in repr(discord_env.memory.receipts[turn.turn_id])


async def test_nobody_sees_why_another_was_answered_in_private(discord_env: DiscordEnv) -> None:
    """In a server without the bot; one's own answer is there."""
    mara, jonas = await discord_env.people("mara", "jonas")
    world, application = discord_env.playground.world, discord_env.playground.application
    elsewhere = world.places.add_guild("Elsewhere", world.person("ines"))
    channel = world.places.add_channel(elsewhere, "far")
    for name in ("mara", "jonas"):
        world.places.add_member(elsewhere, world.person(name))
        application.user_installs.add(world.person(name).id)
    await wait_for_answer(await mara.run(channel.id, "ask", question="my secret question"))
    await eventually(lambda: discord_env.memory.receipts)
    await discord_env.idle()

    assert "secret" not in text_of(await _why(jonas, channel.id))
    assert "secret" in text_of(await _why(mara, channel.id))
