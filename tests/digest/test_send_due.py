"""What is sent when: late, once, to whom it is wanted, and what happens where it cannot be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot.digest.deliver import CannotPost
from bot.records.digest_ledger import LedgerEntry
from bot.records.schedule import Schedule
from bot.records.subscriptions import Subscription
from bot.storage.stores import Stores
from tests.digest.world import Life, World, inline, subscription
from tests.temporary_stores import TemporaryStores

DUE = datetime(2026, 3, 24, 9, tzinfo=UTC)  # a Tuesday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Desk:
    """A world with one digest of nine o'clock and a sender."""

    def __init__(self, **changes: Any) -> None:
        self.world = World(DUE, arrived=7)
        self.memory = TemporaryStores()
        self.community: Stores = self.memory.stores
        self.life = Life(self.world, self.community)
        self.add("s1", **changes)

    def add(self, subscription_id: str, **changes: Any) -> None:
        """Have one more digest, due at nine."""
        made = subscription(subscription_id, **{"next_due": DUE, **changes})
        self.community.subscriptions.add(made)

    async def tick(self, after: timedelta = timedelta()) -> None:
        """Tick so much later."""
        self.world.now += after
        assert await self.life.tick()

    @property
    def sent(self) -> list[str]:
        """Whose messages there are, in order."""
        return [message.subscription_id for message in self.world.discord.messages]

    @property
    def windows(self) -> list[tuple[int, int]]:
        """Which papers each message considered."""
        return [(message.after, message.up_to) for message in self.world.discord.messages]

    def kept(self, subscription_id: str = "s1") -> Subscription:
        """Return a subscription as it is kept."""
        found = self.community.subscriptions.get(subscription_id)
        assert found is not None
        return found

    def entries(self, subscription_id: str = "s1") -> list[LedgerEntry]:
        """Return the issues of a subscription, newest first."""
        return list(self.community.ledger.history(subscription_id, 99))


@pytest.fixture(autouse=True)
async def in_one_thread() -> AsyncIterator[None]:
    """Do what would be done in threads at once."""
    with inline():
        yield


class TestWhenDue:
    async def test_not_before(self):
        """A minute before nothing is sent, then it is, and not again."""
        desk = Desk()
        desk.world.now = DUE - MINUTE
        sent = []
        for _ in range(4):
            await desk.tick()
            sent.append(len(desk.sent))
            desk.world.now += MINUTE

        assert sent == [0, 1, 1, 1]
        assert desk.kept().next_due == DUE + DAY
        assert desk.kept().seen == 7

    async def test_late_and_once(self):
        """Down at nine, it is sent when it is up; down for days, one issue has it all."""
        desk = Desk()
        await desk.tick(3 * HOUR)
        desk.world.arrived = 40
        await desk.tick(4 * DAY)
        await desk.tick(MINUTE)

        assert desk.windows == [(0, 7), (7, 40)]
        assert [entry.scheduled_for for entry in desk.entries()] == ["2026-03-28", "2026-03-24"]

    async def test_not_for_a_day_before_it_was_made(self):
        """A subscription that seems due since before it was made waits for its next hour."""
        desk = Desk(created_at=DUE + HOUR, next_due=DUE + HOUR)
        await desk.tick(2 * HOUR)

        assert desk.sent == []
        assert desk.kept().next_due == DUE + DAY

    async def test_at_another_time_of_the_same_day(self):
        """A day has one issue: an hour or zone settled anew does not bring it again."""
        desk = Desk()
        await desk.tick()
        changed = replace(desk.kept(), schedule=Schedule(at=time(18)))
        desk.community.subscriptions.change("s1", lambda _: changed, desk.world.now)
        desk.world.arrived = 9
        await desk.tick(10 * HOUR)
        assert len(desk.sent) == 1
        assert desk.kept().next_due == DUE + 9 * HOUR + DAY
        await desk.tick(DAY)

        assert desk.windows == [(0, 7), (7, 9)]

    async def test_an_unknown_zone(self):
        """A zone that is none is reported once an hour, and holds nobody else up."""
        desk = Desk(schedule=Schedule(zone="Mars/Base"))
        desk.add("s2")
        await desk.tick()
        await desk.tick(MINUTE)

        assert desk.sent == ["s2"]
        assert len(desk.life.reported) == 1
        assert desk.kept().next_due == DUE + HOUR


class TestClocks:
    async def test_what_was_due_and_not_sent_yet(self):
        """A clock that goes back does not put off what is due already."""
        desk = Desk()
        desk.add("s2", next_due=DUE - HOUR)
        desk.world.discord.lost = True
        await desk.tick()
        desk.world.discord.lost = False
        await desk.tick(-HOUR)
        await desk.tick(2 * HOUR)

        assert sorted(desk.sent) == ["s1", "s2"]

    async def test_a_year_ahead_and_back(self):
        """Days that a wrong clock skipped have their issues once it is right again."""
        desk = Desk()
        await desk.tick(365 * DAY)
        assert len(desk.sent) == 1
        desk.world.now = DUE - MINUTE
        await desk.tick()
        for n in range(4):
            desk.world.arrived += 1
            await desk.tick(DAY if n else MINUTE)

        assert desk.windows == [(0, 7), (7, 8), (8, 9), (9, 10), (10, 11)]

    async def test_at_the_start_all_is_reckoned_anew(self):
        """Rules of time zones that changed while it was down count from the start."""
        desk = Desk(next_due=DUE + 3 * HOUR)
        desk.world.now = DUE - HOUR
        await desk.tick()

        assert desk.kept().next_due == DUE


