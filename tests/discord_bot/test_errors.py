"""Tell people what went wrong, and the log why."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands
from discord.ext import commands

from bot.answering.compare import CannotCompare
from bot.answering.language_model import ModelUnavailable
from bot.discord_bot.bot import FootnoteBot, Setup
from bot.discord_bot.controls import build_modal, control, text_field
from bot.discord_bot.delivery.respond import defer, show
from bot.discord_bot.errors import UserError, build_problem, log_incident, to_error_message
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.message import button, button_rows, message, text
from bot.discord_bot.rendering.notices import problem
from bot.errors import StorageError
from discord_playground.message_contents import buttons_of, text_of
from retrieval.errors import PaperNotFound, VectorStoreDown
from retrieval.text import patterns as re
from tests.discord_bot.conftest import DiscordEnv
from tests.waiting import eventually

SECRET = "the password is swordfish"
INSIDE = "10.0.0.7:8000"


class Failing(commands.Cog, name="failing"):
    """Fails in every way there is."""

    @app_commands.command(name="fail")
    async def fail(self, interaction: discord.Interaction, how: str) -> None:
        """Fail as asked."""
        if how.startswith("deferred"):
            await defer(interaction, ephemeral=how.endswith("privately"))
        if how == "buttons":
            shown = message("paper", [text("here"), *button_rows([button("Break", "fn:zz:press")])])
            await show(interaction, shown)
            return
        raise ZeroDivisionError(SECRET)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Fail at a word."""
        if "stumble" in message.content:
            raise ZeroDivisionError(SECRET)


@control(re.compile("fn:zz:press"))
async def press(interaction: discord.Interaction[Any], _: re.Match) -> None:
    """Open a form that fails."""
    if interaction.user.name == "jonas":
        raise ZeroDivisionError(SECRET)
    await interaction.response.send_modal(build_modal("Form", "fn:zz:form", [text_field("a", "A")]))


@control(re.compile("fn:zz:form"))
async def submit(interaction: discord.Interaction[Any], _: re.Match) -> None:
    """Fail."""
    raise ZeroDivisionError(SECRET)


@pytest.fixture
def further_parts() -> tuple[Setup, ...]:
    """Add what fails to the bot of these tests."""

    async def setup(bot: FootnoteBot) -> None:
        await bot.add_cog(Failing())
        bot.controls += (press, submit)

    return (setup,)


