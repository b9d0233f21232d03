"""Ask by command, in a local Discord."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bot.answering.answer import DraftDiscarded
from bot.answering.language_model import ModelUnavailable
from bot.answering.options import AnswerOptions
from bot.grounding.sentence import Sentence
from bot.settings.server import ServerSettings
from discord_playground.message_contents import buttons_of, text_of
from retrieval.search.query import Filters
from tests.cli.samples import LASO, REFUSED, UNIAP
from tests.discord_bot.actions import EPHEMERAL
from tests.discord_bot.ask.samples import ONE, THREE, TWO, answer_of, long_answer
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


async def test_it_is_counted(discord_env: DiscordEnv) -> None:
    """What was answered, and what failed."""
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await done.message_when(lambda m: "65.3" in text_of(m))
    discord_env.application.ask.script = (RuntimeError("broken"),)
    failed = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await failed.message_when(lambda m: "went wrong" in text_of(m))

    (answer,) = discord_env.application.counts.answers
    assert answer.answered
    assert discord_env.application.counts.failures == ["asking"]


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


async def test_sentences_that_do_not_stand_give_way(discord_env: DiscordEnv) -> None:
    """They go as soon as it is known, and what is written instead is shown as it comes."""
    strayed, second, end = asyncio.Event(), asyncio.Event(), asyncio.Event()
    discord_env.application.ask.script = (
        THREE,
        strayed,
        DraftDiscarded(),
        second,
        ONE,
        end,
        answer_of(ONE, TWO),
    )
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await done.message_when(lambda m: "UniAP" in text_of(m))
    strayed.set()
    await done.message_when(lambda m: "UniAP" not in text_of(m) and "Reading" in text_of(m))
    second.set()
    await done.message_when(lambda m: "synthesises" in text_of(m))
    end.set()
    message = await done.message_when(lambda m: "65.3" in text_of(m) and buttons_of(m))

    assert "UniAP" not in text_of(message)


async def test_an_unsupported_sentence_is_struck_where_the_server_wants_it(
    discord_env: DiscordEnv,
) -> None:
    """With a label, and without a mark; the server's setting reaches the use case."""
    guild_id = int(discord_env.playground.world.guild_named("Reading group").id)
    discord_env.memory.settings[guild_id] = ServerSettings(unsupported="strike")
    unsaid = Sentence("It cures hiccups.", (1,), False, "the cited abstract does not say it")
    discord_env.application.ask.script = (ONE, unsaid, replace(answer_of(ONE, unsaid), strike=True))
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    message = await done.message_when(lambda m: buttons_of(m))

    assert "~~It cures hiccups.~~ *(unverified)*" in text_of(message)
    assert "1 unsupported sentence struck through" in text_of(message)
    ((_, asked),) = discord_env.application.ask.calls
    assert asked["options"] == AnswerOptions(unsupported="strike")
    turn = await discord_env.kept_turn(message)
    assert turn.answer.strike


async def test_edits_are_put_together(discord_env: DiscordEnv) -> None:
    """The first sentence makes an edit at once, sixty more one every 1.2 s, and the end one."""
    many = [ONE, 0.05] * 60
    discord_env.application.ask.script = (*many, answer_of(ONE, TWO))
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await done.message_when(lambda m: "65.3" in text_of(m))

    times = [edit.at for edit in discord_env.edits()]
    gaps = [after - before for before, after in pairwise(times)]
    assert 3 <= len(times) < len(many)
    assert all(gap > 1.1 for gap in gaps[:-1])


async def test_the_first_sentence_leaves_at_once(discord_env: DiscordEnv) -> None:
    """A sentence does not wait for the next one."""
    step, rest = asyncio.Event(), asyncio.Event()
    discord_env.application.ask.script = (step, ONE, rest, answer_of(ONE))
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await done.wait_for_response()
    step.set()
    await eventually(discord_env.edits)
    shown = await done.message_when(lambda m: "synthesises" in text_of(m))
    rest.set()

    assert not buttons_of(shown)


async def test_a_long_answer_takes_several_messages(discord_env: DiscordEnv) -> None:
    """All sentences are there, in order, with the buttons under the last message."""
    discord_env.application.ask.script = (long_answer(),)
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await eventually(lambda: any(buttons_of(m) for m in done.messages))
    messages = sorted(done.messages, key=lambda m: int(m["id"]))

    assert len(messages) > 1
    text = " ".join(text_of(message) for message in messages)
    assert [text.find(f"Sentence {i} ") for i in range(120)] == sorted(
        text.find(f"Sentence {i} ") for i in range(120)
    )
    assert "Sentence 119 " in text
    assert [bool(buttons_of(m)) for m in messages] == [False] * (len(messages) - 1) + [True]
    await discord_env.kept_turn(*messages)


