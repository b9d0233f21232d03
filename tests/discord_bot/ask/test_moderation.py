"""What is flagged is not answered; where nobody can say, it is."""

from __future__ import annotations

from bot.answering.language_model import ModelUnavailable
from discord_playground.message_contents import buttons_of, text_of
from tests.discord_bot.conftest import DiscordEnv


async def test_a_flagged_question(discord_env: DiscordEnv) -> None:
    """The person hears so, and nothing is asked or kept."""
    discord_env.application.flagged = "idiot"
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="Which idiot wrote LaSO?")

    await done.message_when(lambda m: "does not answer that" in text_of(m))
    assert discord_env.application.ask.questions == []
    assert discord_env.memory.turns == {}


async def test_a_flagged_message(discord_env: DiscordEnv) -> None:
    """The person hears so alone, and no thread is opened."""
    discord_env.application.flagged = "idiot"
    mara = await discord_env.playground.person("mara")
    papers = mara.channel("papers")
    await mara.say(papers, f"<@{discord_env.playground.application_id}> Which idiot wrote LaSO?")
    told = await mara.wait_for(lambda m: "does not answer that" in text_of(m))

    assert told["channel_id"] == mara.dm()
    assert len(mara.messages(papers)) == 1
    assert (
        discord_env.requests_to("POST", "/channels/{channel_id}/messages/{message_id}/threads")
        == []
    )


async def test_a_flagged_follow_up(discord_env: DiscordEnv) -> None:
    """So it is with a form, and with a question that is flagged since it was answered."""
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="How well does LaSO do?")
    answer = await done.message_when(lambda m: buttons_of(m))
    form = await (await mara.press(answer, "Follow up")).wait_for_response()
    discord_env.application.flagged = "LaSO"
    sent = await mara.submit(form.modal, {"question": "Who wrote LaSO?"})
    await sent.message_when(lambda m: "does not answer that" in text_of(m))
    await discord_env.idle()
    again = await mara.choose(answer, "More…", "Regenerate")
    await again.message_when(lambda m: "does not answer that" in text_of(m))

    assert discord_env.application.ask.questions == ["How well does LaSO do?"]
    assert (
        discord_env.requests_to("POST", "/channels/{channel_id}/messages/{message_id}/threads")
        == []
    )


async def test_nobody_can_say(discord_env: DiscordEnv) -> None:
    """The log has it."""
    discord_env.application.flagged = ModelUnavailable("away")
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="How well does LaSO do?")

    await done.message_when(lambda m: "65.3" in text_of(m))
    assert "moderating" in discord_env.application.counts.failures
