"""List the library, count it, and remove papers from it."""

from __future__ import annotations

from datetime import date

import pytest

from discord_playground.message_contents import text_of
from retrieval.paper import Paper
from tests.cli.samples import LASO, UNIAP
from tests.discord_bot.actions import (
    is_ephemeral,
    press,
    wait_for_answer,
    wait_for_change,
    wait_for_text,
)
from tests.discord_bot.conftest import DiscordEnv

MANY = [Paper(f"2401.{n:05}", f"Paper number {n}", f"What {n} says.") for n in range(23)]


async def test_the_library_is_paged_through(discord_env: DiscordEnv) -> None:
    """Ten at a time, numbered throughout, after a restart too."""
    discord_env.application.catalog.papers = list(MANY)
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "library list", sort="title", category="cs.CL")
    message = await wait_for_answer(done)
    await discord_env.restart()
    await mara.press(message, "▶️")
    second = await wait_for_change(mara, message, lambda m: "number 19" in text_of(m))
    await mara.press(second, "▶️")
    third = await wait_for_change(mara, message, lambda m: "number 22" in text_of(m))

    assert "23 papers" in text_of(message)
    assert "**11. " in text_of(second)
    assert "**23. " in text_of(third)
    filters, sort, offset, limit = discord_env.application.catalog.asked[-1]
    assert (filters.categories, sort, offset, limit) == (("cs.CL",), "title", 20, 10)


async def test_the_library_is_counted(discord_env: DiscordEnv) -> None:
    """Papers, years, categories, sources, and what waits."""
    discord_env.application.catalog.papers = [
        LASO, UNIAP, Paper("1", "Undated", ""), Paper("2", "Old", "x", published=date(1999, 1, 1)),
    ]  # fmt: skip
    discord_env.application.catalog.waiting = 3
    discord_env.application.catalog.full_texts.kept.update((LASO.paper_id, UNIAP.paper_id))
    mara = await discord_env.playground.person("mara")
    text = text_of(await wait_for_answer(await mara.run(mara.channel("papers"), "library stats")))

    assert "4 papers" in text
    assert "3 have an abstract" in text
    assert "2 have their whole text (240 passages)" in text
    assert "3 papers are waiting" in text
    assert "2023 (1)" in text
    assert "undated (1)" in text
    assert "cs.CV (2)" in text
    assert "hugging-face (1)" in text.replace("\\", "")


@pytest.fixture
def tended(discord_env: DiscordEnv) -> DiscordEnv:
    """Let the managers of the reading group remove papers; the bot is in another server too."""
    guild = discord_env.playground.world.guild_named("Reading group")
    discord_env.change_settings(library_servers=(guild.id,))
    return discord_env


async def test_members_remove_nothing(discord_env: DiscordEnv) -> None:
    """Neither by the command nor in direct messages."""
    jonas, mara = (
        await discord_env.playground.person("jonas"),
        await discord_env.playground.person("mara"),
    )
    done = await jonas.run(jonas.channel("papers"), "library remove", paper=LASO.paper_id)
    told = await wait_for_answer(done, is_ephemeral)
    direct = await wait_for_answer(await mara.run(mara.dm(), "library remove", paper=LASO.paper_id))

    assert "fehlt dir hier die Berechtigung" in text_of(told)
    assert "in a server" in text_of(direct)
    assert discord_env.application.catalog.removed == []


async def test_managers_of_other_servers_remove_only_their_text(tended: DiscordEnv) -> None:
    """The library is that of all servers; who runs the bot says which of them tends it."""
    mara = await tended.playground.person("mara")
    tended.change_settings(library_servers=("4711",))
    done = await mara.run(mara.channel("papers"), "library remove", paper=LASO.paper_id)
    told = await wait_for_answer(done, is_ephemeral)

    assert "Other servers share this library" in text_of(told)
    assert "bot’s operator" in text_of(told)
    tended.application.catalog.full_texts.kept.add(LASO.paper_id)
    done = await mara.run(mara.channel("papers"), "library remove", paper=LASO.paper_id)
    await wait_for_text(done, "whole text was removed from this server")
    assert tended.application.catalog.full_texts.kept == set()
    assert tended.application.catalog.removed == []


@pytest.mark.usefixtures("tended")
async def test_a_removal_can_be_undone(discord_env: DiscordEnv) -> None:
    """By a button on its report, after a restart too; unless the paper changed since.

    But for its whole text.
    """
    discord_env.application.catalog.full_texts.kept.add(LASO.paper_id)
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "library remove", paper=LASO.paper_id)
    removed = await wait_for_text(done, "Removed from")
    assert "add the file again" in text_of(removed)
    assert discord_env.application.catalog.removed == [[LASO.paper_id]]
    assert discord_env.application.settled == 1
    await discord_env.restart()
    catalog = discord_env.application.catalog
    catalog.changed_since = True
    await wait_for_text(await press(mara, removed, "fn:l:undo:"), "changed since")
    catalog.changed_since = False
    await press(mara, removed, "fn:l:undo:")
    await wait_for_change(mara, removed, lambda m: "Only its whole text is missing" in text_of(m))

    ((row,),) = [change.before for change in catalog.restored]
    assert row["paper_id"] == LASO.paper_id
