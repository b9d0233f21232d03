"""Keep papers on one's own shelf and on the server's."""

from __future__ import annotations

import csv
import io

import pytest

from discord_playground.message_contents import selects_of, text_of
from discord_playground.person import Person
from retrieval.paper import Paper
from tests.cli.samples import LASO, PAPERS, UNDATED, UNIAP
from tests.discord_bot.actions import Message, is_ephemeral, press, wait_for_answer, wait_for_change
from tests.discord_bot.conftest import DiscordEnv


async def _shelf(person: Person, command: str, channel: str = "", **options: object) -> Message:
    done = await person.run(channel or person.channel("papers"), f"shelf {command}", **options)
    return await wait_for_answer(done)


async def test_ones_own_shelf_is_ones_own(discord_env: DiscordEnv) -> None:
    """Nobody else sees what is put there, nor what is there."""
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    added = await _shelf(mara, "add", paper=LASO.paper_id)
    again = await _shelf(mara, "add", paper=LASO.paper_id)
    shown = await _shelf(mara, "show")
    other = await _shelf(jonas, "show")

    assert "Added to your shelf" in text_of(added)
    assert "already" in text_of(again)
    assert LASO.title in text_of(shown)
    assert "ist leer" in text_of(other)
    assert all(map(is_ephemeral, (added, again, shown, other)))
    assert not jonas.messages(jonas.channel("papers"))[:-1]


async def test_a_servers_shelf_is_for_all_of_it(discord_env: DiscordEnv) -> None:
    """Anybody adds, everybody sees."""
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    added = await _shelf(jonas, "add", paper=LASO.paper_id, whose="server")
    shown = await _shelf(mara, "show", whose="server")

    assert not is_ephemeral(added)
    assert not is_ephemeral(shown)
    assert LASO.title in text_of(shown)
    assert "is empty" in text_of(await _shelf(mara, "show"))


async def test_papers_are_taken_off_by_id_or_title(discord_env: DiscordEnv) -> None:
    """Among those that are there."""
    mara = await discord_env.playground.person("mara")
    for paper in PAPERS:
        await _shelf(mara, "add", paper=paper.paper_id)
    await _shelf(mara, "remove", paper=LASO.paper_id)
    off = await _shelf(mara, "remove", paper="UniAP: Towards")
    shown = await _shelf(mara, "show")

    assert UNIAP.title in text_of(off)
    assert UNDATED.title in text_of(shown)
    assert LASO.title not in text_of(shown)
    assert UNIAP.title not in text_of(shown)


async def test_who_may_take_from_a_servers_shelf(discord_env: DiscordEnv) -> None:
    """Who put it there, and who manages the server; nobody else."""
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    await _shelf(mara, "add", paper=LASO.paper_id, whose="server")
    await _shelf(jonas, "add", paper=UNIAP.paper_id, whose="server")
    refused = await _shelf(jonas, "remove", paper=LASO.paper_id, whose="server")
    own = await _shelf(jonas, "remove", paper=UNIAP.paper_id, whose="server")
    managed = await _shelf(mara, "remove", paper=LASO.paper_id, whose="server")

    assert "jemand anderes" in text_of(refused)
    assert is_ephemeral(refused)
    assert UNIAP.title in text_of(own)
    assert LASO.title in text_of(managed)


@pytest.mark.parametrize(
    ("format", "name", "begins"),
    [
        ("bibtex", "shelf.bib", "@misc{"),
        ("ris", "shelf.ris", "TY  - "),
        ("csv", "shelf.csv", '\ufeff"paper_id",'),
        ("markdown", "shelf.md", "- **"),
    ],
)
async def test_a_shelf_is_exported(
    discord_env: DiscordEnv, format: str, name: str, begins: str
) -> None:
    """As a file that holds every paper, to its owner alone."""
    mara = await discord_env.playground.person("mara")
    for paper in PAPERS:
        await _shelf(mara, "add", paper=paper.paper_id)
    message = await _shelf(mara, "export", format=format)
    (file,) = message["attachments"]
    text = (await mara.download(file)).decode()

    assert is_ephemeral(message)
    assert file["filename"] == name
    assert text.startswith(begins)
    assert "UniAP" in text
    assert "A note on evaluation" in text
    if format == "csv":
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        assert {row["paper_id"] for row in rows} == {paper.paper_id for paper in PAPERS}


async def test_shelves_are_paged_through(discord_env: DiscordEnv) -> None:
    """In place, after a restart too; papers that left the library are left out."""
    many = [Paper(f"2401.{n:05}", f"Paper number {n}", "") for n in range(13)]
    discord_env.application.catalog.papers = list(many)
    mara = await discord_env.playground.person("mara")
    for paper in many:
        await _shelf(mara, "add", paper=paper.paper_id)
    discord_env.application.catalog.papers.remove(many[12])
    shown = await _shelf(mara, "show")
    await discord_env.restart()
    await press(mara, shown, "fn:k:page:mine:2")
    second = await wait_for_change(mara, shown, lambda m: "**11. " in text_of(m))

    assert "12 papers" in text_of(shown)
    assert "number 12" not in text_of(shown)
    assert len(selects_of(second)[0]["options"]) == 2
