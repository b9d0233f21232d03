"""Read, grow and keep with the real application and the real store behind the real bot."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest
from PIL import Image

from bot.application import Application
from bot.bootstrap.application import open_application
from bot.discord_bot.errors import UserError
from bot.discord_bot.library.full_texts import fetch_wanted
from bot.discord_bot.library.whole_papers import store_pdf
from bot.discord_bot.serve import use_discord_api
from bot.records.server_settings import ServerSettings
from bot.records.spending import DailyRecords
from bot.settings import Settings
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.person import Person
from discord_playground.server import Playground
from retrieval.errors import SourceDown
from retrieval.full_text.jats import read_jats
from retrieval.full_text.passages import cut_passages
from retrieval.full_text.process import ReadPaper
from retrieval.library.catalog.full_texts import FullTexts
from retrieval.library.writer import RecordedText
from retrieval.paper import Paper
from retrieval.passage import Passage
from retrieval.provenance import NO_PLACE, Provenance, guild_place, user_place
from retrieval.sources import starter
from retrieval.sources.records import Record
from tests.discord_bot.actions import (
    Message,
    is_ephemeral,
    press,
    wait_for_answer,
    wait_for_change,
    wait_for_text,
)
from tests.discord_bot.conftest import DiscordEnv, new_bot
from tests.fakes.discord_bot import FakeFetch, Ticking
from tests.full_text.pdf_writer import Text, paragraph, write_pdf
from tests.temporary_stores import TemporaryStores
from tests.waiting import eventually

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
    playground.application.message_content_allowed = True
    with use_discord_api(playground.api):
        fetch = FakeFetch({OWLS.paper_id: OWLS})
        of_no_place = replace(application.at(NO_PLACE), at=application.at)
        bot = new_bot(of_no_place, kept.stores, ticking, fetch=fetch, message_content=True)
        discord_env = DiscordEnv(playground, application, kept, ticking, bot)
        try:
            await discord_env.start()
            yield discord_env
        finally:
            await discord_env.stop()


def _is_whole(message: Message) -> bool:
    """Tell whether an answer is no longer being written."""
    return not any(word in text_of(message) for word in ("Searching", "Reading", "Still writing"))


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
        return text_of(
            await wait_for_text(await mara.run(channel, "library add", file=file), "ignored")
        )

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
        messages = [await wait_for_answer(answer, _is_whole) for answer in answers]
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


WHOLE = [
    "Barn swallows were counted at ninety farms in the spring.",
    "The mean clutch of the swallows was 4.7 eggs at farms with cattle.",
    "Nests at farms without cattle were smaller and were left earlier.",
    "Each nest was visited by two observers who did not know the farm.",
]


LOUDNESS = r"""<article><front><article-meta/></front><body><sec><title>Hearing</title>
<p>The loudness of a mouse beneath snow is found from the depth d of the snow by the formula</p>
<disp-formula><tex-math>$$L=\frac{a}{d^{2}}$$</tex-math></disp-formula></sec></body></article>"""


def _whole_paper(title: str) -> bytes:
    """Return a PDF of two pages; without a title, all of it is in type of one size."""
    head = [Text(72, 740, title, 16, "bold")] if title else []
    return write_pdf([[*head, *paragraph(WHOLE)], paragraph(WHOLE[::-1])])


async def test_a_pdf_is_read_and_cited_in_its_server_alone(
    real: DiscordEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How far it is can be seen, and that it is there already the second time."""
    monkeypatch.setattr("bot.discord_bot.library.whole_papers._QUIET_SECONDS", 0.0)
    mara = await real.playground.person("mara")
    channel, elsewhere = mara.channel("papers"), mara.dm()
    file = ("swallows.pdf", _whole_paper("Barn swallows at farms with cattle"))
    added = await wait_for_text(await mara.run(channel, "library add", file=file), "1 paper added")
    again = await mara.run(channel, "library add", file=file)
    await wait_for_text(again, "already in the library")
    question = "what was the mean clutch of swallows at farms with cattle?"
    answers = [await mara.run(place, "ask", question=question) for place in (channel, elsewhere)]
    here, there = [text_of(await wait_for_answer(answer, _is_whole)) for answer in answers]

    assert "Pages: 2" in text_of(added)
    assert any("Reading swallows" in str(edit.body).replace("\\", "") for edit in real.edits())
    assert "4.7 eggs" in here
    assert "4.7" not in there
    (paper,) = real.application.catalog.find_titled("Barn swallows", 9)
    assert real.application.catalog.full_texts.get(paper.paper_id).place == paper.place
    await press(mara, added, "fn:l:undo:")
    await eventually(lambda: real.application.catalog.get(paper.paper_id) is None)
    assert real.application.catalog.full_texts.list_all() == []


