"""Select papers from a list, then act on them."""

from __future__ import annotations

from discord_playground.message_contents import selects_of, text_of
from discord_playground.person import Person
from tests.cli.samples import LASO, UNIAP
from tests.discord_bot.actions import (
    Message,
    ids_of,
    is_ephemeral,
    press,
    wait_for_answer,
    wait_for_text,
)
from tests.discord_bot.conftest import DiscordEnv


async def _search(person: Person) -> Message:
    done = await person.run(person.channel("papers"), "search", query="paper")
    return await wait_for_answer(done)


async def _choose(person: Person, message: Message, *ids: str) -> Message:
    menu = selects_of(message)[0]
    return await wait_for_answer(
        await person.choose(message, menu["custom_id"], list(ids)), is_ephemeral
    )


async def test_chosen_papers_can_be_compared_by_all(discord_env: DiscordEnv) -> None:
    """Two papers of a list are compared for the channel, from a panel that one person sees."""
    mara, jonas = await discord_env.people("mara", "jonas")
    panel = await _choose(mara, await _search(mara), LASO.paper_id, UNIAP.paper_id)
    done = await press(mara, panel, "fn:c:compare")
    shown = await wait_for_text(done, "58.1")

    assert not is_ephemeral(shown)
    assert discord_env.application.compare.calls[0][0] == [LASO.paper_id, UNIAP.paper_id]
    await jonas.wait_for(lambda m: m["id"] == shown["id"] and "58.1" in text_of(m))


async def test_one_chosen_paper_cannot_be_compared(discord_env: DiscordEnv) -> None:
    """The panel has a Related button instead."""
    mara = await discord_env.playground.person("mara")
    panel = await _choose(mara, await _search(mara), LASO.paper_id)
    done = await press(mara, panel, "fn:c:related")
    shown = await wait_for_text(done, UNIAP.title)

    assert not any("compare" in each for each in ids_of(panel))
    assert is_ephemeral(shown)
    assert discord_env.application.related.calls[0][0] == LASO.paper_id


async def test_chosen_papers_are_summarised_each(discord_env: DiscordEnv) -> None:
    """The person gets one message per paper."""
    mara = await discord_env.playground.person("mara")
    panel = await _choose(mara, await _search(mara), LASO.paper_id, UNIAP.paper_id)
    done = await press(mara, panel, "fn:c:summarize")
    await mara.wait_until(lambda: len(done.messages) == 2)

    assert [call[0] for call in discord_env.application.summarize.calls] == [
        LASO.paper_id,
        UNIAP.paper_id,
    ]
    assert all(is_ephemeral(message) for message in done.messages)


async def test_chosen_papers_go_on_the_shelf_once(discord_env: DiscordEnv) -> None:
    """The second time, they are on it already."""
    mara = await discord_env.playground.person("mara")
    panel = await _choose(mara, await _search(mara), LASO.paper_id, UNIAP.paper_id)
    first = await wait_for_text(await press(mara, panel, "fn:c:shelf"), "shelf")
    second = await wait_for_text(await press(mara, panel, "fn:c:shelf"), "already")

    assert "2 papers" in text_of(first)
    assert is_ephemeral(first)
    assert is_ephemeral(second)


async def test_papers_that_left_the_library_cannot_be_chosen(discord_env: DiscordEnv) -> None:
    """A message says that they are gone."""
    mara = await discord_env.playground.person("mara")
    message = await _search(mara)
    discord_env.application.catalog.papers.clear()
    told = await _choose(mara, message, LASO.paper_id)

    assert "no longer in the library" in text_of(told)
