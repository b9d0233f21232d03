"""Let a bot live through days in which everything around it fails, and check its books.

A day is four watches. In each some troubles come and hours pass while people ask; at times the bot
is killed or stopped. Then all is mended, an hour passes in peace, and each question must have its
end. After the last day the books are balanced: questions, digests, papers, tasks and memory.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from inspect import isawaitable
from pathlib import Path
from random import Random

from bot.auto_ingest.state import FeedState, load_feed_states
from bot.digest.deliver import CLAIM_DURATION
from bot.records.schedule import Schedule, next_slot
from bot.records.subscriptions import Subscription
from bot.storage.stores import open_stores
from bot.storage.tables import SCHEMA
from retrieval.db.advisory_lock import AdvisoryLock
from tests.chaos.environment import Stage
from tests.chaos.faults import heal, mend_database, troubles_of
from tests.chaos.ledger_checks import (
    TASKS,
    Books,
    Quiet,
    balance_digests,
    balance_log,
    balance_memory,
    balance_papers,
    balance_questions,
)
from tests.chaos.questions import Questions
from tests.servers.postgresql import PostgresqlServer

START = datetime(2031, 3, 26, 22, tzinfo=UTC)
"""Later than any real clock, so that no token is over; European clocks are set four days later."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_PATIENCE = 180.0  # seconds for the last question of a watch; a busy machine is slow
_DIGESTS = 30.0  # seconds; what Discord would not take may be tried again only later
_ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "Europe/London")
_AT_REST = 10
"""Tasks of a bot that has nothing to do: the gateway's, the health address's, and one each for
digests, growth, receipts, what waits to be indexed, what is held of a database and settings that
are to be read again."""
_ON_THE_WAY = ("Discord", "gateway", "session", "kill", "stopped")
"""How the troubles begin that keep a question or its answer from arriving."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is lived through. `kills` and `stops` are chances a watch; `pace` is seconds an hour.

    A watch has so many `hours`, a divisor of 24, and in it so many troubles and questions. The
    troubles are drawn, unless `these` names them, in their order. On the last `spared` days the bot
    is neither killed nor stopped, so that it is seen whether it grows. With `postgresql`, the bot
    keeps everything in a server of its own, which fails too.
    """

    days: int = 10
    seed: int = 1
    hours: int = 6
    subscriptions: int = 6
    troubles: int = 3
    these: tuple[str, ...] = ()
    questions: int = 8
    kills: float = 0.25
    stops: float = 0.1
    pace: float = 0.6
    spared: int = 4
    postgresql: bool = False


