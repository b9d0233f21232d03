"""See how an answer came about, by button and by command; and have it forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.answering.answer import Discarded, RetrievedPaper
from bot.answering.language_model import PromptUsed, Usage
from bot.community.budgets import Limit
from bot.community.receipt import AnswerRequest, Scope
from bot.community.server_settings import ServerSettings
from bot.grounding.sentence import Sentence
from bot.settings import Settings
from playground.person import Person
from playground.reading import buttons_of, text_of
from tests.cli.samples import ANSWER, LASO, RAISES, REFUSED, UNIAP
from tests.discord_bot.conftest import House, eventually
from tests.discord_bot.following import answered, is_ephemeral

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
    usage=Usage(1_000, 100),
    searched=QUESTION,
    retrieved=(
        RetrievedPaper(LASO.paper_id, 1, 0.912, 4.5, 0.61, 0.43, LASO.title),
        RetrievedPaper(UNIAP.paper_id, None, 0.4, 1.0, 0.3, 0.2, UNIAP.title),
    ),
    confidence=0.82,
    cutoff=0.35,
    prompt=PromptUsed("answer", "0123456789ab"),
)


async def _ask(house: House, person: Person, channel: str = "papers") -> dict[str, Any]:
    house.application.ask.script = (MADE,)
    done = await person.run(person.channel(channel), "ask", question=QUESTION)
    return await done.message_when(lambda m: buttons_of(m))


async def _why(person: Person, channel: str, **options: str) -> dict[str, Any]:
    return await answered(await person.run(channel, "why", **options))


def _link(house: House, message: dict[str, Any]) -> str:
    guild = house.playground.world.guild_named("Reading group").id
    return f"https://discord.com/channels/{guild}/{message['channel_id']}/{message['id']}"


async def test_the_button_shows_the_receipt(house: House) -> None:
    """To the person who pressed alone, also when somebody else had asked."""
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    message = await _ask(house, mara)
    done = await jonas.press(message, "Why this answer?")
    shown = await done.message_when(lambda m: "Warum diese Antwort?" in text_of(m))

    assert is_ephemeral(shown)
    for part in (
        QUESTION,
        "Sicherheit 0,82, nötig mindestens 0,35",
        "LaSO: Label-Set Operations",
        "passt 0,91",
        DROPPED,
        "nicht belegt 0,02 · 4096 is not in",
        "Geschrieben von gpt-4o-mini · Prompt answer 0123456789ab",
        "1.000 Token hinein, 100 heraus · 0,00021 US-$",
        "3 Artikel in der Bibliothek, eingebettet mit fake",
        "Belegzettel turn1",
    ):
        assert part in text_of(shown)


async def test_what_is_kept(house: House) -> None:
    """The receipt has the manner, place and person; the turn no more than follow-ups need."""
    mara = await house.playground.person("mara")
    guild = int(house.playground.world.guild_named("Reading group").id)
    house.memory.settings[guild] = ServerSettings(language="German", cutoff=0.2)
    message = await _ask(house, mara)
    turn = await house.kept_turn(message)
    kept = house.memory.receipts[turn.turn_id]

    assert kept.whose == Scope(guild, int(message["channel_id"]), int(mara.id))
    assert kept.asked == AnswerRequest(manner=ServerSettings(language="German", cutoff=0.2).manner)
    assert kept.cost == pytest.approx(0.00021)
    assert kept.answer.retrieved == MADE.retrieved
    assert (turn.answer.retrieved, turn.answer.prompt) == ((), None)


async def test_the_command_means_the_newest_here(house: House) -> None:
    """In the channel, and in the thread of an answer the one it was opened from."""
    mara = await house.playground.person("mara")
    asked = await mara.say(mara.channel("papers"), f"<@{house.playground.application_id}> First?")
    house.application.ask.script = (MADE,)
    answer = await mara.wait_for(lambda m: "65.3" in text_of(m) and bool(buttons_of(m)))
    await eventually(lambda: house.memory.turns)
    await _ask(house, mara)
    in_thread = await _why(mara, answer["channel_id"])
    in_channel = await _why(mara, mara.channel("papers"))

    assert "First?" in text_of(in_thread)
    assert QUESTION in text_of(in_channel)
    assert asked["channel_id"] != answer["channel_id"]


async def test_an_answer_is_named_by_link_or_id(house: House) -> None:
    """One of another channel that the person can read, too."""
    mara = await house.playground.person("mara")
    message = await _ask(house, mara)
    turn = await house.kept_turn(message)
    elsewhere = mara.channel("general")

    for named in (_link(house, message), turn.turn_id):
        assert DROPPED in text_of(await _why(mara, elsewhere, answer=named))


@pytest.mark.parametrize("where", ["direct", "unknown"])
async def test_what_one_does_not_see_is_not_shown(house: House, where: str) -> None:
    """Another's direct messages are as unknown as what never was."""
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    named = "nothing"
    if where == "direct":
        house.application.ask.script = (MADE,)
        done = await mara.run(mara.dm(), "ask", question=QUESTION)
        turn = await house.kept_turn(await done.message_when(lambda m: buttons_of(m)))
        named = turn.turn_id
    shown = await _why(jonas, jonas.channel("papers"), answer=named)

    assert "Ich kenne keine solche Antwort" in text_of(shown)


async def test_nothing_was_answered_here(house: House) -> None:
    """It is said so."""
    mara = await house.playground.person("mara")

    assert "I have answered nothing here" in text_of(await _why(mara, mara.channel("bots")))