async def test_a_question_without_evidence_is_refused(discord_env: DiscordEnv) -> None:
    """The nearest papers are shown instead of an answer."""
    discord_env.application.ask.script = (REFUSED,)
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="How do I bake bread?")
    message = await done.message_when(lambda m: "LaSO" in text_of(m))

    assert "Evidence" not in [button.get("label") for button in buttons_of(message)]
    assert [turn.answer.answered for turn in discord_env.memory.turns.values()] == [False]


async def test_what_restricts_the_question_is_handed_on(discord_env: DiscordEnv) -> None:
    """Options become filters, and the server's settings the options."""
    guild_id = int(discord_env.playground.world.guild_named("Reading group").id)
    discord_env.memory.settings[guild_id] = ServerSettings(
        model="large", language="German", cutoff=0.5
    )
    mara = await discord_env.playground.person("mara")
    options: dict[str, Any] = {"category": "cs.CV, cs.LG", "year_from": 2019, "author": " Alfassy "}
    done = await mara.run(
        mara.channel("papers"), "ask", question=f" {QUESTION} ", source="arxiv", **options
    )
    await done.message_when(lambda m: "65.3" in text_of(m))

    ((question, asked),) = discord_env.application.ask.calls
    assert question == QUESTION
    assert asked["filters"] == Filters(2019, None, ("cs.CV", "cs.LG"), ("Alfassy",), ("arxiv",))
    assert asked["options"] == AnswerOptions("German", 0.5, "large")
    (turn,) = discord_env.memory.turns.values()
    assert turn.filters == asked["filters"]


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


async def test_without_a_model_there_is_none_to_choose(discord_env: DiscordEnv) -> None:
    """The option is not even offered."""
    mara = await discord_env.playground.person("mara")
    ask = next(c for c in await mara.commands(mara.channel("papers")) if c["name"] == "ask")

    assert [option["name"] for option in ask["options"]][-2:] == ["author", "source"]


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


async def test_years_the_wrong_way_round_are_refused_in_private(discord_env: DiscordEnv) -> None:
    """Only the person sees it, in their language, and nothing is left in the channel."""
    jonas = await discord_env.playground.person("jonas")
    mara = await discord_env.playground.person("mara")
    channel = jonas.channel("papers")
    done = await jonas.run(channel, "ask", question=QUESTION, year_from=2020, year_to=2010)
    message = await jonas.wait_for(lambda m: "vertauscht" in text_of(m))

    assert message["flags"] & 64
    assert done.state != "failed"
    await eventually(lambda: not mara.messages(channel))
    assert discord_env.application.ask.calls == []


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


async def test_a_fault_gets_an_incident_and_no_trace(
    discord_env: DiscordEnv, logged: list[dict[str, Any]]
) -> None:
    """The channel sees a sentence and an id; the log has the trace under that id."""
    discord_env.application.ask.script = (ZeroDivisionError("secret detail"),)
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    message = await done.message_when(lambda m: "incident" in text_of(m))

    assert "secret" not in text_of(message)
    assert "incident-1" in text_of(message)
    (entry,) = [entry for entry in logged if entry["event"] == "incident"]
    assert entry["incident"] == "incident-1"
    assert "ZeroDivisionError" in entry["trace"]
    assert "secret" not in str(entry)


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


async def test_ask_is_there_everywhere_in_every_language(discord_env: DiscordEnv) -> None:
    """In servers, direct messages and elsewhere, however installed, under its local name."""
    await discord_env.playground.person("mara")
    (registered,) = discord_env.requests_to("PUT", "/applications/{application_id}/commands")
    ask = next(command for command in registered.body if command["name"] == "ask")

    assert (ask["contexts"], ask["integration_types"]) == ([0, 1, 2], [0, 1])
    assert ask["name_localizations"]["de"] == "fragen"
    assert ask["name_localizations"]["ja"] == "質問"
    assert ask["options"][0]["name_localizations"]["zh-CN"] == "问题"


async def test_one_question_at_a_time_of_each_person(discord_env: DiscordEnv) -> None:
    """Who asks ten at once does not keep another waiting, and none is lost."""
    let_go = asyncio.Event()
    discord_env.application.ask.script = (let_go, answer_of(TWO))
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    channel, waiting = mara.channel("papers"), discord_env.services.queue.count_waiting
    many = [await mara.run(channel, "ask", question=f"Mara {i}?") for i in range(10)]
    await eventually(lambda: waiting(int(mara.user["id"])) == 7)
    one = await jonas.run(channel, "ask", question="Jonas?")
    await eventually(lambda: waiting(int(jonas.user["id"])) == 1)
    let_go.set()
    for done in (*many, one):
        await done.message_when(buttons_of)

    assert discord_env.application.ask.questions.index("Jonas?") <= 6
    assert len(discord_env.application.ask.questions) == 11
    assert discord_env.application.ask.most_at_once == 3