class Chaos:
    """One run, in an empty folder."""

    def __init__(
        self, plan: Plan, folder: Path, told: Callable[[str], None] = lambda line: None
    ) -> None:
        self.plan = plan
        self.books = Books()
        self._told = told
        self._chance = Random(plan.seed)
        self._stage = Stage(folder, START, PostgresqlServer() if plan.postgresql else None)
        self._may_come = troubles_of(self._stage)
        self._questions = Questions(self._stage, self._chance)
        self._subscriptions: list[Subscription] = []
        self._came: Counter[str] = Counter()
        self._quiet: list[Quiet] = []
        self._troubles = iter(plan.these)
        self._kills = self._stops = 0

    async def run(self) -> Books:
        """Live through it, and balance the books."""
        began = time.monotonic()
        async with self._stage as stage:
            self._subscribe()
            await stage.start()
            while not await asyncio.to_thread(self._feed_states):  # no paper is promised before
                await asyncio.sleep(0.1)
                stage.check()
            for day in range(self.plan.days):
                spared = 0 < day >= self.plan.days - self.plan.spared
                for watch in range(24 // self.plan.hours):
                    await self._watch(f"day {day + 1}, watch {watch + 1}", spared=spared)
                await self._midnight(day + 1)
            await self._last_hours()
            self._questions.look_again()
            code = await stage.stop()
            self.books.check(code == 0, f"the bot ended with {code} when it was stopped")
            await asyncio.to_thread(self._balance)
        self.books.counts["seconds"] = f"{time.monotonic() - began:,.0f}"
        return self.books

    # Living

    def _subscribe(self) -> None:
        """Subscribe channels of their own, at hours and in zones of all kinds."""
        stage, chance = self._stage, self._chance
        world = stage.playground.world
        group, now = world.guild_named("Reading group"), stage.control.now()
        with open_stores(stage.kept_in) as community:
            for n in range(self.plan.subscriptions):
                channel = world.places.add_channel(group, f"digest-{n}")
                at = clock_time(chance.randrange(24), chance.choice((0, 15, 30)))
                cadence = "weekdays" if n == 1 else "daily"
                schedule = Schedule(cadence, at, _ZONES[n % len(_ZONES)])
                subscription = Subscription(
                    f"s{n}",
                    int(group.id),
                    int(channel.id),
                    int(world.person("mara").id),
                    now - _DAY,
                    next_slot(schedule, now).at,
                    schedule=schedule,
                    papers=3,
                )
                community.subscriptions.add(subscription)
                self._subscriptions.append(subscription)

    async def _watch(self, name: str, *, spared: bool) -> None:
        """Let six hours pass with troubles and questions, the last in peace; then see to each."""
        chance, stage, plan = self._chance, self._stage, self.plan
        hours = chance.choices(range(plan.hours), k=plan.troubles)
        fate = 1.0 if spared else chance.random()
        struck = chance.randrange(1, plan.hours)
        asking = [chance.randrange(plan.hours) for _ in range(plan.questions)]
        before = len(self._questions.asked)
        came: list[str] = []
        await self._questions.add()
        for hour in range(plan.hours):
            for _ in range(hours.count(hour)):
                trouble = next(self._troubles, "") or chance.choice(list(self._may_come))
                came.append(trouble)
                begun = self._may_come[trouble](stage, chance)
                if isawaitable(begun):
                    await begun
            for _ in range(asking.count(hour)):
                await self._questions.ask()
            await asyncio.sleep(plan.pace * chance.uniform(0.3, 1.7))
            if hour == struck and fate < plan.kills:
                came.append("kill -9")
                await self._struck(chance.randrange(3))
            elif hour == struck and fate < plan.kills + plan.stops:
                came.append("stopped and started")
                await self._stopped()
            stage.check()
            self._questions.look()
            if hour == plan.hours - 1:
                await heal(stage)  # what was put off is tried again in an hour at most
            stage.control.advance(_HOUR)
            stage.announce(stage.control.now().date())
        self._came.update(came)
        await self._settled()
        for each in self._questions.asked[before:]:
            each.calm = not any(name.startswith(_ON_THE_WAY) for name in came)
        lost = sum(asked.end == "LOST" for asked in self._questions.asked)
        asked = len(self._questions.asked)
        self._told(f"{name}: {', '.join(came)}; {asked} questions asked, {lost} lost")

    async def _struck(self, hours: int) -> None:
        """Kill the bot; let some hours pass, and start it again."""
        self._kills += 1
        self._questions.note_kill()
        self._stage.kill()
        self._stage.control.advance(hours * _HOUR)
        await self._restarted()

    async def _stopped(self) -> None:
        """Stop the bot as for an update, and start it again."""
        self._stops += 1
        await mend_database(self._stage)  # what cannot be said or kept then is another matter
        code = await self._stage.stop()
        self.books.check(code == 0, f"the bot ended with {code} when it was stopped")
        await self._restarted()

    async def _restarted(self) -> None:
        self._stage.playground.faults.clear()
        self._stage.playground.hub.next_invalid.clear()
        await mend_database(self._stage)
        await self._stage.start()

    async def _settled(self) -> None:
        """Wait until each question has its end; what has none then is lost. So are digests sent."""
        end = time.monotonic() + _PATIENCE
        while self._questions.open and time.monotonic() < end:
            await asyncio.sleep(0.2)
            self._stage.check()
            self._questions.look()
        self._questions.look(last=True)
        end = time.monotonic() + _DIGESTS
        while time.monotonic() < end and await asyncio.to_thread(self._digests_wait):
            await asyncio.sleep(0.5)
            self._stage.check()

    def _digests_wait(self) -> bool:
        now = self._stage.control.now()
        with open_stores(self._stage.kept_in) as community:
            begun = community.ledger.find_unfinished(now + CLAIM_DURATION)
            return bool(begun or community.subscriptions.due(now))

    async def _midnight(self, day: int) -> None:
        """Note the tasks and the memory once nothing is under way."""
        figures = await self._when_quiet()
        found = Quiet(
            self._stage.lives,
            day,
            int(figures["footnote_tasks"]),
            figures["process_resident_memory_bytes"] / 2**20,
        )
        self._quiet.append(found)
        if self._stage.database and await asyncio.to_thread(self._is_free):
            self.books.check(False, f"another could have served what it serves after day {day}")
        self._told(
            f"day {day} ends: {found.memory:.0f} MB, {found.tasks} tasks, "
            f"{figures['footnote_papers']:.0f} papers, "
            f"{figures['footnote_papers_pending']:.0f} wait"
        )

    def _is_free(self) -> bool:
        """Say whether another process could serve the bot's servers beside it."""
        lock = AdvisoryLock(self._stage.database, "servers", SCHEMA)
        with lock.hold(wait=False) as taken:
            return taken is not None

    async def _when_quiet(self) -> dict[str, float]:
        """Return the bot's figures once no paper waits and it has its tasks done, or patience ends.

        What Discord would not take is tried again for most of a minute.
        """
        end = time.monotonic() + _PATIENCE
        while True:
            figures = await self._stage.figures()
            tasks = figures["footnote_tasks"]
            few = min((quiet.tasks for quiet in self._quiet), default=_AT_REST)
            if tasks <= few + TASKS and not figures["footnote_papers_pending"]:
                return figures
            if time.monotonic() > end:
                return figures
            await asyncio.sleep(0.5)

    async def _last_hours(self) -> None:
        """Let hours pass in peace until everything has come in that has been announced."""
        stage = self._stage
        since = stage.control.now()
        end, hours = time.monotonic() + _PATIENCE, 12
        while not await asyncio.to_thread(self._grown_since, since) and time.monotonic() < end:
            if hours:
                stage.control.advance(_HOUR)
                hours -= 1
            await asyncio.sleep(1)
        figures = await self._when_quiet()
        waiting = figures["footnote_papers_pending"]
        self.books.check(not waiting, f"{waiting:.0f} papers still wait to be indexed")

    def _grown_since(self, moment: datetime) -> bool:
        return all(s.grown and s.grown >= moment for s in self._feed_states())

    def _feed_states(self) -> Collection[FeedState]:
        with open_stores(self._stage.kept_in) as community:
            return load_feed_states(community.notes).values()

    # Balancing

    def _balance(self) -> None:
        counts = self.books.counts
        counts["seed"] = self.plan.seed
        counts["days"] = self.plan.days
        for name in self._may_come:
            counts[f"  {name}"] = self._came[name]
        counts["  kill -9"] = self._kills
        counts["  stopped and started"] = self._stops
        balance_questions(self.books, self._questions.asked)
        balance_digests(self.books, self._stage, self._subscriptions, START)
        balance_papers(self.books, self._stage, self._questions.added)
        balance_memory(self.books, self._quiet)
        balance_log(self.books, self._stage)