class TestWhatFails:
    async def test_put_off_for_longer_and_longer(self):
        """While the gateway is lost it is tried after 1, 2, 4 … 30 minutes; composed once."""
        desk = Desk()
        desk.world.discord.lost = True
        tried = []
        for minute in range(121):
            before = desk.entries()[0].tries if desk.entries() else 0
            await desk.tick(MINUTE if minute else timedelta())
            if desk.entries()[0].tries > before:
                tried.append(minute)
        desk.world.discord.lost = False
        desk.world.arrived = 99
        await desk.tick(30 * MINUTE)

        assert tried == [0, 1, 3, 7, 15, 31, 61, 91]
        assert desk.windows == [(0, 7)]
        assert desk.world.composed == 1

    async def test_composing_fails(self):
        """Where composing fails it is reported, and tried again."""
        desk = Desk()
        desk.world.chances.composing = 1
        await desk.tick()
        desk.world.chances.composing = 0
        entry = desk.entries()[0]
        await desk.tick(MINUTE)

        assert (entry.outcome, entry.tries) == ("claimed", 1)
        assert entry.note == "incident i1"
        assert desk.life.reported[0][1] == "the digest s1"
        assert len(desk.sent) == 1

    async def test_an_answer_that_is_lost(self):
        """A message that was sent, though the answer said otherwise, is found and not repeated."""
        desk = Desk()
        desk.world.chances.answer_lost = 1
        await desk.tick()
        desk.world.chances.answer_lost = 0
        await desk.tick(10 * MINUTE)

        assert len(desk.sent) == 1
        assert desk.entries()[0].outcome == "done"
        assert desk.world.discord.deduplicated == 0

    async def test_the_thread_fails(self):
        """A message whose thread fails stands, and its thread is filled later."""
        desk = Desk()
        steps = Steps(desk, {"finish": ["lost", "lost"]})
        await desk.tick()
        entry = desk.entries()[0]
        for _ in range(4):
            await desk.tick(MINUTE)

        assert (entry.outcome, desk.kept().seen) == ("sent", 7)
        assert desk.entries()[0].outcome == "done"
        assert desk.world.discord.threads == {1: 1}
        assert steps.left == {"finish": []}

    async def test_the_thread_is_forbidden(self):
        """A message whose thread is forbidden is done without, and the digest goes on."""
        desk = Desk()
        Steps(desk, {"finish": [CannotPost("not permitted")]})
        await desk.tick()

        entry = desk.entries()[0]
        assert (entry.outcome, entry.note) == ("done", "not permitted")
        assert desk.kept().paused == ""

    async def test_the_store_fails(self):
        """While the store fails nothing is sent, and after that once."""
        desk = Desk()
        desk.memory.failing = True
        with pytest.raises(Exception, match="told to fail"):
            await desk.tick()
        desk.memory.failing = False
        await desk.tick(MINUTE)

        assert len(desk.sent) == 1


class Steps:
    """Has the publisher fail when it is asked, in the order given."""

    def __init__(self, desk: Desk, fails: dict[str, list[Any]]) -> None:
        self.left = fails
        publisher: Any = desk.life.send_due.deliver.publisher
        for name in fails:
            setattr(publisher, name, self._failing(name, getattr(publisher, name), desk))

    def _failing(
        self, name: str, method: Callable[..., Awaitable[Any]], desk: Desk
    ) -> Callable[..., Awaitable[Any]]:
        async def fail(*arguments: Any) -> Any:
            if self.left[name]:
                error = self.left[name].pop(0)
                if isinstance(error, BaseException):
                    raise error
                if callable(error):
                    error()
                else:
                    desk.world.discord.lost = True
            try:
                return await method(*arguments)
            finally:
                desk.world.discord.lost = False

        return fail


class TestChannelsThatCannotBeWritten:
    async def test_paused_and_told_once(self):
        """The digest rests with its reason, a manager is told, and no paper is lost by it."""
        desk = Desk()
        desk.world.discord.broken[10] = "channel gone"
        for _ in range(5):
            await desk.tick(MINUTE)
        entry = desk.entries()[0]
        assert (entry.outcome, entry.note) == ("given up", "channel gone")
        assert desk.kept().paused == "channel gone"
        assert desk.world.discord.told == [("s1", "channel gone")]
        desk.world.discord.broken.clear()
        desk.community.subscriptions.resume("s1", desk.world.now)
        desk.world.arrived = 9
        await desk.tick(DAY)

        assert desk.windows == [(0, 9)]

    async def test_who_has_left_is_unsubscribed(self):
        """Their digest ends with its issues, nobody is told, and others are served."""
        desk = Desk()
        desk.add("t1", channel_id=20, recipient_id=7)
        desk.world.discord.left.add(20)
        await desk.tick()
        await desk.tick(DAY)

        assert set(desk.sent) == {"s1"}
        assert desk.community.subscriptions.get("t1") is None
        assert desk.world.discord.told == []
        assert desk.life.reported == []


