"""Evidence from a whole paper is shown as it is printed, where that may be shown."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from PIL import Image

from bot.bootstrap.application import open_application
from bot.discord_bot.serve import use_discord_api
from bot.discord_bot.services import find_place
from bot.settings import Settings
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.person import Person
from discord_playground.server import Playground
from retrieval.full_text.process import read_paper
from retrieval.library.catalog.full_texts import FullTexts
from retrieval.provenance import Provenance
from tests.discord_bot.actions import Message, is_ephemeral, wait_for_answer
from tests.discord_bot.conftest import DiscordEnv, new_bot
from tests.fakes.discord_bot import Ticking
from tests.full_text.pdf_writer import Text, paragraph, write_pdf
from tests.temporary_stores import TemporaryStores

WORDS = "The otters opened ninety shells a day with flat stones."
LINES = [
    "We watched eleven sea otters of the bay for two whole winters.",
    "The otters opened ninety shells a day with flat",
    "stones. They left the stones on the shore when they had eaten.",
    "A second group of animals was watched from a boat in spring.",
]
PDF = write_pdf(
    [
        [
            Text(72, 740, "How sea otters open shells", 18),
            Text(72, 690, "1 Results", 12, "bold"),
            *paragraph(LINES, top=670),
        ]
    ]
)


@pytest.fixture
async def reading_group(
    playground: Playground, kept: TemporaryStores, tmp_path: Path
) -> AsyncIterator[DiscordEnv]:
    """Run the bot over a library with a whole paper that the reading group uploaded."""
    with open_application(Settings(data_dir=tmp_path)) as application:
        guild = playground.world.guild_named("Reading group")
        read = await read_paper("otters.pdf", PDF, "pdf")
        place = find_place(int(guild.id), 0)
        writer = application.writer
        text = await writer.record_text(read, PDF, Provenance.MEMBER, place=place)
        await writer.index_text(text)
        with use_discord_api(playground.api):
            ticking = Ticking(datetime.now(UTC))
            bot = new_bot(application, kept.stores, ticking)  # type: ignore[arg-type]
            env = DiscordEnv(playground, application, kept, ticking, bot)  # type: ignore[arg-type]
            try:
                await env.start()
                yield env
            finally:
                await env.stop()


async def _evidence(person: Person, answer: Message) -> Message:
    return await wait_for_answer(await person.press(answer, "Evidence"))


async def _picture(message: Message) -> tuple[str, Image.Image]:
    """Return the description of a message's picture, and the picture."""
    (attachment,) = message["attachments"]
    async with aiohttp.ClientSession() as session, session.get(attachment["url"]) as response:
        return attachment["description"], Image.open(io.BytesIO(await response.read()))


async def test_evidence_is_the_page_with_the_words_marked(reading_group: DiscordEnv) -> None:
    """For who pressed, and for all once it is posted; in words where the page may not be shown."""
    mara = await reading_group.playground.person("mara")
    asked = await mara.run(
        mara.channel("papers"), "ask", question="How many shells do sea otters open a day?"
    )
    answer = await asked.message_when(buttons_of)
    assert "[1, p. 1]" in text_of(answer)
    assert "whole paper" in text_of(answer)
    await reading_group.restart()
    shown = await _evidence(mara, answer)
    description, picture = await _picture(shown)
    assert is_ephemeral(shown)
    assert description == WORDS
    assert picture.format == "PNG"
    assert picture.width <= 1_200
    assert "> " not in text_of(shown)
    assert "How sea otters open shells" in text_of(shown)
    assert "p. 1, 1 Results" in text_of(shown)

    posted = await wait_for_answer(await mara.press(shown, "Post to channel"))
    assert not is_ephemeral(posted)
    again, same = await _picture(posted)
    assert (again, same.tobytes()) == (description, picture.tobytes())

    texts: FullTexts = reading_group.services.application.catalog.full_texts
    (paper,) = reading_group.services.application.catalog.page(limit=1)
    text = texts.get(paper.paper_id)
    passages = list(texts.list_passages(paper.paper_id).values())
    other = [replace(one, text=one.text.replace("ninety", "ten")) for one in passages]
    assert text is not None
    stored: list[dict[str, Any]] = [
        {"read": passages, "source": "upload", "place": find_place(1, 0)},
        {"read": passages, "source": "arxiv-pdf", "licence": "author"},
        {"read": other, "source": "upload", "place": text.place},
    ]
    texts.remove(paper.paper_id, text.place)
    for options in stored:
        texts.add(paper.paper_id, now=datetime.now(UTC), pdf=PDF, **options)
        words = await _evidence(mara, answer)
        assert words["attachments"] == []
        assert "> " in text_of(words)
        assert WORDS in text_of(words)