def _incidents(logged: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [entry for entry in logged if entry["event"] == "incident"]


@pytest.mark.parametrize("how", ["at once", "deferred", "deferred privately"])
async def test_a_fault_in_a_command_is_told_with_its_incident(
    discord_env: DiscordEnv, logged: list[dict[str, Any]], how: str
) -> None:
    """In private, in the person's language, without a word of the trace, and no state is left."""
    jonas, mara = (
        await discord_env.playground.person("jonas"),
        await discord_env.playground.person("mara"),
    )
    await jonas.run(jonas.channel("papers"), "fail", how=how)
    shown = await jonas.wait_for(lambda m: "incident-1" in text_of(m))
    await eventually(lambda: not mara.messages(mara.channel("papers")))

    assert "schiefgegangen" in text_of(shown)
    assert "swordfish" not in text_of(shown)
    assert shown["flags"] & 64
    (incident,) = _incidents(logged)
    assert (incident["incident"], incident["of"]) == ("incident-1", "fail")
    assert "ZeroDivisionError" in incident["trace"]
    assert SECRET not in str(incident)


async def test_a_fault_in_a_button_or_form_is_told(
    discord_env: DiscordEnv, logged: list[dict[str, Any]]
) -> None:
    """To who pressed it or sent it."""
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    done = await mara.run(mara.channel("papers"), "fail", how="buttons")
    sent = await done.message_when(lambda m: buttons_of(m))
    pressed = await jonas.press(sent, "Break")
    await pressed.message_when(lambda m: "incident-1" in text_of(m))
    opened = await (await mara.press(sent, "Break")).wait_for_response()
    submitted = await mara.submit(opened.modal, {"a": "b"})
    await submitted.message_when(lambda m: "incident-2" in text_of(m))

    assert [entry["of"] for entry in _incidents(logged)] == ["fn:zz:press", "fn:zz:form"]


async def test_a_fault_in_a_listener_is_told(
    discord_env: DiscordEnv, logged: list[dict[str, Any]]
) -> None:
    """As a reply to the message that brought it about."""
    mara = await discord_env.playground.person("mara")
    said = await mara.say(mara.dm(), "stumble")
    shown = await mara.wait_for(lambda m: "incident-1" in text_of(m))

    assert shown["message_reference"]["message_id"] == said["id"]
    assert len(_incidents(logged)) == 1


async def test_an_error_past_the_interaction_is_told_directly(discord_env: DiscordEnv) -> None:
    """What only one may see is not shown to all."""
    discord_env.playground.faults.fail("POST /interactions/*/callback", 404, None, code=10062)
    mara = await discord_env.playground.person("mara")
    await mara.run(mara.channel("papers"), "fail", how="at once")
    shown = await mara.wait_for(lambda m: "incident-1" in text_of(m))

    assert shown["channel_id"] == mara.dm()
    assert mara.messages(mara.channel("papers")) == []


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    "error",
    [
        PaperNotFound("No paper has that id. Look at the list."),
        CannotCompare("One paper cannot be compared. Take two."),
    ],
)
def test_what_was_foreseen_says_what_to_do(error: Exception, language: str) -> None:
    """A sentence of ours in the language of who asks, and the error's own."""
    told = to_error_message(error, Translations(language))

    assert told is not None
    assert told[0]
    assert "errors-" not in told[0]
    assert told[1] == str(error)


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (VectorStoreDown(f"Chroma at {INSIDE} does not answer. Start it."), "library"),
        (ModelUnavailable(f"No connection to {INSIDE}. Check that it runs."), "model"),
        (StorageError(f"{INSIDE} is full. Make room."), "keeping"),
    ],
)
async def test_what_only_who_runs_it_can_mend_is_for_the_log(
    discord_env: DiscordEnv, logged: list[dict[str, Any]], error: Exception, what: str
) -> None:
    """A channel hears what cannot be used, and an incident: no folder, no address."""
    words = Translations("fr")
    shown = build_problem(error, words, discord_env.services, of="ask")
    said = "\n".join(getattr(piece, "content", "") for piece in shown.view.walk_children())

    assert INSIDE not in said
    assert words(f"errors-{what}") in said
    assert "incident-1" in said
    (incident,) = _incidents(logged)
    assert INSIDE in incident["error"]
    assert discord_env.application.counts.failures == ["ask"]


COUNTED = {
    "fn:a:evidence:4f1c2d3e": "fn:a:evidence",
    "fn:p:card:10.1/x:y": "fn:p:card",
    "fn:xa:10.1/x": "fn:xa",
    "library add": "library add",
    "asking": "asking",
}


async def test_an_incident_is_counted_without_ids(discord_env: DiscordEnv) -> None:
    """By what was asked for: no id of anything becomes a name that is counted by."""
    for of in COUNTED:
        log_incident(RuntimeError("inside"), discord_env.services, of=of)

    assert discord_env.application.counts.failures == list(COUNTED.values())


@pytest.mark.parametrize("typed", ["/ask", "`/ask`", "</ask:10>", "</library add:7>"])
def test_what_was_typed_opens_no_command(typed: str):
    """Not in the message that quotes it; the commands that our own texts name can be clicked."""
    t = Translations("en", {"ask": 10, "library add": 7})
    for error in (PaperNotFound(typed), UserError("library-unreadable", name=typed)):
        told = to_error_message(error, t)
        assert told is not None
        shown = problem(t, *told).view.to_components()
        assert not re.compile(r"</", unless=r"\\").search(text_of({"components": shown}))

    shown = problem(t, t("rendering-refused-hint"), "").view.to_components()
    assert "</library add:7>" in text_of({"components": shown})
