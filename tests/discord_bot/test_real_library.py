"""Read, grow and keep with the real application and the real store behind the real bot."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import pytest

from bot.application import Application
from bot.bootstrap.application import open_application
from bot.discord_bot.serve import use_discord_api
from bot.settings import Settings
from discord_playground.message_contents import text_of
from discord_playground.person import Person
from discord_playground.server import Playground
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.sources import starter
from retrieval.sources.records import Record
from tests.discord_bot.actions import Message, wait_for_answer, wait_for_text
from tests.discord_bot.conftest import DiscordEnv, new_bot
from tests.fakes.discord_bot import FakeFetch, Ticking
from tests.temporary_stores import TemporaryStores

BIB = b"""@article{a, title={How cats sleep through the winter}, author={Grace Byron}, year={2020},
  abstract={Cats sleep sixteen hours a day in winter. Their naps are short.}}
"""


OWLS = Paper(
    "2001.00001",
    "How owls find mice beneath the snow",
    "Owls hear mice through 40 cm of snow.",
    ("Grace Byron",),
    date(2020, 1, 1),
    source="arxiv",
    extra={"version": 2},
)


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """Open a library of a few papers."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("library"))
    with open_application(settings) as application:
        application.writer.ingest(islice(starter.read(), 8), Provenance.OPERATOR)
        yield application


@pytest.fixture
async def real(
    playground: Playground, application: Any, kept: TemporaryStores
) -> AsyncIterator[DiscordEnv]:
    """Run the bot over both; the library is tended from the reading group."""
    guild = playground.world.guild_named("Reading group")
    tended = application.settings.model_copy(update={"library_servers": (guild.id,)})
    at = application.at
    application = replace(
        application, settings=tended, at=lambda place: replace(at(place), settings=tended)
    )
    ticking = Ticking(datetime.now(UTC))
    with use_discord_api(playground.api):
        bot = new_bot(application, kept.stores, ticking, fetch=FakeFetch({OWLS.paper_id: OWLS}))
        discord_env = DiscordEnv(playground, application, kept, ticking, bot)
        try:
            await discord_env.start()
            yield discord_env
        finally:
            await discord_env.stop()


async def _search(person: Person, query: str) -> Message:
    done = await person.run(person.channel("papers"), "search", query=query)
    return await wait_for_answer(done)


async def test_what_is_added_is_found_and_what_is_removed_is_not(real: DiscordEnv) -> None:
    """At once, by search and by completion."""
    mara = await real.playground.person("mara")
    channel = mara.channel("papers")
    added = await mara.run(channel, "library add", file=("cats.bib", BIB))
    await wait_for_text(added, "1 paper added")
    found = await _search(mara, "how long do cats sleep?")
    assert "How cats sleep" in text_of(found).partition("**2. ")[0]
    choices = await mara.complete(channel, "paper", focused="paper", paper="how cats")
    assert [c["name"] for c in choices] == ["How cats sleep through the winter"]
    again = await mara.run(channel, "library add", file=("cats.bib", BIB))
    await wait_for_text(again, "1 was already there")
    removed = await mara.run(channel, "library remove", paper=choices[0]["value"])
    await wait_for_text(removed, "Removed")

    assert "How cats sleep" not in text_of(await _search(mara, "how long do cats sleep?"))
    assert not await mara.complete(channel, "paper", focused="paper", paper="how cats")


def _forged(paper: Paper) -> bytes:
    """Return a file that says of itself that it is arXiv's own account, the last, and withdrawn."""
    line = {
        "_id": f"arxiv:{paper.paper_id}",
        "source": "arxiv",
        "title": paper.title,
        "abstract": "Owls hear mice through 11.1 % of the snow (fabricated).",
        "authors": list(paper.authors),
        "url": "https://elsewhere.example/owls",
        "extra": {"version": 99, "withdrawn": True, "withdrawn_reason": "A fraud."},
    }
    return json.dumps(line).encode()


async def test_an_upload_passes_for_no_service(real: DiscordEnv) -> None:
    """Not beside the genuine record, nor before there is one."""
    mara = await real.playground.person("mara")
    channel = mara.channel("papers")

    async def add() -> str:
        file = ("owls.jsonl", _forged(OWLS))
        return text_of(await wait_for_answer(await mara.run(channel, "library add", file=file)))

    async def card() -> str:
        message = await wait_for_answer(await mara.run(channel, "paper", paper=OWLS.paper_id))
        return text_of(message) + str(message["components"])

    await wait_for_text(
        await mara.run(channel, "library add", papers=OWLS.paper_id), "1 paper added"
    )
    told = await add()
    assert "An upload cannot change what the library already has" in told
    assert "ignored: abstract, link, version, withdrawal" in told
    assert "from its source" in told
    shown = await card()
    assert "40 cm" in shown
    assert "Fetched from its source" in shown
    assert not any(word in shown for word in ("fabricated", "elsewhere.example", "Withdrawn"))

    real.application.catalog.remove([OWLS.paper_id])
    told = await add()
    assert "1 paper added" in told
    assert "ignored: version, withdrawal" in told
    assert "uploaded by a member" in told
    shown = await card()
    assert "Uploaded by a member" in shown
    assert "Withdrawn" not in shown
    real.application.writer.ingest([Record(OWLS, 1)], Provenance.SERVICE)
    assert "Fetched from its source" in await card()


async def test_an_upload_stays_in_its_server_and_says_what_it_is(real: DiscordEnv) -> None:
    """By search, id, title, question and completion; its link leads to no host of its own."""
    mara = await real.playground.person("mara")
    channel, elsewhere = mara.channel("papers"), mara.dm()
    real.application.catalog.remove([OWLS.paper_id])
    file = ("owls.jsonl", _forged(OWLS).replace(b"arxiv:2001.00001", b"owls"))
    await wait_for_text(await mara.run(channel, "library add", file=file), "1 paper added")
    question = "how much of the snow do owls hear mice through?"

    shown = {}
    for place in (channel, elsewhere):
        answers = [
            await mara.run(place, "search", query="owls find mice beneath the snow"),
            await mara.run(place, "paper", paper=OWLS.title),
            await mara.run(place, "ask", question=question),
        ]
        messages = [
            await wait_for_answer(answer, lambda m: "Reading" not in text_of(m))
            for answer in answers
        ]
        shown[place] = [text_of(each) + str(each["components"]) for each in messages]
        titles = await mara.complete(place, "paper", focused="paper", paper="how owls")
        assert len(titles) == (place == channel)

    for text in shown[channel]:
        assert "fabricated" in text
        assert "ploaded by a member" in text
        assert "elsewhere.example" not in text
    for text in shown[elsewhere]:
        assert "fabricated" not in text
        assert "ploaded by a member" not in text
    (paper,) = real.application.catalog.find_titled("how owls find", 9)
    real.application.catalog.remove([paper.paper_id])
