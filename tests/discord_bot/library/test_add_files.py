"""Add papers from files and messages, and be told what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.limits.guard import RateLimits
from discord_playground.message_contents import selects_of, text_of
from retrieval.provenance import Provenance
from retrieval.sources import parser_process
from retrieval.sources.records import Record, Rejected
from tests.cli.samples import LASO
from tests.discord_bot.actions import (
    Message,
    is_ephemeral,
    press,
    wait_for_answer,
    wait_for_change,
    wait_for_text,
)
from tests.discord_bot.conftest import DiscordEnv

BIB = b"""@article{a, title={Cats that sleep}, author={Grace Byron}, year={2020},
  abstract={Cats sleep sixteen hours a day, and nobody knows quite why they do.}}
@article{b, title={Dogs that bark}, year={2021}, abstract={Dogs bark at night, and often.}}
"""


@pytest.fixture
def reading(discord_env: DiscordEnv) -> DiscordEnv:
    """Let the fake application parse files as the real one does."""

    async def parse(name: str, data: bytes) -> Sequence[Record | Rejected]:
        discord_env.application.read.append((name, data))
        return await parser_process.parse(name, data)

    discord_env.application.parse_upload = parse  # type: ignore[method-assign]
    return discord_env


async def _add(discord_env: DiscordEnv, name: str, data: bytes, **options: object) -> Message:
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "library add", file=(name, data), **options)
    return await wait_for_answer(done)


async def test_a_file_is_taken_in(reading: DiscordEnv) -> None:
    """All see how many papers came, and can go on with them."""
    message = await _add(reading, "cats.bib", BIB)

    assert not is_ephemeral(message)
    assert "2 papers added" in text_of(message)
    assert "cats.bib" in text_of(message)
    assert "Cats that sleep" in text_of(message)
    assert len(selects_of(message)[0]["options"]) == 2
    assert len(reading.application.ingested) == 2
    assert reading.application.ingested_by == [Provenance.MEMBER]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("figure.png", b"\x89PNG...", "a picture"),
        ("figure.png", b"\x89PNG...", "a file that describes it: BibTeX"),
        ("empty.bib", b"  ", "empty"),
        ("notes.txt", b"just some words", "no papers"),
        ("papers.jsonl.gz", b"\x1f\x8b\x08", "compressed"),
    ],
)
async def test_a_bad_file_is_told_to_who_gave_it(
    reading: DiscordEnv, name: str, data: bytes, says: str
) -> None:
    """With what to give instead; the channel is not bothered."""
    message = await _add(reading, name, data)

    assert is_ephemeral(message)
    assert says in text_of(message)
    assert not reading.application.ingested


@pytest.mark.parametrize(
    ("name", "limit", "todo"),
    [
        ("big.bib", "bot.discord_bot.library.files.MAX_FILE_BYTES", "footnote ingest file"),
        ("big.pdf", "retrieval.full_text.process.MAX_FILE_BYTES", "Attach a PDF of up to 1 MB."),
    ],
)
async def test_a_file_that_is_too_large_is_not_even_fetched(
    reading: DiscordEnv, monkeypatch: pytest.MonkeyPatch, name: str, limit: str, todo: str
) -> None:
    """The limit is said, and what to do."""
    monkeypatch.setattr(limit, 2**20)
    message = await _add(reading, name, b" " * (2**20 + 1))

    assert "too large" in text_of(message)
    assert todo in text_of(message)
    assert not reading.application.read


async def test_pdfs_may_be_turned_off(reading: DiscordEnv) -> None:
    """Then they are refused, in private."""
    reading.change_settings(full_text="off")
    message = await _add(reading, "paper.pdf", b"%PDF-1.7 ...")

    assert is_ephemeral(message)
    assert "whole papers are not read here" in text_of(message)


async def test_a_file_that_takes_too_long_holds_nobody_up(
    discord_env: DiscordEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is stopped, and its sender told, while another change of the library goes on."""
    limits = replace(parser_process.UPLOAD, seconds=0.5)

    async def parse(name: str, data: bytes) -> Sequence[Record | Rejected]:
        return await parser_process.parse(name, data, limits)

    monkeypatch.setattr(discord_env.application, "parse_upload", parse)
    async with discord_env.bot.services.application.writer.lock:
        message = await _add(discord_env, "page.html", b"<div>" * 180_000)

    assert is_ephemeral(message)
    assert "took too long and was stopped" in text_of(message)
    assert "in smaller parts" in text_of(message)


