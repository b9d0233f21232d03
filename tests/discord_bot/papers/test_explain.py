"""Have the paper of a message explained."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.discord_bot.papers.explain import build_explain_menu
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.server import Playground
from retrieval.paper import Paper
from tests.cli.samples import LASO, UNIAP
from tests.discord_bot.actions import ids_of, is_ephemeral, press, wait_for_answer, wait_for_text
from tests.discord_bot.conftest import DiscordEnv, discord_env_in
from tests.fakes.discord_bot import FakeFetch

MENU = "Key points of this paper"
ATTENTION = Paper("1706.03762", "Attention is all you need", "Nothing but attention.")


@pytest.fixture
def fetch() -> FakeFetch:
    """Give a source that knows one paper."""
    return FakeFetch({ATTENTION.paper_id: ATTENTION})


@pytest.fixture
async def discord_env(
    playground: Playground, tmp_path: Path, fetch: FakeFetch
) -> AsyncIterator[DiscordEnv]:
    """Give a local Discord with a bot that can fetch papers."""
    async with discord_env_in(playground, tmp_path, fetch=fetch) as discord_env:
        yield discord_env


async def test_with_a_model_the_paper_is_explained(discord_env: DiscordEnv) -> None:
    """In plain language, and the entry is called so; quotes explain nothing."""
    discord_env.change_settings(openai_base_url="https://models.example/v1")  # after registration
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    message = await mara.say(channel, LASO.title)
    await wait_for_text(await mara.use_menu(channel, MENU, message), "65.3")

    ((paper, options),) = discord_env.application.summarize.calls
    assert (paper, options["style"]) == (LASO.paper_id, "plain")
    assert build_explain_menu("model").name == "Explain this paper"
    assert build_explain_menu("extractive").name == MENU


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
    """By link, id or exact title; without a model, in key points."""
    mara, jonas = await discord_env.people("mara", "jonas")
    channel = jonas.channel("papers")
    message = await jonas.say(channel, text)
    shown = await wait_for_text(await mara.use_menu(channel, MENU, message), "65.3")

    assert not is_ephemeral(shown)
    ((paper, options),) = discord_env.application.summarize.calls
    assert (paper, options["style"]) == (LASO.paper_id, "key-points")


async def test_of_our_own_answer_the_cited_papers_are_offered(discord_env: DiscordEnv) -> None:
    """Several are asked about, by buttons that survive a restart."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    done = await mara.run(channel, "ask", question="How well does LaSO do?")
    answer = await done.message_when(lambda m: buttons_of(m))
    await discord_env.idle()
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
    told = await wait_for_answer(
        await jonas.use_menu(channel, "Kernpunkte dieses Artikels", message)
    )

    assert is_ephemeral(told)
    assert says in text_of(told)
    assert not discord_env.application.summarize.calls


async def test_what_the_library_lacks_is_added_by_a_button(
    discord_env: DiscordEnv, fetch: FakeFetch
) -> None:
    """Then it is explained to all; pressed again, it is not fetched again."""
    jonas = await discord_env.playground.person("jonas")
    channel = jonas.channel("papers")
    message = await jonas.say(channel, "see arXiv:1706.03762 and doi.org/10.1000/xyz")
    menu = await jonas.use_menu(channel, "Kernpunkte dieses Artikels", message)
    offered = await wait_for_answer(menu, is_ephemeral)
    await wait_for_text(await press(jonas, offered, "fn:xa:1706.03762"), "65.3")
    shown = await wait_for_text(await press(jonas, offered, "fn:xa:1706.03762"), "65.3")

    assert "1706.03762 hinzufügen" in [b["label"] for b in buttons_of(offered)]
    assert ids_of(offered) == ["fn:xa:1706.03762", "fn:xa:10.1000/xyz"]
    assert not is_ephemeral(shown)
    assert fetch.asked == [("1706.03762",)]
    assert [paper for paper, _ in discord_env.application.summarize.calls] == ["1706.03762"] * 2