class TestWhatPeopleDoMeanwhile:
    async def test_paused_while_it_is_composed(self):
        """A digest that somebody pauses before it is posted is not posted, and nobody is told."""
        desk = Desk()
        desk.life.send_due.deliver.compose.builder_at = self.then(
            desk, lambda: desk.community.subscriptions.pause("s1", "asked")
        )
        await desk.tick()

        assert desk.sent == []
        assert (desk.entries()[0].outcome, desk.kept().seen) == ("given up", 0)
        assert desk.world.discord.told == []

    def then(self, desk: Desk, happens: Callable[[], object]) -> Callable[[str], Any]:
        """Return a composer after which something happens."""
        deliver: Any = desk.life.send_due.deliver
        compose = deliver.compose.builder_at("guild:1")

        async def composed(*arguments: Any, **named: Any) -> Any:
            issue = await compose(*arguments, **named)
            happens()
            return issue

        return lambda place: composed


class TestAtOnce:
    async def test_sent(self):
        """An issue that is asked for has all that is new; the day's has what comes after."""
        desk = Desk(next_due=DUE + DAY)
        entry = await desk.life.send_due.send_now("s1")
        desk.world.arrived = 9
        await desk.tick(DAY)

        assert entry is not None
        assert entry.outcome == "done"
        assert entry.scheduled_for.startswith("now-")
        assert desk.windows == [(0, 7), (7, 9)]

    async def test_nothing_new(self):
        """Where nothing is new nothing is posted, whatever the digest does on empty days."""
        desk = Desk(empty_day="say")
        desk.world.arrived = 0
        entry = await desk.life.send_due.send_now("s1")

        assert entry is not None
        assert (entry.outcome, desk.sent) == ("empty", [])

    async def test_while_another_is_under_way(self):
        """While the day's issue is not sent yet, none can be had beside it."""
        desk = Desk()
        desk.world.discord.lost = True
        await desk.tick()

        assert await desk.life.send_due.send_now("s1") is None
        assert await desk.life.send_due.send_now("unknown") is None

    async def test_where_nothing_can_be_posted(self):
        """Who asks learns that it was given up; a manager is told, as it rests from now on."""
        desk = Desk(next_due=DUE + DAY)
        desk.world.discord.broken[10] = "channel gone"
        entry = await desk.life.send_due.send_now("s1")
        again = await desk.life.send_due.send_now("s1")

        assert entry is not None
        assert again is not None
        assert (entry.outcome, again.outcome) == ("given up", "given up")
        assert len(desk.world.discord.told) == 1

    async def test_right_after_the_start(self):
        """The first look does not take what is under way for what a dead process left."""
        desk = Desk(next_due=DUE + DAY)
        desk.life = Life(desk.world, desk.community, alone=True)
        entry, ticked = await asyncio.gather(desk.life.send_due.send_now("s1"), desk.life.tick())

        assert ticked
        assert entry is not None
        assert (entry.outcome, desk.world.composed) == ("done", 1)


class TestRunning:
    async def test_no_error_ends_it(self):
        """It ticks as often as told, and an error of one tick is reported."""
        desk = Desk()
        slept: list[float] = []

        async def sleep(seconds: float) -> None:
            slept.append(seconds)
            desk.memory.failing = len(slept) < 3
            desk.world.now += MINUTE
            if len(slept) == 5:
                raise asyncio.CancelledError

        with suppress(asyncio.CancelledError):
            await desk.life.send_due.run(every=7, sleep=sleep)

        assert slept == [7] * 5
        assert desk.sent == ["s1"]
        assert {of for _, of in desk.life.reported} == {"sending digests"}


async def test_servers_divided_among_processes() -> None:
    """Each sends what is due in its own, takes up what died there, and nothing of the other's."""
    desk = Desk(guild_id=1, channel_id=11)
    desk.add("s2", guild_id=2, channel_id=12)
    first, second = (
        Life(desk.world, desk.community, alone=True, mine=lambda guild, own=own: guild == own)
        for own in (1, 2)
    )
    desk.world.now += MINUTE
    stuck = desk.community.ledger.claim("s2", "2026-03-24", DUE, DUE, DUE + 20 * MINUTE)
    assert stuck is not None

    assert await first.tick()
    assert desk.sent == ["s1"]
    assert await second.tick()
    assert desk.sent == ["s1", "s2"]
    assert await first.tick()
    assert await second.tick()
    assert desk.sent == ["s1", "s2"]