async def _read_picture(message: Message) -> tuple[str, Image.Image]:
    """Return the description of a message's only picture, and the picture."""
    (attachment,) = message["attachments"]
    async with aiohttp.ClientSession() as session, session.get(attachment["url"]) as response:
        return attachment["description"], Image.open(io.BytesIO(await response.read()))


async def test_evidence_of_a_pdf_is_its_page_with_the_words_marked(
    real: DiscordEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For who pressed, and for all once posted; in words where it cannot or may not be drawn."""
    mara = await real.playground.person("mara")
    channel, title = mara.channel("papers"), "Barn swallows among cattle"
    file = ("swallows.pdf", _whole_paper(title))
    await wait_for_text(await mara.run(channel, "library add", file=file), "1 paper added")
    question = "what was the mean clutch of swallows at farms with cattle?"
    answer = await (await mara.run(channel, "ask", question=question)).message_when(buttons_of)
    shown = await wait_for_answer(await mara.press(answer, "Evidence"))
    description, picture = await _read_picture(shown)
    posted = await wait_for_answer(await mara.press(shown, "Post to channel"))

    assert "[1, p. 1]" in text_of(answer)
    assert "whole paper" in text_of(answer)
    assert is_ephemeral(shown)
    assert "p. 1" in text_of(shown)
    assert description == WHOLE[1]
    assert picture.format == "PNG"
    assert picture.width <= 1_200
    assert title in text_of(shown)
    assert "> " not in text_of(shown)
    assert not is_ephemeral(posted)
    assert (await _read_picture(posted))[1].tobytes() == picture.tobytes()

    async def lose(url: str) -> bytes:
        raise discord.HTTPException(cast(Any, SimpleNamespace(status=404, reason="")), url)

    with monkeypatch.context() as patched:
        patched.setattr(real.bot.http, "get_from_cdn", lose)
        lost = await wait_for_text(await mara.press(shown, "Post to channel"), "page-1.png")
    assert is_ephemeral(lost)
    assert "try again in a few minutes" in text_of(lost)

    (paper,) = real.application.catalog.find_titled(title, 9)
    texts: FullTexts = real.application.catalog.full_texts
    passages = list(texts.list_passages(paper.paper_id).values())
    others = [replace(one, text=one.text.replace("4.7", "5.1")) for one in passages]
    stored: list[dict[str, Any]] = [
        {"read": passages, "source": "upload", "place": guild_place(1)},
        {"read": passages, "source": "arxiv-pdf", "licence": "author"},
        {"read": others, "source": "upload", "place": paper.place},
        {"read": passages, "source": "upload", "place": paper.place, "pdf": b"%PDF-1.7 cut"},
    ]
    texts.remove(paper.paper_id, paper.place)
    for options in stored:
        texts.add(paper.paper_id, now=datetime.now(UTC), **{"pdf": file[1], **options})
        words = await wait_for_answer(await mara.press(answer, "Evidence"))
        assert words["attachments"] == []
        assert "> " in text_of(words)
    real.application.catalog.remove([paper.paper_id])


async def test_evidence_of_jats_is_its_words_and_a_picture_of_its_formula(
    real: DiscordEnv,
) -> None:
    """Its LaTeX is the picture's description."""
    catalog, writer = real.application.catalog, real.application.writer
    catalog.remove([OWLS.paper_id])
    writer.ingest([Record(OWLS, 1)], Provenance.OPERATOR)
    read = ReadPaper(tuple(cut_passages(read_jats(LOUDNESS.encode()))))
    text = await writer.record_fetched_text(OWLS, read, source="pmc", licence="open", url="")
    assert text
    await writer.index_text(text)
    mara = await real.playground.person("mara")
    question = "how is the loudness of a mouse beneath snow found from the depth of the snow?"
    asked = await mara.run(mara.channel("papers"), "ask", question=question)
    answer = await asked.message_when(buttons_of)
    shown = await wait_for_answer(await mara.press(answer, "Evidence"))
    description, picture = await _read_picture(shown)
    catalog.remove([OWLS.paper_id])

    assert "[1, Hearing]" in text_of(answer)
    assert description == r"L=\frac{a}{d^{2}}"
    assert picture.format == "PNG"
    assert "> **The loudness of a mouse" in text_of(shown)


async def test_only_pdfs_that_were_added_count_against_the_day(real: DiscordEnv) -> None:
    """One that names its arXiv id gets arXiv's record, and undoing removes both."""
    mara = await real.playground.person("mara")
    channel, guild_id = mara.channel("papers"), real.guild_id
    real.application.catalog.remove([OWLS.paper_id])
    most = DailyRecords(1_000, 5_000)
    today = real.bot.services.now().date()
    assert real.community.additions.take(today, guild_id, int(mara.id), 999, most) is None

    async def add(data: bytes, says: str) -> Message:
        file = ("paper.pdf", data)
        return await wait_for_text(await mara.run(channel, "library add", file=file), says)

    await add(b"%PDF-1.7 ...", "is damaged")
    named = [Text(72, 760, f"arXiv:{OWLS.paper_id}v2 [q-bio] 1 Jan 2020"), *paragraph(WHOLE)]
    added = await add(write_pdf([named]), "1 paper added")
    await add(_whole_paper("Swifts of ninety farms"), "You have none left today")

    assert OWLS.title in text_of(added)
    assert real.application.catalog.get(OWLS.paper_id) == OWLS
    await press(mara, added, "fn:l:undo:")
    await eventually(lambda: real.application.catalog.get(OWLS.paper_id) is None)
    assert real.application.catalog.full_texts.list_all() == []


async def test_a_text_that_was_being_fetched_when_the_bot_stopped_is_fetched_later(
    real: DiscordEnv,
) -> None:
    """Also where services are down at first, or another fails; not of a paper that is gone."""
    writer, services = real.application.writer, real.bot.services
    texts, tries = real.application.catalog.full_texts, []
    failing = replace(OWLS, paper_id="0704.0001", title="How swifts sleep in the air")
    real.application.catalog.upsert([failing], datetime.now(UTC), Provenance.SERVICE)
    texts.want([failing.paper_id])

    async def fetch(paper: Paper) -> RecordedText | None:
        if paper.paper_id == failing.paper_id:
            raise ValueError("This paper cannot be stored.")
        tries.append(paper.paper_id)
        if len(tries) == 1:
            await asyncio.Event().wait()
        if len(tries) == 2:
            raise SourceDown("PubMed Central is down.")
        read = ReadPaper((Passage("text", "Owls hunt by their ears in the dark."),))
        return await writer.record_fetched_text(
            paper, read, source="arxiv-html", licence="author", url=""
        )

    object.__setattr__(services, "fetch_text", fetch)
    real.application.catalog.remove([OWLS.paper_id])
    mara = await real.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "library add", papers=OWLS.paper_id)
    await wait_for_text(done, "whole text will be added if")
    await eventually(lambda: tries)
    for task in services.background:
        task.cancel()
    await eventually(lambda: not services.background)
    texts.want(["2001.00009"])
    await fetch_wanted(services)
    still_wanted = texts.list_wanted()
    await fetch_wanted(services)

    assert still_wanted == [failing.paper_id, OWLS.paper_id]
    assert tries == [OWLS.paper_id] * 3
    assert texts.list_wanted() == [failing.paper_id]
    assert texts.get(OWLS.paper_id) is not None
    texts.drop_wanted(failing.paper_id)
    real.application.catalog.remove([failing.paper_id, OWLS.paper_id])