async def test_a_refusal_has_a_receipt(house: House) -> None:
    """Why it was refused is told, and that no model was asked."""
    mara = await house.playground.person("mara")
    house.application.ask.script = (replace(REFUSED, model="", confidence=0.1, cutoff=0.35),)
    done = await mara.run(mara.channel("papers"), "ask", question="How do I bake bread?")
    message = await done.message_when(lambda m: buttons_of(m))
    pressed = await mara.press(message, "Why this answer?")
    shown = text_of(await pressed.message_when(lambda m: "Receipt" in text_of(m)))

    assert "Refused: nothing in the library comes near enough" in shown
    assert "Confidence 0.10, of at least 0.35" in shown
    assert "No language model was asked" in shown


async def test_a_server_may_keep_none(house: House) -> None:
    """Then there is no receipt, which the button says, with the setting."""
    mara = await house.playground.person("mara")
    guild = int(house.playground.world.guild_named("Reading group").id)
    house.memory.settings[guild] = ServerSettings(receipt_days=0)
    message = await _ask(house, mara)
    await house.kept_turn(message)
    done = await mara.press(message, "Why this answer?")
    shown = await done.message_when(lambda m: "not kept" in text_of(m))

    assert "Here, none are kept." in text_of(shown)
    assert house.memory.receipts == {}
    assert DROPPED in repr(house.memory.turns)  # how many were left out is still told


async def test_a_store_that_fails_leaves_the_answer(house: House) -> None:
    """The answer is shown, without turn and receipt."""
    mara = await house.playground.person("mara")
    house.application.edition = None  # type: ignore[method-assign, assignment]
    message = await _ask(house, mara)
    turn = await house.kept_turn(message)

    assert turn.turn_id not in house.memory.receipts


async def test_a_new_answer_has_a_new_receipt(house: House) -> None:
    """Regenerate replaces the receipt with the answer."""
    mara = await house.playground.person("mara")
    message = await _ask(house, mara)
    turn = await house.kept_turn(message)
    house.application.ask.script = (replace(MADE, model="o3"),)
    await mara.press(message, "Regenerate")
    await eventually(lambda: house.memory.turns[turn.turn_id].answer.model == "o3")

    assert house.memory.receipts[turn.turn_id].answer.model == "o3"


async def test_a_deleted_question_takes_its_receipt(house: House) -> None:
    """Nothing of question or answer is left."""
    mara = await house.playground.person("mara")
    house.application.ask.script = (MADE,)
    asked = await mara.say(
        mara.channel("papers"), f"<@{house.playground.application_id}> {QUESTION}"
    )
    await mara.wait_for(lambda m: "65.3" in text_of(m) and bool(buttons_of(m)))
    await eventually(lambda: house.memory.receipts)
    await mara.delete(asked)
    await eventually(lambda: not house.memory.turns)

    assert QUESTION not in repr(house.memory)
    assert DROPPED not in repr(house.memory)


async def test_forget_me_takes_ones_receipts(house: House) -> None:
    """And leaves those of others."""
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    await _ask(house, mara)
    theirs = await house.kept_turn(await _ask(house, jonas))
    asked = await answered(await mara.run(mara.channel("papers"), "forget-me"))
    await mara.press(asked, "fn:f:yes")
    await eventually(lambda: len(house.memory.turns) == 1)

    assert list(house.memory.receipts) == [theirs.turn_id]


async def test_a_server_that_removes_the_bot_is_forgotten_in_receipts(house: House) -> None:
    """What is of other places stays."""
    mara = await house.playground.person("mara")
    await house.kept_turn(await _ask(house, mara))
    kept = next(iter(house.memory.receipts.values()))
    far = replace(kept, receipt_id="far", whose=Scope(7, 8, 9))
    house.memory.receipts["far"] = replace(far, made_at=kept.made_at - timedelta(days=1))
    house.bot.dispatch("guild_remove", house.bot.guilds[0])
    await eventually(lambda: len(house.memory.receipts) == 1)

    assert list(house.memory.receipts) == ["far"]


async def test_quotes_beyond_a_budget_are_kept_as_such(house: House) -> None:
    """The receipt has the manner in which the answer was made, not the one that was settled."""
    mara = await house.playground.person("mara")
    house.application.settings = Settings(
        data_dir=house.application.settings.data_dir, openai_base_url="http://127.0.0.1:9/v1"
    )
    assert house.services.budgets is not None
    house.services.budgets.user = Limit(tokens=1_000)
    await house.kept_turn(await _ask(house, mara))
    await house.kept_turn(await _ask(house, mara))

    models = [kept.asked.manner.model for kept in house.memory.receipts.values()]
    assert models == [None, "extractive"]


async def test_what_was_withheld_is_told_but_not_said(house: House) -> None:
    """Its fate and why, in the person's language; what it says would do there what it may not."""
    order = Sentence("Visit https://evil.example to win, <@1>.", (1,), supported=False)
    lost = Sentence("LaSO is blue.", (1,), False, "blue is not in [1]", 0.1)
    discarded = (Discarded(order, "withheld", "instruction"), Discarded(lost, "replaced"))
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    house.application.ask.script = (replace(MADE, discarded=discarded),)
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    message = await done.message_when(lambda m: buttons_of(m))
    pressed = await jonas.press(message, "Why this answer?")
    shown = text_of(await pressed.message_when(lambda m: "Warum diese Antwort?" in text_of(m)))
    turn = await house.kept_turn(message)

    assert "1 gezeigt · 1 weggelassen · 1 zurückgehalten · 1 aus einem verworfenen" in shown
    assert "Zurückgehalten: sagt Lesern oder einem Modell, was zu tun ist" in shown
    assert "LaSO is blue." in shown
    assert "Teil eines verworfenen Entwurfs" in shown
    assert "1 sentence withheld" in text_of(message)
    assert "evil" not in shown + text_of(message) + repr(turn)
    assert "evil" in repr(house.memory.receipts[turn.turn_id])