async def test_a_message_gives_its_file_and_its_links(reading: DiscordEnv) -> None:
    """By the menu of a message."""
    mara, jonas = await reading.playground.person("mara"), await reading.playground.person("jonas")
    channel = jonas.channel("papers")
    message = await jonas.say(
        channel, "these, and https://arxiv.org/abs/1902.09811", files=[("cats.bib", BIB)]
    )
    done = await mara.use_menu(channel, "Add papers from this message", message)
    await wait_for_text(done, "2 papers added")
    known = await wait_for_text(done, "already")

    assert LASO.title in text_of(known)


async def test_who_adds_too_fast_is_asked_to_wait(reading: DiscordEnv) -> None:
    """In private; others may add, and naming what is there already costs nothing."""
    object.__setattr__(reading.bot.services, "adding", RateLimits(user=1))
    first = await _add(reading, "cats.bib", BIB)
    mara, jonas = await reading.playground.person("mara"), await reading.playground.person("jonas")
    known = await mara.run(mara.channel("papers"), "library add", papers=LASO.paper_id)
    there = await wait_for_answer(known)
    unknown = await mara.run(mara.channel("papers"), "library add", papers="2401.00001")
    refused = await wait_for_answer(unknown, is_ephemeral)
    said = await mara.say(mara.channel("papers"), "Look at 2401.00002")
    by_menu = await mara.use_menu(mara.channel("papers"), "Add papers from this message", said)
    refused_too = await wait_for_answer(by_menu, is_ephemeral)
    done = await jonas.run(jonas.channel("papers"), "library add", file=("dogs.bib", BIB))
    other = await wait_for_answer(done)

    assert "2 papers added" in text_of(first)
    assert "already in the library" in text_of(there)
    assert "faster than Footnote can process them" in text_of(refused)
    assert "faster than Footnote can process them" in text_of(refused_too)
    assert len(reading.application.read) == 2
    assert "cats" not in text_of(other)


async def test_records_of_a_day_are_limited(reading: DiscordEnv) -> None:
    """Of one person and of one server, in files and by links, over restarts too."""
    reading.change_settings(records_user_day=3, records_server_day=4)
    reading.fetch = lambda references: []
    await reading.restart()
    mara = await reading.playground.person("mara")
    await _add(reading, "cats.bib", BIB)
    too_many = await _add(reading, "dogs.bib", BIB)
    linked = await mara.run(mara.channel("papers"), "library add", papers="2401.00001")
    await wait_for_answer(linked)
    await reading.restart()
    read = len(reading.application.read)
    by_link = await mara.run(mara.channel("papers"), "library add", papers="2401.00002")
    used_up = await _add(reading, "birds.bib", BIB)
    jonas = await reading.playground.person("jonas")
    done = await jonas.run(jonas.channel("papers"), "library add", file=("dogs.bib", BIB))
    of_the_server = await wait_for_answer(done)

    assert "One person may add 3 records a day. You have 1 left" in text_of(too_many)
    assert "You gave 2, of which none was added" in text_of(too_many)
    assert is_ephemeral(too_many)
    for refused in (used_up, await wait_for_answer(by_link)):
        assert "You have none left today" in text_of(refused)
    assert read == 2
    assert len(reading.application.read) == 3  # that of the other person
    assert "Ein Server kann am Tag 4 Einträge hinzufügen. Diesem bleibt heute noch 1." in text_of(
        of_the_server
    )
    assert len(reading.application.ingested) == 2


async def test_an_upload_can_be_undone_by_who_gave_it_or_a_manager(reading: DiscordEnv) -> None:
    """As one, after a restart too; another member is refused, and sees nothing change."""
    mara, jonas = (
        await reading.playground.person("mara"),
        await reading.playground.person("jonas"),
    )
    message = await _add(reading, "cats.bib", BIB)
    refused = await press(jonas, message, "fn:l:undo:")
    await wait_for_text(refused, "kann es rückgängig machen")
    await reading.restart()
    await press(mara, message, "fn:l:undo:")
    await wait_for_change(mara, message, lambda m: "as it was before" in text_of(m))

    (change,) = reading.application.catalog.restored
    assert (len(change.before), len(change.after)) == (0, 2)
