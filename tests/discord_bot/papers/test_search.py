"""Search the library and turn the pages."""

from __future__ import annotations

from bot.answering.answer import SearchPage
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.person import Person
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
    mara, jonas = await discord_env.people("mara", "jonas")
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


async def test_pages_hold_five_and_turn(discord_env: DiscordEnv) -> None:
    """The searcher turns pages in place, after a restart, too: the search is kept with filters."""
    _find_many(discord_env)
    mara = await discord_env.playground.person("mara")
    message = await _search(mara, category="cs.CL")
    assert "number 4" in text_of(message)
    assert "number 5" not in text_of(message)
    await discord_env.restart()
    await mara.press(message, "▶️")
    second = await wait_for_change(mara, message, lambda m: "number 9" in text_of(m))
    await mara.press(second, "▶️")
    third = await wait_for_change(mara, message, lambda m: "number 11" in text_of(m))

    assert discord_env.application.search.calls[-1][1]["filters"] == Filters(categories=("cs.CL",))
    assert "**12. " in text_of(third)
    assert next(b for b in buttons_of(third) if (b.get("emoji") or {}).get("name") == "▶️")[
        "disabled"
    ]


async def test_who_did_not_search_gets_a_page_alone(discord_env: DiscordEnv) -> None:
    """Another person's press leaves the list alone and shows that person the page."""
    _find_many(discord_env)
    mara, jonas = await discord_env.people("mara", "jonas")
    message = await _search(mara)
    done = await jonas.press(message, "▶️")
    alone = await wait_for_text(done, "number 9")
    again = await jonas.press(alone, "▶️")
    await again.message_when(lambda m: m["id"] == alone["id"] and "number 11" in text_of(m))

    assert is_ephemeral(alone)
    assert "Seite" in " ".join(b.get("label", "") for b in buttons_of(alone))
    assert "number 9" not in text_of(mara.seen.messages[message["id"]])
