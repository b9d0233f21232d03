"""Ask by command, in a local Discord."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from bot.answering.language_model import ModelUnavailable
from bot.answering.options import AnswerOptions
from bot.records.server_settings import ServerSettings
from discord_playground.message_contents import buttons_of, text_of
from retrieval.search.query import Filters
from tests.cli.samples import LASO, UNIAP
from tests.discord_bot.actions import EPHEMERAL
from tests.discord_bot.ask.samples import ONE, THREE, TWO, answer_of
from tests.discord_bot.conftest import DiscordEnv
from tests.waiting import eventually

QUESTION = "How well does LaSO do?"


async def test_a_question_is_answered_with_footnotes(discord_env: DiscordEnv) -> None:
    """`/ask` shows the answer, its mark and its buttons, and keeps the turn."""
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    message = await done.message_when(lambda m: "65.3" in text_of(m))

    assert QUESTION in text_of(message)
    shown = [button.get("label") or button["emoji"]["name"] for button in buttons_of(message)]
    assert shown[:4] == ["Evidence", "Follow up", "👍", "👎"]
    turn = await discord_env.kept_turn(message)
    assert len(discord_env.memory.turns) == 1
    assert turn.channel_id == int(mara.channel("papers"))
    assert turn.parent_id is None


async def test_sentences_are_shown_as_they_come(discord_env: DiscordEnv) -> None:
    """The first sentence stands before the second is known, and the whole answer ends it."""
    first, second = asyncio.Event(), asyncio.Event()
    discord_env.application.ask.script = (first, ONE, second, TWO, answer_of(ONE, TWO))
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await done.wait_for_response()

    assert done.state == "deferred"
    first.set()
    written = await done.message_when(lambda m: "synthesises" in text_of(m))
    assert "65.3" not in text_of(written)
    assert buttons_of(written) == []
    second.set()
    whole_one = await done.message_when(lambda m: "65.3" in text_of(m) and buttons_of(m))
    assert "synthesises" in text_of(whole_one)


async def test_what_restricts_the_question_is_handed_on(discord_env: DiscordEnv) -> None:
    """Options become filters, and the server's settings the options."""
    guild_id = discord_env.guild_id
    discord_env.memory.settings[guild_id] = ServerSettings(model="large", language="German")
    mara = await discord_env.playground.person("mara")
    options: dict[str, Any] = {"category": "cs.CV, cs.LG", "year_from": 2019, "author": " Alfassy "}
    done = await mara.run(
        mara.channel("papers"), "ask", question=f" {QUESTION} ", source="arxiv", **options
    )
    await done.message_when(lambda m: "65.3" in text_of(m))

    ((question, asked),) = discord_env.application.ask.calls
    assert question == QUESTION
    assert asked["filters"] == Filters(2019, None, ("cs.CV", "cs.LG"), ("Alfassy",), ("arxiv",))
    assert asked["options"] == AnswerOptions("German", None, "large")
    await discord_env.idle()
    (turn,) = discord_env.memory.turns.values()
    assert turn.filters == asked["filters"]


async def test_a_question_is_put_to_one_paper(discord_env: DiscordEnv) -> None:
    """Named by its title; a reply to the answer is put to it, too."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    done = await mara.run(channel, "ask", question="Which loss?", paper=LASO.title)
    shown = await done.message_when(lambda m: "65.3" in text_of(m))
    await discord_env.idle()
    await mara.say(channel, f"{discord_env.mention} And on COCO?", reply_to=shown)
    await eventually(lambda: len(discord_env.application.ask.calls) == 2)

    assert f"paper {LASO.title}" in text_of(shown)
    for _, asked in discord_env.application.ask.calls:
        assert asked["filters"] == Filters(paper=LASO.paper_id)


async def test_a_question_may_choose_its_model(discord_env: DiscordEnv) -> None:
    """One of those that the operator offers, which are completed; the server's stays as it is."""
    discord_env.change_settings(openai_api_key="key")
    await discord_env.restart()
    mara = await discord_env.playground.person("mara")
    papers = mara.channel("papers")
    offered = await mara.complete(papers, "ask", focused="model", question=QUESTION, model="L")
    done = await mara.run(papers, "ask", question=QUESTION, model="large")
    await done.message_when(lambda m: "65.3" in text_of(m))
    refused = await mara.run(papers, "ask", question=QUESTION, model="huge")
    told = await refused.message_when(lambda m: "huge" in text_of(m))

    assert [choice["value"] for choice in offered] == ["small", "large"]
    ((_, options),) = discord_env.application.ask.calls
    assert options["options"].model == "large"
    assert told["flags"] & EPHEMERAL
    assert discord_env.memory.settings == {}


