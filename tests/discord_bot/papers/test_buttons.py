"""The buttons of a paper's card, before and after a restart."""

from __future__ import annotations

import pytest

from bot.answering.answer import SearchPage
from bot.records.server_settings import ServerSettings
from discord_playground.message_contents import selects_of, text_of
from tests.cli.samples import LASO, PAGE, UNIAP
from tests.discord_bot.actions import is_ephemeral, press, wait_for_answer, wait_for_text
from tests.discord_bot.conftest import DiscordEnv


@pytest.mark.parametrize(
    ("action", "says"),
    [("summarize", "65.3"), ("related", "UniAP"), ("bibtex", "@misc{alfassy"), ("shelf", "shelf")],
)
async def test_buttons_of_a_card_show_to_who_presses_alone(
    discord_env: DiscordEnv, action: str, says: str
) -> None:
    """They work after a restart, for somebody who did not ask for the card."""
    mara, jonas = await discord_env.people("mara", "jonas")
    card = await wait_for_answer(
        await jonas.run(jonas.channel("papers"), "paper", paper=LASO.paper_id)
    )
    await discord_env.restart()
    shown = await wait_for_text(await press(mara, card, f"fn:p:{action}"), says)

    assert is_ephemeral(shown)
    assert all(m["id"] != shown["id"] for m in jonas.messages(jonas.channel("papers")))


async def test_a_card_leads_to_a_comparison_for_all(discord_env: DiscordEnv) -> None:
    """The menu offers related papers; choosing one after a restart compares in the channel."""
    discord_env.application.related.outcome = SearchPage("", PAGE.hits[1:], {})
    mara = await discord_env.playground.person("mara")
    card = await wait_for_answer(
        await mara.run(mara.channel("papers"), "paper", paper=LASO.paper_id)
    )
    asked = await wait_for_answer(await press(mara, card, "fn:p:compare"))
    await discord_env.restart()
    menu = selects_of(asked)[0]["custom_id"]
    shown = await wait_for_text(await mara.choose(asked, menu, [UNIAP.paper_id]), "58.1")

    assert is_ephemeral(asked)
    assert not is_ephemeral(shown)
    assert discord_env.application.compare.calls[0][0] == [LASO.paper_id, UNIAP.paper_id]


async def test_a_server_says_where_it_is_answered(discord_env: DiscordEnv) -> None:
    """Commands and buttons alike keep to the configured channels."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    card = await wait_for_answer(await mara.run(channel, "paper", paper=LASO.paper_id))
    other = int(mara.channel("bots"))
    discord_env.memory.settings[discord_env.guild_id] = ServerSettings(channels=(other,))
    command = await wait_for_answer(await mara.run(channel, "paper", paper=LASO.paper_id))
    button = await wait_for_answer(await press(mara, card, "fn:p:bibtex"))

    assert is_ephemeral(command)
    assert is_ephemeral(button)
    assert "does not answer in this channel" in text_of(command)
    assert "@misc" not in text_of(button)
