"""No way leads past a budget: with the real adapter, a real server and the real store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.discord_bot.serve import use_discord_api
from bot.limits.budgets import Budgets, Limit
from bot.models.openai_compatible import OpenAICompatible
from bot.settings import Settings
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.person import Person
from discord_playground.server import Playground
from tests.discord_bot.actions import press, wait_for_answer, wait_for_change
from tests.discord_bot.conftest import DiscordEnv, new_bot
from tests.fakes.answering import CATS, FakeSearch, build_ask, build_quoting_model
from tests.fakes.discord_bot import Ticking, fake_application
from tests.fakes.sentence_check import FakeCheck
from tests.models.samples import count_words
from tests.servers.model_server import ModelServer, Reply
from tests.temporary_stores import TemporaryStores
from tests.waiting import eventually

QUESTION = "How long do cats sleep?"
USED_UP = "AI limit"


@dataclass
class Paid:
    """A bot whose model is paid for, the model's server, and what it has cost."""

    discord_env: DiscordEnv
    server: ModelServer
    budgets: Budgets

    @property
    def tokens(self) -> int:
        """What was spent today."""
        return self.budgets.spent_today(None).tokens


@pytest.fixture
async def paid(
    playground: Playground, kept: TemporaryStores, tmp_path: Path
) -> AsyncIterator[Paid]:
    """Run the bot over a library of one paper, with a model that a server writes."""
    async with ModelServer() as server:
        application = fake_application(tmp_path)
        application.settings = Settings(
            data_dir=tmp_path,
            openai_base_url=server.base_url,
            cache_answers=False,
            questions_at_once=16,
        )
        with use_discord_api(playground.api):
            model = OpenAICompatible(
                model="test-model",
                count=count_words,
                marker=lambda: "zq7-fence",
                base_url=server.base_url,
            )
            quotes = build_quoting_model()
            application.ask = build_ask(  # type: ignore[assignment]
                FakeSearch(CATS).as_search, model, quotes, check=FakeCheck(), others=[quotes]
            )
            ticking = Ticking(datetime.now(UTC))
            bot = new_bot(application, kept.stores, ticking)
            discord_env = DiscordEnv(playground, application, kept, ticking, bot)
            assert bot.services.guard.budgets is not None
            try:
                await discord_env.start()
                yield Paid(discord_env, server, bot.services.guard.budgets)
            finally:
                await discord_env.stop()
                await model.close()


async def _ask(person: Person, channel: str = "papers") -> str:
    done = await person.run(person.channel(channel), "ask", question=QUESTION)
    return text_of(await done.message_when(lambda m: "Cats" in text_of(m) and buttons_of(m)))


async def test_deleting_the_question_while_it_is_written(paid: Paid) -> None:
    """What the model has written until then counts, each time."""
    mara = await paid.discord_env.playground.person("mara")
    spent = [0]
    for _ in range(3):
        paid.server.hang(after=12)
        before = len(paid.server.chats)
        asked = await mara.say(mara.channel("papers"), f"<@{_me(paid)}> {QUESTION}")
        await eventually(partial(_asked_more, paid, before))
        await mara.delete(asked)
        spent.append(await eventually(partial(_spent_more, paid, spent[-1])))
    paid.budgets.user = Limit(tokens=spent[-1])

    assert USED_UP in await _ask(mara)
    assert len(paid.server.chats) == paid.server.dropped == 3


def _me(paid: Paid) -> int:
    assert paid.discord_env.bot.user is not None
    return paid.discord_env.bot.user.id


def _asked_more(paid: Paid, than: int) -> bool:
    return len(paid.server.chats) > than


def _spent_more(paid: Paid, than: int) -> int:
    return paid.tokens if paid.tokens > than else 0


async def test_forgetting_oneself(paid: Paid) -> None:
    """What was spent today is still known; the person's id is in no file."""
    paid.budgets.user = Limit(tokens=1)
    mara = await paid.discord_env.playground.person("mara")
    await _ask(mara)
    before = paid.tokens
    asked = await wait_for_answer(await mara.run(mara.channel("papers"), "forget-me"))
    await press(mara, asked, "fn:f:yes")
    await wait_for_change(mara, asked, lambda m: "My message to you was deleted" in text_of(m))

    assert USED_UP in await _ask(mara)
    assert paid.tokens == before > 0
    assert len(paid.server.chats) == 1


@pytest.mark.parametrize("whose", ["user", "server", "all"])
async def test_fifteen_at_once_on_a_budget_of_one_token(paid: Paid, whose: str) -> None:
    """One is written by the model; the others are quotes, and say why."""
    setattr(paid.budgets, whose, Limit(tokens=1))
    paid.server.default = Reply(pace=0.02)
    mara, jonas = [await paid.discord_env.playground.person(name) for name in ("mara", "jonas")]
    people = [mara] * 15 if whose == "user" else [mara, jonas] * 7 + [mara]
    shown = await asyncio.gather(*(_ask(person) for person in people))

    assert len(paid.server.chats) == 1
    assert sum(USED_UP in text for text in shown) == 14, shown[:4]
    assert paid.discord_env.application.counts.others == [f"over {whose}"] * 14
