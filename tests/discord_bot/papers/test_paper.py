"""One paper: its card, summaries, related papers and buttons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.lead import Heading
from bot.answering.sections import UnknownSection
from bot.records.server_settings import ServerSettings
from discord_playground.message_contents import buttons_of, selects_of, text_of
from retrieval.paper import Paper
from retrieval.passage import Passage
from tests.cli.samples import LASO, SUMMARY
from tests.discord_bot.actions import (
    ids_of,
    is_ephemeral,
    press,
    wait_for_answer,
    wait_for_change,
    wait_for_text,
)
from tests.discord_bot.conftest import DiscordEnv

LONG_ID = "10.1234/" + "very-long-" * 10


@pytest.mark.parametrize(
    "reference", ["1902.09811", "https://arxiv.org/abs/1902.09811", LASO.title]
)
async def test_a_card_is_found_by_whatever_names_the_paper(
    discord_env: DiscordEnv, reference: str
) -> None:
    """By id, link and title; with the abstract and a link to the paper itself."""
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "paper", paper=reference)
    card = await wait_for_answer(done)

    assert "58.1 to 65.3 %" in text_of(card)
    assert any(b.get("url") == LASO.link for b in buttons_of(card))


async def test_long_ids_are_completed_by_a_token(discord_env: DiscordEnv) -> None:
    """The choice fits Discord's limits, and the paper is found by it after a restart."""
    paper = Paper(LONG_ID, "A title that is found", "What it says.")
    discord_env.application.catalog.papers.append(paper)
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    (choice,) = await mara.complete(channel, "paper", focused="paper", paper="that is found")
    await discord_env.restart()
    done = await mara.run(channel, "paper", paper=choice["value"])
    card = await wait_for_text(done, "What it says.")
    shown = await wait_for_text(await press(mara, card, "fn:p:bibtex"), "@misc")

    assert len(choice["value"]) <= 100
    assert LONG_ID not in choice["value"]
    assert all(len(each) <= 100 for each in ids_of(card))
    assert is_ephemeral(shown)


async def test_summaries_are_in_the_style_and_language_asked_for(discord_env: DiscordEnv) -> None:
    """Both reach the use case; the model is the server's."""
    discord_env.memory.settings[discord_env.guild_id] = ServerSettings(
        model="large", language="French", unsupported="strike"
    )
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    done = await mara.run(
        channel, "summarize", paper=LASO.paper_id, style="technical", language="Japanese"
    )
    await wait_for_answer(done)
    await wait_for_answer(await mara.run(channel, "summarize", paper=LASO.paper_id))
    first, second = discord_env.application.summarize.calls
    settled = {"section": "", "model": "large", "unsupported": "strike"}

    assert first == (
        LASO.paper_id,
        {**settled, "style": "technical", "language": "Japanese"},
    )
    assert second == (LASO.paper_id, {**settled, "style": None, "language": "French"})


async def test_only_styles_that_there_are_are_offered(discord_env: DiscordEnv) -> None:
    """Quotes are in short, key points or the abstract; the others need a language model."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    quoted = await mara.complete(channel, "summarize", focused="style", style="")
    shown = await wait_for_answer(await mara.run(channel, "summarize", paper=LASO.paper_id))
    discord_env.change_settings(openai_base_url="https://models.example/v1")
    written = await mara.complete(channel, "summarize", focused="style", style="la")

    assert [c["value"] for c in quoted] == ["tldr", "key-points", "abstract"]
    assert [o["value"] for o in selects_of(shown)[0]["options"]] == [c["value"] for c in quoted]
    assert [c["value"] for c in written] == ["plain"]


async def test_another_style_replaces_the_summary_of_who_asked(discord_env: DiscordEnv) -> None:
    """The language stays, even after a restart; other people get messages of their own."""
    mara, jonas = await discord_env.people("mara", "jonas")
    done = await mara.run(
        mara.channel("papers"), "summarize", paper=LASO.paper_id, language="Japanese"
    )
    message = await wait_for_answer(done)
    await discord_env.restart()
    discord_env.application.summarize.outcome = replace(SUMMARY, style="key-points")
    menu = selects_of(message)[0]["custom_id"]
    alone = await wait_for_answer(await jonas.choose(message, menu, "key-points"))
    assert is_ephemeral(alone)
    await mara.choose(message, menu, "key-points")
    renewed = await wait_for_change(mara, message, lambda m: _chosen_style(m) == "key-points")

    assert renewed["id"] == message["id"]
    assert discord_env.application.summarize.calls[-1] == (
        LASO.paper_id,
        {
            "style": "key-points",
            "section": "",
            "language": "Japanese",
            "model": None,
            "unsupported": None,
        },
    )


async def test_a_section_of_a_whole_paper_is_completed_and_summed_up(
    discord_env: DiscordEnv,
) -> None:
    """By the paper's own headings; a part stands under its heading, and no style is offered."""
    sections = ["1 Introduction", "3 Experiments › 3.1 Data", "3 Experiments › 3.2 Results"]
    discord_env.application.catalog.full_texts.passages += [
        Passage("text", "It is said.", section, number=n) for n, section in enumerate(sections)
    ]
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    named = {"paper": LASO.paper_id}
    every = await mara.complete(channel, "summarize", focused="section", section="", **named)
    found = await mara.complete(channel, "summarize", focused="section", section="resu", **named)
    headings = (Heading(0, "Results"),)
    made = replace(SUMMARY, section=sections[2], headings=headings, style="structured")
    discord_env.application.summarize.outcome = made
    done = await mara.run(channel, "summarize", section=found[0]["value"], **named)
    shown = await wait_for_answer(done)

    assert [c["value"] for c in every] == [sections[0], "3 Experiments", *sections[1:]]
    assert [c["value"] for c in found] == [sections[2]]
    assert discord_env.application.summarize.calls[-1][1]["section"] == sections[2]
    assert f"**{sections[2]}**" in text_of(shown)
    assert "**Results**\n" in text_of(shown)
    assert selects_of(shown) == []


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        (["1 Introduction", "3 Data › 3.1 Ours"], "It has: 1 Introduction\n"),
        ([], "only the abstract of this paper"),
    ],
)
async def test_an_unknown_section_says_which_there_are(
    discord_env: DiscordEnv, sections: list[str], said: str
) -> None:
    """Of a paper of which only the abstract is there, that there are none."""
    discord_env.application.summarize.outcome = UnknownSection("Ethics", sections)
    mara = await discord_env.playground.person("mara")
    done = await mara.run(
        mara.channel("papers"), "summarize", paper=LASO.paper_id, section="Ethics"
    )

    assert said in text_of(await wait_for_answer(done)) + "\n"


def _chosen_style(message: dict[str, object]) -> str:
    options = selects_of(message)[0]["options"]
    return next((str(o["value"]) for o in options if o.get("default")), "")
