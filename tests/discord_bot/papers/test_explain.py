"""Have the paper of a message explained."""

from __future__ import annotations

import pytest

from discord_playground.message_contents import buttons_of, text_of
from tests.cli.samples import LASO, UNDATED, UNIAP
from tests.discord_bot.actions import is_ephemeral, press, wait_for_answer, wait_for_text
from tests.discord_bot.conftest import DiscordEnv

MENU = "Explain this paper"


@pytest.mark.parametrize(
    "text",
    [
        "have you read https://arxiv.org/abs/1902.09811v2?",
        "1902.09811 is good",
        f"Look:\n**{LASO.title}**",
        "<https://huggingface.co/papers/1902.09811>",
    ],
)
async def test_the_paper_of_a_message_is_explained_to_all(
    discord_env: DiscordEnv, text: str
) -> None:
    """By link, id or exact title, in plain language."""
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    channel = jonas.channel("papers")
    message = await jonas.say(channel, text)
    shown = await wait_for_text(await mara.use_menu(channel, MENU, message), "65.3")

    assert not is_ephemeral(shown)
    ((paper, options),) = discord_env.application.summarize.calls
    assert (paper, options["style"]) == (LASO.paper_id, "plain")


async def test_our_own_card_names_its_paper(discord_env: DiscordEnv) -> None:
    """Though the paper has no link at all: by the ids of the buttons."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    card = await wait_for_answer(await mara.run(channel, "paper", paper=UNDATED.paper_id))
    await wait_for_text(await mara.use_menu(channel, MENU, card), "65.3")

    assert discord_env.application.summarize.calls[0][0] == UNDATED.paper_id


async def test_of_our_own_answer_the_cited_papers_are_offered(discord_env: DiscordEnv) -> None:
    """Several are asked about, by buttons that survive a restart."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    done = await mara.run(channel, "ask", question="How well does LaSO do?")
    answer = await done.message_when(lambda m: buttons_of(m))
    asked = await wait_for_answer(await mara.use_menu(channel, MENU, answer), is_ephemeral)
    await discord_env.restart()
    shown = await wait_for_text(await press(mara, asked, f"fn:x:{UNIAP.paper_id}"), "65.3")

    assert not is_ephemeral(shown)
    assert discord_env.application.summarize.calls[0][0] == UNIAP.paper_id


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("good morning to all", "keinen Artikel"),
        ("version 1234.5678 is out", "keinen Artikel"),
        ("see arXiv:1706.03762", "1706.03762"),
    ],
)
async def test_where_nothing_is_found_one_person_is_told(
    discord_env: DiscordEnv, text: str, says: str
) -> None:
    """In their language; a paper that the library lacks is named."""
    jonas = await discord_env.playground.person("jonas")
    channel = jonas.channel("papers")
    message = await jonas.say(channel, text)
    told = await wait_for_answer(await jonas.use_menu(channel, "Diesen Artikel erklären", message))

    assert is_ephemeral(told)
    assert says in text_of(told)
    assert not discord_env.application.summarize.calls


async def test_ids_in_others_buttons_count_for_nothing(discord_env: DiscordEnv) -> None:
    """A person's message that only looks like ours names nothing."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    message = await mara.say(channel, f"fn:p:card:{UNDATED.paper_id[2:]}")
    told = await wait_for_answer(await mara.use_menu(channel, MENU, message))

    assert is_ephemeral(told)
