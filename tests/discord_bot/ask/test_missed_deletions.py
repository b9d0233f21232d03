"""What was deleted, or where the bot was removed, while it was not there."""

from __future__ import annotations

import pytest

from bot.discord_bot.ask import deletions
from bot.records.server_settings import ServerSettings
from bot.records.shelves import ShelfOwner
from tests.cli.samples import LASO
from tests.discord_bot.actions import is_answer
from tests.discord_bot.conftest import DiscordEnv
from tests.storage.digest_samples import subscription
from tests.waiting import eventually

GUILD = "Reading group"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot ask without pauses."""
    monkeypatch.setattr(deletions, "PAUSE_SECONDS", 0.0)


async def _reconciled(discord_env: DiscordEnv) -> None:
    """Wait until the bot has looked at everything."""
    cog = discord_env.bot.deletions
    await eventually(lambda: cog._task is not None and cog._task.done())


async def test_a_question_deleted_while_the_bot_was_away(discord_env: DiscordEnv) -> None:
    """It is forgotten, and its answer in the thread goes."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    gone = await mara.say(channel, f"{discord_env.mention} How well does LaSO do?")
    answer = await mara.wait_for(is_answer)
    await mara.say(channel, f"{discord_env.mention} And UniAP?")
    await eventually(lambda: len(discord_env.memory.turns) == 2)
    await discord_env.stop()
    await mara.delete(gone)
    await discord_env.restart()
    await eventually(lambda: answer["id"] not in mara.seen.messages)
    await _reconciled(discord_env)

    assert [turn.question for turn in discord_env.memory.turns.values()] == ["And UniAP?"]


async def test_an_answer_deleted_while_the_bot_was_away(discord_env: DiscordEnv) -> None:
    """Its turn is forgotten, and that of one that stands is not."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    for question in ("How well does LaSO do?", "And UniAP?"):
        done = await mara.run(channel, "ask", question=question)
        await discord_env.kept_turn(await done.message_when(is_answer))
    await discord_env.stop()
    await mara.delete(mara.messages(channel)[0])
    await discord_env.restart()
    await eventually(lambda: len(discord_env.memory.turns) == 1)
    await _reconciled(discord_env)

    assert [turn.question for turn in discord_env.memory.turns.values()] == ["And UniAP?"]


async def test_a_channel_deleted_while_the_bot_was_away(discord_env: DiscordEnv) -> None:
    """All that was said there is forgotten."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    done = await mara.run(channel, "ask", question="How well does LaSO do?")
    await discord_env.kept_turn(await done.message_when(is_answer))
    await discord_env.stop()
    discord_env.playground.faults.delete_channel(channel)
    await discord_env.restart()

    await eventually(lambda: not discord_env.memory.turns)


async def test_older_turns_are_looked_at_in_rounds(
    discord_env: DiscordEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest each time, and of the others those after where the last round ended."""
    monkeypatch.setattr(deletions, "NEWEST_TURNS", 1)
    monkeypatch.setattr(deletions, "OLDER_TURNS", 1)
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    for n in range(3):
        done = await mara.run(channel, "ask", question=f"Question {n}?")
        await discord_env.kept_turn(await done.message_when(is_answer))
    await discord_env.stop()
    oldest = mara.messages(channel)[0]
    await mara.delete(oldest)
    await discord_env.restart()
    await _reconciled(discord_env)
    assert len(discord_env.memory.turns) == 3
    await discord_env.restart()

    await eventually(lambda: len(discord_env.memory.turns) == 2)


def _fill(discord_env: DiscordEnv, mara: int) -> None:
    """Keep something of every kind for the server."""
    guild, now = discord_env.guild_id, discord_env.services.now()
    community = discord_env.community
    community.settings.change(guild, lambda _: ServerSettings(language="de"), now)
    community.shelves.add(ShelfOwner("guild", guild), [LASO.paper_id], mara, now)
    community.subscriptions.add(subscription(guild_id=guild))


def _kept(discord_env: DiscordEnv) -> list[object]:
    memory = discord_env.memory
    shelves = [shelf for owner, shelf in memory.shelves.items() if owner.kind == "guild"]
    kinds = (memory.turns, memory.receipts, memory.settings, shelves, memory.subscriptions)
    return [kind for kind in kinds if kind]


@pytest.mark.parametrize("away", [True, False])
async def test_a_server_that_removed_the_bot_is_erased(discord_env: DiscordEnv, away: bool) -> None:
    """While the bot runs at once, else when it is back; what is of direct messages stays."""
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="How well does LaSO do?")
    await discord_env.kept_turn(await done.message_when(is_answer))
    _fill(discord_env, int(mara.id))
    await mara.say(mara.dm(), "How well does LaSO do?")
    await eventually(lambda: len(discord_env.memory.turns) == 2)
    await _reconciled(discord_env)
    assert len(_kept(discord_env)) == 5
    if away:
        await discord_env.stop()
    discord_env.playground.faults.remove_bots(GUILD)
    if away:
        await discord_env.restart()
    await eventually(lambda: len(discord_env.memory.turns) == 1)

    (left,) = discord_env.memory.turns.values()
    assert left.guild_id is None
    assert _kept(discord_env) == [discord_env.memory.turns, discord_env.memory.receipts]
    assert [r.scope.guild_id for r in discord_env.memory.receipts.values()] == [None]


@pytest.mark.parametrize("away", [True, False])
async def test_an_outage_is_no_removal(discord_env: DiscordEnv, away: bool) -> None:
    """A server that is out of order keeps all."""
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="How well does LaSO do?")
    await discord_env.kept_turn(await done.message_when(is_answer))
    _fill(discord_env, int(mara.id))
    await _reconciled(discord_env)
    if away:
        discord_env.playground.faults.fail("GET /users/@me/guilds", 503, None)
        await discord_env.restart()
        await _reconciled(discord_env)
    else:
        discord_env.playground.faults.fail_guild(GUILD)
        await eventually(lambda: discord_env.bot.get_guild(discord_env.guild_id).unavailable)

    assert len(_kept(discord_env)) == 5
