"""Search the library and turn the pages."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.answering.answer import SearchPage
from discord_playground.message_contents import buttons_of, selects_of, text_of
from discord_playground.person import Person
from retrieval.errors import CatalogueError
from retrieval.paper import Paper
from retrieval.search.query import Filters
from tests.cli.samples import LASO, hit
from tests.discord_bot.actions import (
    Message,
    is_ephemeral,
    wait_for_answer,
    wait_for_change,
    wait_for_text,
)
from tests.discord_bot.conftest import DiscordEnv

MANY = tuple(Paper(f"2401.{n:05}", f"Paper number {n}", f"What {n} says.") for n in range(12))


def _find_many(discord_env: DiscordEnv) -> None:
    hits = tuple(hit(paper, 1 - n / 100) for n, paper in enumerate(MANY))
    discord_env.application.search.outcome = SearchPage("paper", hits, {})
    discord_env.application.catalog.papers = list(MANY)


async def _search(person: Person, query: str = "paper", **options: object) -> Message:
    done = await person.run(person.channel("papers"), "search", query=query, **options)
    return await wait_for_answer(done)


async def test_hits_are_shown_to_all_with_what_was_asked_for(discord_env: DiscordEnv) -> None:
    """The query goes to the library with every filter, and the hits come numbered."""
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    message = await _search(
        mara, "few-shot", sort="newest", category="cs.CV, cs.LG", year_from=2019, year_to=2023,
        author="Karlinsky, Leonid", source="arxiv",
    )  # fmt: skip
    (query, options), *_ = discord_env.application.search.calls

    assert query == "few-shot"
    assert options["sort"] == "newest"
    assert options["filters"] == Filters(
        2019, 2023, ("cs.CV", "cs.LG"), ("Karlinsky, Leonid",), ("arxiv",)
    )
    assert "**1. " in text_of(message)
    assert LASO.title in text_of(message)
    await jonas.wait_for(lambda m: m["id"] == message["id"] and LASO.title in text_of(m))


async def test_hits_without_any_of_the_words_are_said_to_be(discord_env: DiscordEnv) -> None:
    """Every search finds what is nearest in meaning; an id has no words."""
    hits = (replace(hit(LASO, 0.2), lexical=0.0),)
    discord_env.application.search.outcome = SearchPage("zqx", hits, {})
    mara = await discord_env.playground.person("mara")
    strange, known = await _search(mara, "zqx"), await _search(mara, LASO.paper_id)

    assert "No paper has these words" in text_of(strange)
    assert "No paper has these words" not in text_of(known)


async def test_pages_hold_five_and_turn(discord_env: DiscordEnv) -> None:
    """The searcher turns pages in place, as far as there are some."""
    _find_many(discord_env)
    mara = await discord_env.playground.person("mara")
    message = await _search(mara)
    assert "number 4" in text_of(message)
    assert "number 5" not in text_of(message)
    await mara.press(message, "▶️")
    second = await wait_for_change(mara, message, lambda m: "number 9" in text_of(m))
    await mara.press(second, "▶️")
    third = await wait_for_change(mara, message, lambda m: "number 11" in text_of(m))

    assert "**12. " in text_of(third)
    assert next(b for b in buttons_of(third) if (b.get("emoji") or {}).get("name") == "▶️")[
        "disabled"
    ]


async def test_pages_turn_after_a_restart(discord_env: DiscordEnv) -> None:
    """The search is kept with its filters."""
    _find_many(discord_env)
    mara = await discord_env.playground.person("mara")
    message = await _search(mara, category="cs.CL")
    await discord_env.restart()
    await mara.press(message, "▶️")
    await wait_for_change(mara, message, lambda m: "number 9" in text_of(m))

    assert discord_env.application.search.calls[-1][1]["filters"] == Filters(categories=("cs.CL",))


async def test_who_did_not_search_gets_a_page_alone(discord_env: DiscordEnv) -> None:
    """Another person's press leaves the list alone and shows that person the page."""
    _find_many(discord_env)
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    message = await _search(mara)
    done = await jonas.press(message, "▶️")
    alone = await wait_for_text(done, "number 9")
    again = await jonas.press(alone, "▶️")
    await again.message_when(lambda m: m["id"] == alone["id"] and "number 11" in text_of(m))

    assert is_ephemeral(alone)
    assert "Seite" in " ".join(b.get("label", "") for b in buttons_of(alone))
    assert "number 9" not in text_of(mara.seen.messages[message["id"]])