async def test_a_category_is_completed_by_its_name_and_asked_for_by_its_code(
    discord_env: DiscordEnv,
) -> None:
    """Those of the library are offered, with how many papers they have; a typed name works too."""
    discord_env.application.catalog.papers = [
        replace(LASO, categories=("cs.CV", "cs.LG"), source="arxiv"),
        replace(UNIAP, categories=("cs.CV", "Animal studies"), source="upload"),
    ]
    mara = await discord_env.playground.person("mara")
    papers = mara.channel("papers")

    async def complete(option: str, typed: str) -> list[tuple[str, str]]:
        given = {"question": QUESTION, option: typed}
        offered = await mara.complete(papers, "ask", focused=option, **given)
        return [(choice["name"], choice["value"]) for choice in offered]

    vision = "cs.CV · Computer Vision and Pattern Recognition (2)"
    assert await complete("category", "computer vis") == [(vision, "cs.CV")]
    assert await complete("category", "cs.cv") == [(vision, "cs.CV")]
    assert await complete("category", "cs.LG, anim") == [
        ("cs.LG, Animal studies (1)", "cs.LG, Animal studies")
    ]
    assert await complete("source", "") == [("arxiv (1)", "arxiv"), ("upload (1)", "upload")]
    done = await mara.run(papers, "ask", question=QUESTION, category="computer vision")
    await done.message_when(lambda m: "category computer vision, cs.CV" in text_of(m))
    ((_, asked),) = discord_env.application.ask.calls
    assert asked["filters"].categories == ("computer vision", "cs.CV")


async def test_a_failure_that_was_foreseen_says_what_it_is(
    discord_env: DiscordEnv, logged: list[dict[str, Any]]
) -> None:
    """That there is no answer is shown in its place; the model's own words are for the log."""
    discord_env.application.ask.script = (
        ONE,
        ModelUnavailable("The model does not answer. Ask later."),
    )
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    message = await done.message_when(lambda m: "incident-1" in text_of(m))

    assert "The language model did not answer." in text_of(message)
    assert "synthesises" not in text_of(message)
    assert "Ask later" not in text_of(message)
    (incident,) = [entry for entry in logged if entry["event"] == "incident"]
    assert "Ask later" in incident["error"]
    assert discord_env.memory.turns == {}


async def test_an_answer_is_shown_though_it_cannot_be_kept(discord_env: DiscordEnv) -> None:
    """A store that fails costs the memory of an answer, not the answer."""
    step = asyncio.Event()
    discord_env.application.ask.script = (step, answer_of(TWO))
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await eventually(lambda: discord_env.application.ask.calls)
    discord_env.memory.failing = True
    step.set()
    message = await done.message_when(lambda m: "65.3" in text_of(m))
    discord_env.memory.failing = False

    assert buttons_of(message)
    assert discord_env.ticking.incidents >= 1


async def test_what_papers_and_people_write_pings_nobody(discord_env: DiscordEnv) -> None:
    """A mention in a question or an answer stays words, and every request allows none."""
    bad = answer_of(THREE).sentences[0]
    bad = type(bad)("@everyone <@1> [free](https://evil.example) says it.", (1,))
    discord_env.application.ask.script = (bad, 1.0, answer_of(bad))
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="@here what is it?")
    message = await done.message_when(lambda m: buttons_of(m))

    assert message["mention_everyone"] is False
    assert message["mentions"] == []
    assert "](https://evil" not in text_of(message)
    for edit in discord_env.edits():
        assert edit.body["allowed_mentions"] == {"parse": []}
