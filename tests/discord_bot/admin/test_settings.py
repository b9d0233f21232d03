"""Settle what a server wants, and see it hold at once."""

from __future__ import annotations

from datetime import timedelta

from bot.records.receipts import Scope
from bot.records.server_settings import ServerSettings
from discord_playground.message_contents import selects_of, text_of
from discord_playground.person import Person
from tests.cli.samples import LASO
from tests.discord_bot.actions import Message, is_ephemeral, press, wait_for_answer, wait_for_change
from tests.discord_bot.conftest import DiscordEnv
from tests.storage.samples import receipt
from tests.waiting import eventually


def _guild(discord_env: DiscordEnv) -> int:
    return int(discord_env.playground.world.guild_named("Reading group").id)


def _kept(discord_env: DiscordEnv) -> ServerSettings:
    return discord_env.memory.settings.get(_guild(discord_env), ServerSettings())


async def _panel(person: Person) -> Message:
    return await wait_for_answer(await person.run(person.channel("papers"), "settings"))


async def _choose(person: Person, panel: Message, setting: str, values: list[str]) -> Message:
    before = person.seen.messages.get(panel["id"], panel)["edited_timestamp"]
    done = await person.choose(panel, f"fn:z:{setting}", values)
    await done.wait_for_response()
    return await wait_for_change(
        person, panel, lambda m: m["edited_timestamp"] != before and "Saved" in text_of(m)
    )


async def test_the_panel_shows_what_holds(discord_env: DiscordEnv) -> None:
    """To the manager alone."""
    mara = await discord_env.playground.person("mara")
    panel = await _panel(mara)

    assert is_ephemeral(panel)
    assert "Mentions are answered" in text_of(panel)
    assert {s["custom_id"] for s in selects_of(panel)} == {
        "fn:z:channels", "fn:z:roles", "fn:z:digests", "fn:z:links", "fn:z:model", "fn:z:language",
        "fn:z:receipts",
    }  # fmt: skip


async def test_channels_hold_at_once(discord_env: DiscordEnv) -> None:
    """The next command elsewhere is refused, and the settings can still be changed back."""
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    panel = await _panel(mara)
    bots = mara.channel("bots")
    panel = await _choose(mara, panel, "channels", [bots])
    refused = await wait_for_answer(
        await jonas.run(jonas.channel("papers"), "paper", paper=LASO.paper_id)
    )
    there = await wait_for_answer(await jonas.run(bots, "paper", paper=LASO.paper_id))
    back = await _panel(mara)
    await _choose(mara, back, "channels", [])
    again = await wait_for_answer(
        await jonas.run(jonas.channel("papers"), "paper", paper=LASO.paper_id)
    )

    assert f"<#{bots}>" in text_of(panel)
    assert [str(d["id"]) for d in selects_of(panel)[0]["default_values"]] == [bots]
    assert "antwortet Footnote nicht" in text_of(refused)
    assert LASO.title in text_of(there)
    assert LASO.title in text_of(again)


async def test_model_and_language_hold_at_once(discord_env: DiscordEnv) -> None:
    """In the next summary, and in the bot's own public words."""
    mara = await discord_env.playground.person("mara")
    panel = await _choose(mara, await _panel(mara), "model", ["large"])
    panel = await _choose(mara, panel, "language", ["German"])
    message = await wait_for_answer(
        await mara.run(mara.channel("papers"), "summarize", paper=LASO.paper_id)
    )

    assert _kept(discord_env) == ServerSettings(model="large", language="German")
    assert discord_env.application.summarize.calls[0][1] == {
        "style": None, "section": "", "language": "German", "model": "large", "unsupported": None,
    }  # fmt: skip
    assert "Vergleichen" in str(message["components"])
    panel = await _choose(mara, panel, "model", ["-"])
    await _choose(mara, panel, "language", ["-"])
    await eventually(lambda: _kept(discord_env) == ServerSettings())


async def test_switches_turn_and_turn_back(discord_env: DiscordEnv) -> None:
    """Mentions and threads; after a restart too."""
    mara = await discord_env.playground.person("mara")
    panel = await _panel(mara)
    await press(mara, panel, "fn:z:threads:off")
    await wait_for_change(mara, panel, lambda m: "answered in the channel" in text_of(m))
    await discord_env.restart()
    await press(mara, panel, "fn:z:mentions:off")
    off = await wait_for_change(mara, panel, lambda m: "not answered" in text_of(m))
    assert _kept(discord_env) == ServerSettings(mentions=False, threads=False)
    await press(mara, off, "fn:z:mentions:on")
    await wait_for_change(mara, panel, lambda m: "Mentions are answered." in text_of(m))

    assert _kept(discord_env) == ServerSettings(threads=False)


async def test_a_member_may_not_even_see_the_command(discord_env: DiscordEnv) -> None:
    """Discord shows it to managers alone."""
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    theirs = {c["name"] for c in await mara.commands(mara.channel("papers"))}
    others = {c["name"] for c in await jonas.commands(jonas.channel("papers"))}

    assert "settings" in theirs
    assert "settings" not in others
    assert "settings" not in {c["name"] for c in await mara.commands(mara.dm())}


async def test_receipts_are_kept_for_as_long_as_settled(discord_env: DiscordEnv) -> None:
    """Fewer days than the operator's; what is older goes at once, also with none at all."""
    mara = await discord_env.playground.person("mara")
    now, whose = discord_env.services.now(), Scope(_guild(discord_env), 2, 3)
    for days in (1, 8):
        kept = receipt(f"d{days}", made_at=now - timedelta(days=days, hours=1), scope=whose)
        discord_env.memory.receipts[kept.receipt_id] = kept
    discord_env.memory.receipts["far"] = receipt(
        "far", made_at=now - timedelta(days=80), scope=Scope()
    )
    panel = await _panel(mara)
    (menu,) = [s for s in selects_of(panel) if s["custom_id"] == "fn:z:receipts"]
    panel = await _choose(mara, panel, "receipts", ["7"])
    after_a_week = set(discord_env.memory.receipts)
    panel = await _choose(mara, panel, "receipts", ["0"])
    with_none = set(discord_env.memory.receipts)
    await _choose(mara, panel, "receipts", ["-"])

    assert [option["value"] for option in menu["options"]] == ["-", "0", "1", "7", "30"]
    assert "90 days" in menu["options"][0]["label"]
    assert after_a_week == {"d1", "far"}
    assert with_none == {"far"}
    assert _kept(discord_env) == ServerSettings()