async def test_many_may_turn_the_same_page(discord_env: DiscordEnv) -> None:
    """Forty presses of one button are all answered."""
    _find_many(discord_env)
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    message = await _search(mara)
    presses = await asyncio.gather(*(jonas.press(message, "▶️") for _ in range(40)))
    for done in presses:
        await wait_for_text(done, "number 9")

    assert len({done.messages[0]["id"] for done in presses}) == 40


async def test_what_is_forgotten_is_said(discord_env: DiscordEnv) -> None:
    """A button whose search has expired says what to do."""
    _find_many(discord_env)
    mara = await discord_env.playground.person("mara")
    message = await _search(mara)
    discord_env.memory.remembered.clear()
    done = await mara.press(message, "▶️")
    told = await wait_for_answer(done, is_ephemeral)

    assert "has expired" in text_of(told)
    assert "number 4" in text_of(mara.seen.messages[message["id"]])


async def test_nothing_found_says_what_to_try(discord_env: DiscordEnv) -> None:
    """With filters, the advice is to drop some."""
    discord_env.application.search.outcome = SearchPage("x", (), {})
    mara = await discord_env.playground.person("mara")
    plain = await _search(mara, "zzzz")
    filtered = await _search(mara, "zzzz", category="cs.CL")

    assert "other words" in text_of(plain)
    assert "filters" in text_of(filtered)
    assert not selects_of(plain)


async def test_years_that_cannot_be_are_refused(discord_env: DiscordEnv) -> None:
    """The refusal is in the person's language, and only they see it."""
    jonas = await discord_env.playground.person("jonas")
    done = await jonas.run(
        jonas.channel("papers"), "search", query="x", year_from=2024, year_to=2020
    )
    told = await wait_for_answer(done, is_ephemeral)

    assert "2024" in text_of(told)
    assert "Vertausche" in text_of(told)
    assert not discord_env.application.search.calls


async def test_blank_queries_are_refused(discord_env: DiscordEnv) -> None:
    """A query of spaces is empty."""
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "search", query="   ")

    assert "Your search is empty" in text_of(await wait_for_answer(done, is_ephemeral))


async def test_a_library_that_fails_is_said(discord_env: DiscordEnv) -> None:
    """What to do is for the operator, in the log."""
    discord_env.application.search.outcome = CatalogueError("The disk is full. Make room.")
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "search", query="x")
    told = await wait_for_answer(done, is_ephemeral)

    assert "The library is unavailable right now." in text_of(told)
    assert "Make room" not in text_of(told)
    assert "Traceback" not in text_of(told)


async def test_search_works_in_direct_messages(discord_env: DiscordEnv) -> None:
    """Pages turn in place there, too."""
    _find_many(discord_env)
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.dm(), "search", query="paper")
    message = await wait_for_answer(done)
    await mara.press(message, "▶️")

    await wait_for_change(mara, message, lambda m: "number 9" in text_of(m))


async def test_a_search_of_an_empty_library_says_how_to_fill_it(discord_env: DiscordEnv) -> None:
    """Other words would not help; neither in a search, nor in a list, nor among the trending."""
    discord_env.application.search.outcome = SearchPage("paper", (), {})
    discord_env.application.catalog.papers = []
    mara = await discord_env.playground.person("mara")
    found = await _search(mara, "cats")
    listed = await wait_for_answer(await mara.run(mara.channel("papers"), "library list"))

    for message in (found, listed):
        assert "The library is empty. Add papers with </library add:" in text_of(message)
    assert "Try other words" not in text_of(found)
