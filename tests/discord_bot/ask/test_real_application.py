"""Ask the real application over the starter library, in a local Discord, over real storage."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.application import Application
from bot.bootstrap.application import open_application
from bot.discord_bot.bot import FootnoteBot
from bot.discord_bot.features import FEATURES
from bot.discord_bot.serve import use_discord_api
from bot.discord_bot.services import Services
from bot.settings import Settings
from bot.storage.stores import open_stores
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.server import Playground
from retrieval.provenance import Provenance
from retrieval.sources import starter
from tests.discord_bot.conftest import run_bot
from tests.waiting import eventually

QUESTION = "What is the label-set operations network good for?"


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """Give the application over the starter library."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("real") / "library")
    with open_application(settings) as application:
        application.writer.ingest(starter.read(), Provenance.OPERATOR)
        yield application


async def test_a_conversation_is_held_over_a_restart(
    playground: Playground, application: Application, tmp_path: Path
) -> None:
    """Asked, gone on with, looked into, and all of it again by a new process's bot."""
    mara = await playground.person("mara")
    channel = mara.channel("papers")
    with use_discord_api(playground.api):
        with open_stores(tmp_path / "state.db") as community:
            async with run_bot(_bot(application, community), playground.bot_token):
                done = await mara.run(channel, "ask", question=QUESTION)
                first = await done.message_when(buttons_of, 30)
                shown = await mara.press(first, "Evidence")
                await shown.message_when(lambda m: m["flags"] & 64 and ">" in text_of(m))
        with open_stores(tmp_path / "state.db") as community:
            async with run_bot(_bot(application, community), playground.bot_token):
                opened = await (await mara.press(first, "Follow up")).wait_for_response()
                await mara.submit(opened.modal, {"question": "How well does it do?"})
                second = await mara.wait_for(
                    lambda m: "How well does it do?" in text_of(m) and buttons_of(m), 30
                )
                number = int(second["id"])
                kept = await eventually(partial(community.turns.find_by_answer, number))

                assert kept.answer.searched.endswith("How well does it do?")
                assert kept.answer.searched.startswith("LaSO: ")
                refused = await mara.run(channel, "ask", question="How do I bake sourdough bread?")
                message = await refused.message_when(buttons_of, 30)

    assert "LaSO" in text_of(first)
    assert "Evidence" in [button.get("label") for button in buttons_of(first)]
    assert "Evidence" not in [button.get("label") for button in buttons_of(message)]


@pytest.mark.parametrize("place", ["thread", "direct", "form"])
async def test_follow_ups_keep_their_paper(
    playground: Playground, application: Application, tmp_path: Path, place: str
) -> None:
    """In the thread of an answer, in direct messages, and by the form with its own example."""
    playground.application.message_content_allowed = True
    mara = await playground.person("mara")
    mention = f"<@{playground.application_id}>"
    with use_discord_api(playground.api), open_stores(tmp_path / "state.db") as community:
        bot = _bot(application, community, message_content=True)
        async with run_bot(bot, playground.bot_token):
            channel = mara.channel("papers")
            if place == "direct":
                channel = mara.dm()
            await mara.say(channel, f"{mention} What is SpectFormer?")
            answer = await mara.wait_for(lambda m: "layers" in text_of(m) and buttons_of(m), 30)
            for question, expected in [
                ("how accurate is it?", "84.25%"),
                ("does it need many labels?", "SpectFormer"),
                ("And how does it compare with earlier work?", "GFNet"),
                ("And its authors?", "Badri N. Patro"),
            ]:
                if place == "form":
                    opened = await (await mara.press(answer, "Follow up")).wait_for_response()
                    await mara.submit(opened.modal, {"question": question})
                else:
                    await mara.say(answer["channel_id"], question)

                def is_answer(m: dict[str, Any], before: int = int(answer["id"])) -> bool:
                    return int(m["id"]) > before and bool(buttons_of(m))

                answer = await mara.wait_for(is_answer, 30)
                assert expected in text_of(answer)


def _bot(
    application: Application, community: object, *, message_content: bool = False
) -> FootnoteBot:
    services = Services(
        application=application,
        stores=community,  # type: ignore[arg-type]
        now=lambda: datetime.now(UTC),
        clock=time.monotonic,
        new_id=lambda: secrets.token_hex(8),
        new_incident=lambda: secrets.token_hex(4),
    )
    return FootnoteBot(services, FEATURES, guild_ready_timeout=0.2, message_content=message_content)