async def test_who_is_forgotten_takes_their_uploads_along(real: DiscordEnv) -> None:
    """What others uploaded stays."""
    mara, jonas = await real.playground.person("mara"), await real.playground.person("jonas")
    titles = {mara: "Swallows that Mara counted", jonas: "Swallows that Jonas counted"}
    for person, title in titles.items():
        file = ("swallows.pdf", _whole_paper(title))
        done = await person.run(person.channel("papers"), "library add", file=file)
        await wait_for_text(done, title)
    counted = await wait_for_answer(await mara.run(mara.channel("papers"), "library stats"))
    asked = await wait_for_answer(await mara.run(mara.channel("papers"), "forget-me"))
    await press(mara, asked, "fn:f:yes")
    done = await wait_for_change(mara, asked, lambda m: "paper that you" in text_of(m))
    catalog = real.application.catalog
    hers, his = (catalog.find_titled(title, 9)[0].paper_id for title in titles.values())

    assert "2 were uploaded by this server’s members" in text_of(counted)
    assert "uploaded 1 whole paper" in text_of(asked)
    assert "text and PDF of 1 paper" in text_of(done)
    assert list(catalog.full_texts.get_many([hers, his])) == [his]
    catalog.remove([hers, his])


async def test_nothing_is_stored_of_an_upload_that_was_in_progress_when_its_person_was_forgotten(
    real: DiscordEnv,
) -> None:
    """As with answers in progress."""
    services = real.bot.services.at(guild_place(real.guild_id))
    people, texts = services.stores.personal_data, real.application.catalog.full_texts
    title = "Swallows that nobody counted"

    def forget(page: int, pages: int) -> None:
        people.forget(5, services.now())

    with pytest.raises(UserError):
        await store_pdf(
            services, "a.pdf", _whole_paper(title), person=5, guild_id=None, on_page=forget
        )

    (paper,) = services.application.catalog.find_titled(title, 9)
    assert texts.get(paper.paper_id) is None
    assert texts.count_uploads(user_place(5)) == 0
    real.application.catalog.remove([paper.paper_id])


