"""A second opinion: what people see of a bot is the same in simcord and in the playground."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from discord.ext import commands

from playground.tests.clients.in_playground import in_playground
from playground.tests.clients.in_simcord import in_simcord
from playground.tests.clients.probing_bot import PROBES, Probing
from playground.tests.clients.shown import Shown
from playground.tests.clients.small_bot import SmallBot
from playground.tests.clients.stages import Stage

Scenario = Callable[[Stage], Awaitable[object]]


async def _echo(stage: Stage) -> None:
    await stage.run("echo", text="hello")


async def _slow(stage: Stage) -> None:
    await stage.run("slow")


async def _secret(stage: Stage) -> None:
    await stage.run("secret")


async def _thought(stage: Stage) -> None:
    await stage.run("thought")


async def _votes(stage: Stage) -> None:
    await stage.run("vote")
    await stage.press("Votes: 0", "Up")
    await stage.press("Votes: 1", "Up")


async def _asks_why(stage: Stage) -> None:
    await stage.run("vote")
    await stage.press("Votes: 0", "Why")


async def _waits(stage: Stage) -> None:
    await stage.run("vote")
    await stage.press("Votes: 0", "Slowly")


async def _takes_away(stage: Stage) -> None:
    await stage.run("vote")
    await stage.press("Votes: 0", "Gone")


async def _chooses(stage: Stage) -> None:
    await stage.run("vote")
    await stage.choose("Votes: 0", "animal", ["badger", "aardvark"])


async def _fills_in(stage: Stage) -> list[str]:
    done = await stage.run("form")
    await stage.submit(done, {"what": "A word"})
    return await stage.form(done)


async def _renames(stage: Stage) -> list[str]:
    await stage.run("vote")
    done = await stage.press("Votes: 0", "Rename")
    await stage.submit(done, {"what": "another"})
    return await stage.form(done)


async def _card(stage: Stage) -> None:
    await stage.run("card")
    await stage.press("A card", "More")


async def _thread(stage: Stage) -> None:
    await stage.run("thread")


async def _completes(stage: Stage) -> list[str]:
    found = await stage.complete("animal", "name", "a")
    found += await stage.complete("animal", "name", "b", times=3)
    await stage.run("animal", name="Badger", times=2)
    return found


async def _menu(stage: Stage) -> None:
    await stage.say("twelve chars")
    await stage.use_menu("twelve chars", "Count letters")


async def _mentions(stage: Stage) -> list[str]:
    await stage.say("nobody is meant")
    await stage.say("are you there?", to_bot=True)
    return await stage.reactions("are you there?")


SCENARIOS: dict[str, Scenario] = {
    "an answer": _echo,
    "a deferred answer, edited, with a file, and more": _slow,
    "answers for one, and for all": _secret,
    "thinking for one": _thought,
    "a button that edits, until it is disabled": _votes,
    "a button that answers one person": _asks_why,
    "a button that takes its time": _waits,
    "a button that takes its message away": _takes_away,
    "a menu": _chooses,
    "a form": _fills_in,
    "a form that edits": _renames,
    "components of version 2": _card,
    "a thread": _thread,
    "suggestions": _completes,
    "a message's menu": _menu,
    "a mention": _mentions,
}


# Where the two differ, ours is what Discord documents: 50006 for an empty message, 50035 at
# message_reference unless it may fail, 50027 for a webhook's wrong token (10015 is for one that is
# not there), 160004 for a second thread at a message, and names of 100 characters.
_OURS = {
    "empty": "empty: 400 50006",
    "answer_to_nothing": "answer_to_nothing: 400 50035",
    "other_token": "other_token: 401 50027",
    "thread_twice": "thread_twice: 400 160004",
    "thread_name_too_long": "thread_name_too_long: 400 50035",
}


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS.keys())
async def test_both_show_the_same(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a person does, the same messages are there in the end, for her and for others."""
    # simcord leaves its webhook adapter in the context that it ran in
    noted, to_mara, to_jonas = await asyncio.create_task(_second_opinion(scenario))

    async with in_playground(SmallBot(), monkeypatch) as stage:
        assert await scenario(stage) == noted
        assert await stage.until("mara", to_mara) == to_mara
        assert await stage.until("jonas", to_jonas) == to_jonas


@pytest.mark.parametrize("probe", PROBES)
async def test_both_refuse_alike(probe: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Discord refuses is refused in both, with the same status and the same code."""

    async def ask(stage: Stage) -> str:
        await stage.run("probe", name=probe)
        return await stage.says(f"{probe}: ")

    said, *_ = await asyncio.create_task(_second_opinion(ask, Probing))

    async with in_playground(SmallBot(Probing), monkeypatch, correct=False) as stage:
        assert await ask(stage) == _OURS.get(probe, said)


async def _second_opinion(
    scenario: Scenario, *cogs: type[commands.Cog]
) -> tuple[object, list[Shown], list[Shown]]:
    async with in_simcord(SmallBot(*cogs)) as stage:
        noted = await scenario(stage)
        return noted, stage.seen("mara"), stage.seen("jonas")
