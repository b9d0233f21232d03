"""Put a paper that means harm through every command: nothing of it takes effect."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.answering.answer import SearchPage
from bot.discord_bot.locales.translations import mention_command
from discord_playground.message_contents import selects_of
from discord_playground.person import Person
from retrieval.paper import Paper
from tests.cli.samples import COMPARISON, LASO, SUMMARY, hit
from tests.discord_bot.actions import Message, press, wait_for_answer
from tests.discord_bot.conftest import DiscordEnv

TITLE = (
    "@everyone <@1> <#2> [free](https://evil.example/x) **b** `c` ||d|| \u202eesrever "
    "https://evil.example/y </ask:1> `/help` # <t:0:R> discord.gg/evil " + "very long " * 60
)
EVIL = Paper(
    "10.1/" + "e" * 200,
    TITLE,
    TITLE * 8,
    authors=(TITLE, "@here"),
    categories=("@everyone", "[x](https://evil.example/z)"),
    source="<@&5>",
    url="javascript:alert(1)",
    extra={"upvotes": 3},
)


@pytest.fixture
def evil(discord_env: DiscordEnv) -> DiscordEnv:
    """Give a library that has the paper, and whose every use case gives it."""
    application = discord_env.application
    application.catalog.papers = [EVIL, LASO]
    hits = (hit(EVIL), hit(LASO))
    application.search.outcome = SearchPage(TITLE, hits, {})
    application.related.outcome = SearchPage(TITLE, hits, {})
    sentence = replace(SUMMARY.sentences[0], text=TITLE)
    application.summarize.outcome = replace(
        SUMMARY, paper=EVIL, sentences=(sentence,), notice=TITLE, mode="model", model="@everyone"
    )
    (aspect,) = COMPARISON.aspects
    cells = tuple(replace(c, text=TITLE, stated=True, evidence=()) for c in aspect.cells)
    application.compare.outcome = replace(
        COMPARISON,
        papers=(EVIL, LASO),
        aspects=tuple(replace(aspect, name=f"{TITLE} {n}", cells=cells) for n in range(10)),
        notice=TITLE,
    )
    return discord_env


def _texts(value: Any) -> list[str]:
    """Return every text that Discord shows with its Markdown."""
    if isinstance(value, dict):
        own = [str(value["content"])] if value.get("content") else []
        return own + [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return []


def _is_harmless(message: Message, commands: Mapping[str, int]) -> bool:
    """Tell whether nothing works but mentions of the commands that our own texts name."""
    text = "\n".join(_texts(message["components"]))
    plain = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    for name in commands.keys() - {"help"}:
        plain = plain.replace(mention_command(name, commands), name)
    return not (
        re.search(r"@(everyone|here)", text)
        or re.search(r"(?<!\\)<(@|#|t:|/)", plain)
        or "](https://evil" in text
        or "\u202e" in text
        or re.search(r"https://evil", plain)
        or "javascript:" in json.dumps(message["components"])
        or message["mention_everyone"]
        or message["mentions"]
    )


async def _everything(person: Person) -> list[Message]:
    channel = person.channel("papers")
    choices = await person.complete(channel, "paper", focused="paper", paper="everyone")
    evil = next(c["value"] for c in choices)
    shown: list[Message] = []

    async def run(command: str, **options: Any) -> Message:
        message = await wait_for_answer(await person.run(channel, command, **options))
        shown.append(message)
        return message

    card = await run("paper", paper=evil)
    for action in ("summarize", "related", "compare", "shelf", "bibtex"):
        shown.append(await wait_for_answer(await press(person, card, f"fn:p:{action}")))
    found = await run("search", query=TITLE[:500], category=TITLE[:100], author=TITLE[:100])
    summary = await run("summarize", paper=evil, language="@everyone <@1>")
    menu = selects_of(summary)[0]["custom_id"]
    await (await person.choose(summary, menu, "key-points")).wait_for_response()
    shown.append(person.seen.messages[summary["id"]])
    comparison = await run("compare", paper1=evil, paper2=LASO.paper_id, aspects=TITLE[:900])
    for action in ("summarize", "shelf", "bibtex"):
        shown.append(await wait_for_answer(await press(person, comparison, f"fn:c:{action}")))
    listing = selects_of(found)[0]
    picked = await person.choose(found, listing["custom_id"], [listing["options"][-1]["value"]])
    shown.append(await wait_for_answer(picked))
    for command in ("related", "library remove", "shelf add", "shelf remove"):
        await run(command, paper=evil)
    await run("shelf add", paper=evil, whose="server")
    await run("shelf remove", paper=TITLE[:400])
    for command in ("trending", "library list", "library stats", "shelf show", "shelf export"):
        await run(command)
    await run("library add", papers="1706.03762 10.1/@everyone[x](https://evil.example)")
    await run("library add", file=("@everyone.bib", b"nothing"))
    await run("paper", paper=TITLE[:400])
    message = await person.say(channel, "10.9999/@everyone<@1>")
    shown.append(
        await wait_for_answer(await person.use_menu(channel, "Key points of this paper", message))
    )
    return shown


async def test_nothing_of_it_takes_effect(evil: DiscordEnv) -> None:
    """No ping, no link, no Markdown of its own; and everything fits what Discord takes."""
    shown = await _everything(await evil.playground.person("mara"))

    assert len(shown) > 25
    assert sum("everyone" in json.dumps(message["components"]) for message in shown) > 20
    for message in shown:
        assert _is_harmless(message, evil.services.commands), _texts(message["components"])