async def test_what_a_pdf_lacks_is_told_to_who_gave_it(real: DiscordEnv) -> None:
    """The person alone, who enters a missing title in a form."""
    mara = await real.playground.person("mara")

    async def add(data: bytes, says: str) -> Message:
        file = ("swallows.pdf", data)
        done = await mara.run(mara.channel("papers"), "library add", file=file)
        told = await wait_for_text(done, says)
        assert is_ephemeral(told)
        return told

    await add(b"%PDF-1.7 ...", "is damaged")
    await add(b"PK\x03\x04\x14....[Content_Types].xml", "is named like a PDF but is not one")
    asked = await add(_whole_paper(""), "does not say its title")
    form = await (await press(mara, asked, "fn:l:title:")).wait_for_response()
    sent = await mara.submit(form.modal, {"title": "Swallows of ninety farms"})
    added = await wait_for_text(sent, "1 paper added")

    assert "Swallows of ninety farms" in text_of(added)
    (paper,) = real.application.catalog.find_titled("Swallows of ninety", 9)
    real.application.catalog.remove([paper.paper_id])


async def test_what_a_pdf_lacks_is_told_past_the_life_of_the_token(
    real: DiscordEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a direct message; nothing in the channel says for ever that it is being read."""
    monkeypatch.setattr(real.playground.world.deadlines, "token", -1.0)
    mara = await real.playground.person("mara")
    channel = mara.channel("papers")
    await mara.run(channel, "library add", file=("swallows.pdf", b"%PDF-1.7 ..."))
    told = await mara.wait_for(lambda m: "is damaged" in text_of(m))

    assert told["channel_id"] == mara.dm()
    assert mara.messages(channel) == []


async def test_the_text_of_a_paper_added_by_id_is_fetched(
    real: DiscordEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the operator allows it; the addition's message says so, even past its token's life."""
    writer, step = real.application.writer, asyncio.Event()

    async def fetch(paper: Paper) -> RecordedText | None:
        await step.wait()
        read = ReadPaper((Passage("text", "Owls hunt by their ears in the dark."),))
        return await writer.record_fetched_text(
            paper, read, source="arxiv-html", licence="author", url=""
        )

    object.__setattr__(real.bot.services, "fetch_text", fetch)
    real.application.catalog.remove([OWLS.paper_id])
    mara = await real.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "library add", papers=OWLS.paper_id)
    begun = await wait_for_text(done, "whole text will be added if")
    monkeypatch.setattr(real.playground.world.deadlines, "token", -1.0)
    step.set()
    added = await mara.wait_for(lambda m: "whole text of 1 paper is in the library" in text_of(m))

    assert added["id"] == begun["id"]
    assert "1 paper added" in text_of(added)
    assert real.application.catalog.full_texts.get(OWLS.paper_id).place == ""
    real.application.catalog.remove([OWLS.paper_id])


