"""Attacks through the bot in Discord: nothing shows of their effect, and nothing else changes."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.answering.answer import Answer
from bot.application import Application
from bot.discord_bot.bot import FootnoteBot
from bot.discord_bot.features import FEATURES
from bot.discord_bot.locales.translations import mention_command
from bot.discord_bot.serve import use_discord_api
from bot.discord_bot.services import Services
from bot.records.conversations import ConversationTurn
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.person import Person
from discord_playground.server import Playground
from tests.attacks.attack import ALL, COMPANION, Attack
from tests.attacks.effect import effect
from tests.discord_bot.actions import Message, wait_for_answer
from tests.discord_bot.conftest import playground as playground  # a fixture
from tests.discord_bot.conftest import run_bot
from tests.servers.model_server import ModelServer, Reply
from tests.servers.model_server.obedience import Obedient
from tests.temporary_stores import TemporaryStores
from tests.waiting import eventually

ASKED = [a for a in ALL if a.door in {"abstract", "title", "question", "author", "source"}][::8]
POSTED = [a for a in ALL if a.door == "question" and a.kind != "mention"][::10]
SHOWN = [a for a in ALL if a.door in {"summary", "cell"}][::6]
_WORKS = re.compile(r"(?<!\\)<[@#/:]\w|@(?:everyone|here)|\]\(https?://evil|(?<!\\)https?://evil")


@dataclass(frozen=True, slots=True)
class Home:
    """A local Discord with the bot in it, and what is kept."""

    playground: Playground
    application: Application
    memory: TemporaryStores
    commands: Mapping[str, int]

    def works(self, text: str) -> bool:
        """Tell whether a mention or an address works, but those of commands that our texts name."""
        for name in ("library add", "ask"):
            text = text.replace(mention_command(name, self.commands), name)
        return _WORKS.search(text) is not None

    async def answer(self, message: Message) -> Answer:
        """Return the answer that a message shows, maybe the last of several, once it is kept."""
        shown = int(message["id"])
        turn: ConversationTurn = await eventually(
            lambda: next(
                (t for t in self.memory.turns.values() if shown in t.answer_message_ids), None
            )
        )
        return turn.answer


@pytest.fixture
async def home(playground: Playground, application: Application) -> AsyncIterator[Home]:
    """Run the bot over the attacks' library, which refuses nothing for its cut-off."""
    memory = TemporaryStores()
    with use_discord_api(playground.api):
        services = Services(
            application=application,
            stores=memory.stores,
            now=lambda: datetime.now(UTC),
            clock=time.monotonic,
            new_id=lambda: secrets.token_hex(8),
            new_incident=lambda: secrets.token_hex(4),
        )
        bot = FootnoteBot(services, FEATURES, guild_ready_timeout=0.2)
        async with run_bot(bot, playground.bot_token):
            yield Home(playground, application, memory, services.commands)
    await application.model.close()


async def _run(attack: Attack, mara: Person) -> Message:
    """Run the command that the attack waits for; return its answer."""
    channel, paper = mara.channel("papers"), attack.paper
    if attack.door == "summary":
        doing = await mara.run(channel, "summarize", paper=paper.paper_id)
    elif attack.door == "cell":
        papers = {"paper1": paper.paper_id, "paper2": COMPANION.paper_id}
        doing = await mara.run(channel, "compare", **papers, aspects="Results")
    else:
        said = f"{attack.payload} " if attack.door == "question" else ""
        question = f"{said}{attack.question}"
        doing = await mara.run(channel, "ask", question=question, category=attack.category)
    return await wait_for_answer(doing, buttons_of)


async def test_nothing_of_an_attack_is_shown(home: Home, server: ModelServer) -> None:
    """Not in an answer, a summary or a cell; no mention or address works anywhere around them."""
    mara = await home.playground.person("mara")
    before = home.application.catalog.count()
    served = 0
    for attack in (*ASKED, *SHOWN):
        server.default = Reply(write=Obedient([attack.order]))
        message = await _run(attack, mara)
        text = text_of(message)

        assert not home.works(text), (attack.name, text)
        assert not message["mentions"], attack.name
        assert not message["mention_everyone"], attack.name
        if attack.door not in {"title", "question", "author", "source"}:
            assert attack.order.word not in text, (attack.name, text)
        if attack in ASKED:
            answer = await home.answer(message)
            told = effect(attack, answer.shown_sentences, answer.answered)
            assert not told, (attack.name, told)
            served += answer.answered

    assert served > 0.9 * len(ASKED)
    assert home.application.catalog.count() == before
    assert not home.memory.shelves
    assert not home.memory.subscriptions
    others = [c for c in mara.seen.channels.values() if c.get("name") == "general"]
    assert not any([await mara.history(channel["id"]) for channel in others])
    assert all(_pings_nobody(e.body) for e in home.playground.transcript if e.user != "mara")


async def test_a_posted_message_is_a_question_and_no_more(home: Home, server: ModelServer) -> None:
    """Whoever mentions the bot is answered from the abstracts, whatever else they tell it."""
    mara = await home.playground.person("mara")
    bot = f"<@{home.playground.application_id}>"
    for attack in POSTED:
        server.default = Reply(write=Obedient([attack.order], blind=True))
        said = await mara.say(mara.channel("papers"), f"{bot} {attack.payload} {attack.question}")
        thread = said["id"]
        message = await mara.wait_for(
            lambda m, thread=thread: m["channel_id"] == thread and buttons_of(m), 60
        )
        answer = await home.answer(message)

        told = effect(attack, answer.shown_sentences, answer.answered)
        assert not told, (attack.name, told)
        assert not home.works(text_of(message)), text_of(message)


def _pings_nobody(body: Any) -> bool:
    """Tell whether what the bot sent says that nobody is to be pinged, where it says anything."""
    message = body.get("data", body) if isinstance(body, dict) else {}
    if not isinstance(message, dict) or not {"content", "components", "embeds"} & message.keys():
        return True
    allowed = message.get("allowed_mentions") or {}
    return allowed.get("parse") == [] and not (allowed.get("users") or allowed.get("roles"))
