"""The library grows by itself: nothing twice, nothing missed, and whatever fails is tried again."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from datetime import date, timedelta

import pytest

from bot.auto_ingest.state import NOTE_NAME, load_feed_states
from retrieval.errors import VectorStoreDown
from tests.auto_ingest.fakes import DAY, MONDAY, Bot

HOUR = timedelta(hours=1)


async def test_a_restart_asks_nothing_again() -> None:
    """What was read a moment ago need not be read because the bot was restarted."""
    bot = Bot(names=("rss:cs.CL", "hf-daily"))
    await bot.started().run_round()
    asked = len(bot.online.asked)
    for _ in range(5):
        bot.clock.at += timedelta(minutes=30)
        await bot.started().run_round()

    assert asked == len(bot.online.asked)


async def test_at_first_a_week_comes() -> None:
    """By date where a source has dates; a feed has what it has."""
    bot = Bot(names=("rss:cs.CL", "arxiv:cs.IR", "hf-daily"))
    await bot.started().run_round()
    days = [asked for service, asked in bot.online.asked if service == "hf-daily"]

    assert ("arxiv", (("cs.IR",), date(2026, 10, 21), date(2026, 11, 2))) in bot.online.asked
    assert [date(2026, 10, 24) + n * DAY for n in range(10)] == days


async def test_days_that_a_feed_no_longer_has_are_asked_by_date() -> None:
    """After days offline nothing is missing, and then the feed is enough again."""
    bot = Bot()
    await bot.runs(HOUR)
    bot.clock.at += 4 * DAY
    await bot.runs(DAY)
    services = [service for service, _ in bot.online.asked]

    assert services == ["rss", "arxiv", "rss", "rss", "rss", "rss"]
    assert missed(bot) == set()


def missed(bot: Bot) -> set[str]:
    """Return what was announced since the bot first ran, a day or more ago, and is not there."""
    before = bot.online.announced_until(MONDAY - 12 * HOUR)
    return bot.online.announced_until(bot.clock.at - DAY) - before - bot.library.ids


async def test_a_long_absence_is_caught_up_week_by_week() -> None:
    """No request is for more than a week and the days of late announcements."""
    bot = Bot()
    await bot.runs(HOUR)
    bot.clock.at += 60 * DAY
    await bot.runs(DAY)
    spans = [asked for service, asked in bot.online.asked if service == "arxiv"]

    assert len(spans) == 9
    assert max(until - since for _, since, until in spans) == 12 * DAY  # type: ignore[misc]
    assert missed(bot) == set()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", ["rss:cs.CL", "arxiv:cs.CL"])
async def test_nothing_is_missed(seed: int, name: str) -> None:
    """Whatever the times of running, of being away, of services down and of answers cut."""
    chance = random.Random(seed)
    bot = Bot(names=(name,))
    await bot.runs(HOUR)
    for _ in range(30):
        bot.clock.at += chance.choice([0 * HOUR, 7 * HOUR, 30 * HOUR, 9 * DAY, 25 * DAY])
        bot.online.down = set(chance.choice([(), (), ("rss",), ("arxiv",), ("rss", "arxiv")]))
        bot.online.breaks_after = chance.choice([None, None, 3])
        await bot.runs(chance.choice([1 * HOUR, 5 * HOUR, 40 * HOUR]))
    bot.online.down, bot.online.breaks_after = set(), None
    await bot.runs(2 * DAY)

    assert missed(bot) == set()
    assert len(bot.library.ids) > 100


@pytest.mark.parametrize("error", [VectorStoreDown("Down."), asyncio.CancelledError()], ids=repr)
async def test_a_first_fetch_that_fails_or_is_killed_misses_nothing(error: BaseException) -> None:
    """What the feed listed then comes by date where it lists the next day's by now."""
    bot = Bot()
    bot.library.error = error
    with suppress(asyncio.CancelledError):
        await bot.started().run_round()
    bot.library.error = None
    bot.clock.at += 14 * HOUR
    await bot.runs(2 * DAY)

    assert missed(bot) == set()