async def test_a_text_whose_service_is_down_is_said_to_come_later(real: DiscordEnv) -> None:
    """It is asked again, so that nobody has it is not said."""

    async def fetch(paper: Paper) -> RecordedText | None:
        raise SourceDown("PubMed Central is down.")

    object.__setattr__(real.bot.services, "fetch_text", fetch)
    real.application.catalog.remove([OWLS.paper_id])
    mara = await real.playground.person("mara")
    await mara.run(mara.channel("papers"), "library add", papers=OWLS.paper_id)
    said = await mara.wait_for(lambda m: "within a day" in text_of(m))

    assert "Neither" not in text_of(said)
    real.application.catalog.full_texts.drop_wanted(OWLS.paper_id)
    real.application.catalog.remove([OWLS.paper_id])


async def test_pdfs_are_read_where_links_are_added(real: DiscordEnv, kept: TemporaryStores) -> None:
    """Each is answered by a reply, which its sender can undo; a file that is no PDF is refused."""
    jonas = await real.playground.person("jonas")
    channel = jonas.channel("papers")
    kept.settings[real.guild_id] = ServerSettings(link_channels=(int(channel),))
    files = [("a.pdf", _whole_paper("Barn swallows in spring")), ("b.pdf", b"just some words")]
    await jonas.say(channel, "", files=files)
    added = await jonas.wait_for(lambda m: "shared by @Jonas" in text_of(m).replace("\\", ""))
    refused = await jonas.wait_for(lambda m: "but is not one" in text_of(m))

    assert "1 paper added" in text_of(added)
    assert refused["message_reference"]
    (paper,) = real.application.catalog.find_titled("Barn swallows in", 9)
    await press(jonas, added, "fn:l:undo:")
    await eventually(lambda: real.application.catalog.get(paper.paper_id) is None)


async def test_a_server_takes_its_uploads_with_it(real: DiscordEnv) -> None:
    """Its texts of papers go when it removes the bot; the papers of all stay."""
    guild = real.playground.world.guild_named("Reading group")
    catalog, read = real.application.catalog, [Passage("text", "A zyxomma had ten rooms.")]
    (paper, *_), *_ = catalog.iterate()
    place = {"source": "upload", "place": guild_place(int(guild.id))}
    catalog.full_texts.add(paper.paper_id, read, datetime.now(UTC), pdf=b"%PDF", **place)
    real.application.writer.drain(passages=True)
    real.playground.faults.remove_bots("Reading group")
    await eventually(lambda: real.application.library.indexing.passages.count() == 0)
    assert catalog.full_texts.get(paper.paper_id) is None
    assert catalog.get(paper.paper_id) == paper
