"""Compare papers: the card, its files, its buttons."""

from __future__ import annotations

import csv
import io

from bot.discord_bot.papers.compare import parse_aspects
from bot.records.server_settings import ServerSettings
from discord_playground.message_contents import text_of
from tests.cli.samples import LASO, UNIAP
from tests.discord_bot.actions import Message, is_ephemeral, press, wait_for_answer, wait_for_text
from tests.discord_bot.conftest import DiscordEnv


async def _compare(discord_env: DiscordEnv, **options: object) -> Message:
    mara = await discord_env.playground.person("mara")
    done = await mara.run(
        mara.channel("papers"), "compare", paper1=LASO.paper_id, paper2=UNIAP.paper_id, **options
    )
    return await wait_for_text(done, "58.1")


async def test_a_comparison_has_a_picture_and_a_table(discord_env: DiscordEnv) -> None:
    """The table has the evidence of each cell; the picture is dark, and described in words."""
    mara = await discord_env.playground.person("mara")
    message = await _compare(discord_env)
    files = {file["filename"]: file for file in message["attachments"]}
    table = (await mara.download(files["comparison.csv"])).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))

    assert set(files) == {"comparison.csv", "comparison.png"}
    assert (await mara.download(files["comparison.png"])).startswith(b"\x89PNG")
    assert LASO.title in files["comparison.png"]["description"]
    assert [(row["aspect"], row["paper_id"], row["stated"]) for row in rows] == [
        ("results", LASO.paper_id, "yes"),
        ("results", UNIAP.paper_id, "no"),
    ]
    assert rows[0]["evidence"] in LASO.abstract
    assert rows[0]["evidence"]


async def test_evidence_shows_the_text_even_after_a_restart(discord_env: DiscordEnv) -> None:
    """To the person alone, with what is not stated; not once a paper is gone."""
    message = await _compare(discord_env)
    await discord_env.restart()
    jonas = await discord_env.playground.person("jonas")
    shown = await wait_for_text(await press(jonas, message, "fn:c:evidence"), "58.1")
    discord_env.application.catalog.papers.remove(UNIAP)
    gone = await wait_for_answer(await press(jonas, message, "fn:c:evidence"))

    assert is_ephemeral(shown)
    assert "steht nicht im Abstract" in text_of(shown)
    assert "abgelaufen" in text_of(gone)


async def test_aspects_model_and_language_reach_the_use_case(discord_env: DiscordEnv) -> None:
    """Aspects come from the person, the rest from the server's settings."""
    guild = discord_env.guild_id
    discord_env.memory.settings[guild] = ServerSettings(model="large", language="German")
    await _compare(discord_env, aspects="Method, Data , ,Limits")

    assert discord_env.application.compare.calls == [
        (
            [LASO.paper_id, UNIAP.paper_id],
            {"aspects": ["Method", "Data", "Limits"], "language": "German", "model": "large"},
        )
    ]


async def test_other_aspects_come_by_a_form(discord_env: DiscordEnv) -> None:
    """Anybody may fill in the form, even after a restart; everyone sees the comparison."""
    message = await _compare(discord_env)
    jonas = await discord_env.playground.person("jonas")
    form = await (await press(jonas, message, "fn:c:aspects")).wait_for_response()
    assert form.modal is not None
    await discord_env.restart()
    done = await jonas.submit(form.modal, {"aspects": "Cost\nSpeed"})
    shown = await wait_for_text(done, "58.1")

    assert not is_ephemeral(shown)
    assert discord_env.application.compare.calls[-1][1]["aspects"] == ["Cost", "Speed"]


def test_aspects_may_be_separated_as_people_do() -> None:
    """Commas of any script, semicolons and lines separate aspects; none is None."""
    assert parse_aspects("Methode; Daten\nKosten, 観点、方面，x") == [
        "Methode",
        "Daten",
        "Kosten",
        "観点",
        "方面",
        "x",
    ]
    assert parse_aspects(" , \n") is None
