"""Press what is gone by the time that the answer is there."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.answering.answer import SearchPage
from discord_playground.message_contents import selects_of, text_of
from tests.cli.samples import LASO, PAGE, PAPERS, SUMMARY, hit
from tests.discord_bot.actions import press, wait_for_answer, wait_for_text
from tests.discord_bot.conftest import DiscordEnv
from tests.waiting import eventually


class Slow:
    """A use case that gives its outcome when it is told to."""

    def __init__(self, outcome: object) -> None:
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()
        self._outcome = outcome

    async def __call__(self, *_: Any, **__: Any) -> Any:
        self.begun.set()
        await self.go_on.wait()
        return self._outcome


async def test_a_page_of_a_deleted_list_is_shown_to_who_turned(discord_env: DiscordEnv) -> None:
    """Somebody deleted the list meanwhile."""
    many = tuple(hit(paper) for paper in PAPERS * 4)
    discord_env.application.search.outcome = SearchPage("x", many, {})
    mara = await discord_env.playground.person("mara")
    message = await wait_for_answer(await mara.run(mara.channel("papers"), "search", query="x"))
    slow = Slow(SearchPage("x", many, {}))
    discord_env.application.search = slow  # type: ignore[assignment]
    done = await mara.press(message, "▶️")
    await slow.begun.wait()
    await mara.delete(message)
    slow.go_on.set()
    shown = await wait_for_text(done, "**6. ")

    assert shown["id"] != message["id"]


async def test_a_summary_arrives_though_its_announcement_is_gone(discord_env: DiscordEnv) -> None:
    """A manager deleted "Footnote is thinking"."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    slow = Slow(SUMMARY)
    discord_env.application.summarize = slow  # type: ignore[assignment]
    done = await (await mara.run(channel, "summarize", paper=LASO.paper_id)).wait_for_response()
    await slow.begun.wait()
    await mara.delete(done.messages[0])
    slow.go_on.set()
    shown = await mara.wait_for(lambda m: "65.3" in text_of(m))

    assert shown["channel_id"] == channel


async def test_only_so_many_are_written_at_once(discord_env: DiscordEnv) -> None:
    """The others wait for their turn, and all are answered."""
    running = most = 0
    release = asyncio.Event()

    class Counting:
        async def __call__(self, *_: Any, **__: Any) -> Any:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await release.wait()
            running -= 1
            return SUMMARY

    discord_env.application.summarize = Counting()  # type: ignore[assignment]
    mara = await discord_env.playground.person("mara")
    card = await wait_for_answer(
        await mara.run(mara.channel("papers"), "paper", paper=LASO.paper_id)
    )
    presses = await asyncio.gather(*(press(mara, card, "fn:p:summarize") for _ in range(20)))
    await eventually(lambda: running == discord_env.application.settings.max_questions)
    await discord_env.playground.hub.wait_until_read()
    release.set()
    for done in presses:
        await wait_for_text(done, "65.3")

    assert most == discord_env.application.settings.max_questions


async def test_a_menu_works_for_whoever_uses_it(discord_env: DiscordEnv) -> None:
    """The list of one person is chosen from by another."""
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    message = await wait_for_answer(await mara.run(mara.channel("papers"), "search", query="x"))
    menu = selects_of(message)[0]["custom_id"]
    panel = await wait_for_answer(await jonas.choose(message, menu, [PAGE.hits[0].paper.paper_id]))

    assert LASO.title in text_of(panel)
    assert all(m["id"] != panel["id"] for m in mara.messages(mara.channel("papers")))