async def test_one_that_fails_does_not_stop_the_others() -> None:
    """It is tried again after ten minutes, twenty, forty; its trouble is kept and logged."""
    bot = Bot(names=("rss:cs.CL", "hf-daily"))
    bot.online.down = {"rss"}
    await bot.runs(2 * HOUR, step=timedelta(minutes=1))
    standing = load_feed_states(bot.notes)["rss:cs.CL"]

    assert [service for service, _ in bot.online.asked].count("rss") == 4
    assert "hf-2026-11-02" in bot.library.ids
    assert (standing.failures, standing.problem) == (4, "rss does not answer. Try again later.")
    assert ("SourceDown", "growing by rss:cs.CL") in bot.reported
    assert standing.incident == "incident-4"

    bot.online.down = set()
    await bot.runs(2 * HOUR)
    after = load_feed_states(bot.notes)["rss:cs.CL"]

    assert (after.failures, after.problem) == (0, "")
    assert after.grown is not None


async def test_what_came_before_an_answer_broke_off_is_kept() -> None:
    """The rest comes when it is asked again."""
    bot = Bot(names=("arxiv:cs.CL",))
    bot.online.breaks_after = 3
    await bot.started().run_round()

    assert len(bot.library.ids) == 3
    assert load_feed_states(bot.notes)["arxiv:cs.CL"].through == MONDAY - 7 * DAY


async def test_a_library_that_fails_is_tried_again() -> None:
    """As a service that fails is."""
    bot = Bot()
    bot.library.error = VectorStoreDown("Chroma does not answer.")
    await bot.started().run_round()
    bot.library.error = None
    bot.clock.at += timedelta(minutes=11)
    await bot.started().run_round()

    assert [service for service, _ in bot.online.asked] == ["rss", "arxiv", "rss"]
    assert bot.library.ids


async def test_a_clock_set_back_does_not_stop_growth() -> None:
    """Nor one that was years ahead for a while."""
    bot = Bot()
    bot.clock.at += 3_000 * DAY
    await bot.started().run_round()
    bot.clock.at = MONDAY
    await bot.runs(DAY)

    assert len(bot.online.asked) == 5


async def test_notes_that_cannot_be_written_are_no_end() -> None:
    """`run` goes on, and all that it could not do is in the log."""
    bot = Bot()
    bot.notes.failing = True
    rounds = 0

    async def sleep(seconds: float) -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 3:
            raise asyncio.CancelledError

    bot.clock.sleep = sleep  # type: ignore[method-assign]
    with pytest.raises(asyncio.CancelledError):
        await bot.started().run()

    assert ("OSError", "growing") in bot.reported


async def test_spoilt_notes_are_as_none() -> None:
    """Whatever is written there, growth begins."""
    for spoilt in ("", "[]", "{", '{"rss:cs.CL": 1}', '{"rss:cs.CL": {"through": "soon"}}'):
        bot = Bot()
        bot.notes.kept[NOTE_NAME] = spoilt
        await bot.started().run_round()

        assert len(bot.online.asked) == 1


async def test_one_of_several_grows() -> None:
    """Whose turn it is not asks nothing; once it is, it goes on from what the other has noted."""
    bot = Bot(names=("rss:cs.CL", "hf-daily"))
    turn = {"first": True, "second": False}
    first, second = bot.started(lambda: turn["first"]), bot.started(lambda: turn["second"])
    assert not await second.run_round()
    assert bot.online.asked == []
    assert await first.run_round()
    asked = len(bot.online.asked)
    turn["first"], turn["second"] = False, True

    assert await second.run_round()
    assert not await first.run_round()
    assert len(bot.online.asked) == asked  # nothing is due yet
    bot.clock.at += 6 * HOUR
    assert await second.run_round()
    assert len(bot.online.asked) > asked
    turn["first"], turn["second"] = True, False
    asked = len(bot.online.asked)
    assert await first.run_round()
    assert len(bot.online.asked) == asked  # it has read anew what the second noted
