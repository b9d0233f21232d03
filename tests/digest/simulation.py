"""Simulate a year of digests, and hold what was sent against what was due.

Two senders share one database. They are killed between any two steps and started again; the
gateway is lost, both are down for days, channels break and are mended, the clock steps back and
is right again, composing fails, and Discord's answers get lost. `expected.py` says what was due.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time as wall
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from bot.records.schedule import Schedule, next_slot
from bot.records.subscriptions import Subscription
from bot.storage.stores import Stores, open_stores
from tests.digest.expected import clocks, due
from tests.digest.world import Chances, Life, World, inline

ZONES = (
    "UTC Africa/Cairo Africa/Casablanca Africa/Johannesburg Africa/Lagos America/Anchorage "
    "America/Argentina/Buenos_Aires America/Asuncion America/Bogota America/Chicago America/Denver "
    "America/Halifax America/Havana America/Los_Angeles America/Mexico_City America/New_York "
    "America/Phoenix America/Santiago America/Sao_Paulo America/St_Johns Antarctica/Troll "
    "Asia/Beirut Asia/Dhaka Asia/Dubai Asia/Hong_Kong Asia/Jerusalem Asia/Kathmandu Asia/Kolkata "
    "Asia/Tehran Asia/Tokyo Asia/Yangon Atlantic/Azores Australia/Adelaide Australia/Brisbane "
    "Australia/Eucla Australia/Lord_Howe Australia/Sydney Europe/Berlin Europe/Dublin "
    "Europe/Istanbul Europe/London Pacific/Apia Pacific/Auckland Pacific/Chatham "
    "Pacific/Kiritimati Pacific/Marquesas"
).split()

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ENOUGH = 3 * HOUR
"""Without a trouble for so long, whatever was put off is sent."""

Entries = dict[tuple[str, str], tuple[str, str, int | None]]
"""The outcome, id and message of each subscription's slot."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated."""

    start: datetime
    days: int
    subscriptions: int
    seed: int = 1
    tick: timedelta = 5 * MINUTE
    killed: float = 1e-3
    """Of each step of each sender."""


@dataclass
class Verdict:
    """What came of it: counts, and whatever was wrong, a line each."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def check(self, holds: bool, what: str) -> None:
        """Note what does not hold."""
        if not holds:
            self.wrong.append(what)

    def __str__(self) -> str:
        lines = [f"{count:>9,}  {what}" for what, count in self.counts.items()]
        return "\n".join([*lines, f"{len(self.wrong):>9,}  wrong", *self.wrong[:20]])


@dataclass(frozen=True, slots=True)
class Span:
    """A time; its end is not in it."""

    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def overlap(self, other: Span) -> timedelta:
        """Return how long both last together, negative if they do not touch."""
        return min(self.end, other.end) - max(self.start, other.start)


class Troubles:
    """What goes wrong when, settled before the beginning."""

    def __init__(self, plan: Plan, random: Random, known: list[Subscription]) -> None:
        self._plan, self._random = plan, random
        days = plan.days
        self.lost = [self._span(random.expovariate(1 / 40) * MINUTE) for _ in range(days)]
        self.lost += [self._span(random.uniform(2, 14) * HOUR) for _ in range(max(days // 30, 1))]
        self.down = [self._span(random.uniform(1, 4) * DAY) for _ in range(max(days // 45, 1))]
        self.down += [self._span(random.uniform(0.1, 5) * HOUR) for _ in range(days // 5)]
        self.clock_back = [self._span(random.uniform(1, 9) * HOUR) for _ in range(days // 8 + 2)]
        self.broken: dict[str, Span] = {}
        for subscription in known:
            if random.random() < days / 365:
                span = self._span(random.uniform(0.5, 6) * DAY)
                if span.end >= plan.start + days * DAY:  # it is not mended any more
                    span = Span(span.start, span.end + 99 * DAY)
                self.broken[subscription.subscription_id] = span

    def _span(self, long: timedelta) -> Span:
        start = self._plan.start + self._random.uniform(1, self._plan.days) * DAY
        return Span(start, start + long)


class Year:
    """One simulation."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.end = plan.start + plan.days * DAY
        self.random = Random(plan.seed)
        chances = Chances(killed=plan.killed, not_now=0.03, answer_lost=0.01, composing=0.02)
        self.world = World(plan.start, Random(plan.seed + 1), chances)
        self.verdict = Verdict()
        self.known = [self._subscription(n) for n in range(plan.subscriptions)]
        self.troubles = Troubles(plan, self.random, self.known)
        self.calm: list[Span] = []
        """When senders ticked without trouble."""
        self._lives: list[Life | None] = [None, None]
        self._back_at = [plan.start, plan.start]

    def _subscription(self, n: int) -> Subscription:
        pick = self.random.choice
        schedule = Schedule(
            pick(["daily", "daily", "weekdays", "weekly"]),
            # Many at the hours that people like, and some where clocks are set.
            time(pick([*range(24), 0, 2, 2, 8, 9, 9, 9]), pick([0, 0, 15, 30, 45])),
            ZONES[n % len(ZONES)],
            pick(range(7)),
        )
        start = self.plan.start
        return Subscription(
            f"s{n:05}",
            n // 20,
            10_000 + n,
            100,
            start - DAY,
            next_slot(schedule, start).at,
            schedule=schedule,
            papers=3,
        )

    async def run(self, file: Path, progress: Callable[[str], None] = lambda told: None) -> None:
        """Live through it, in a database of its own, and judge."""
        began = wall.perf_counter()
        world = self.world
        with inline(), open_stores(file) as first, open_stores(file) as second:
            for subscription in self.known:
                first.subscriptions.add(subscription)
            was_calm = False
            while world.now < self.end:
                self._trouble(first)
                calm = await self._tick((first, second))
                if calm and was_calm:
                    self.calm[-1] = Span(self.calm[-1].start, world.now)
                elif calm:
                    self.calm.append(Span(world.now, world.now))
                was_calm = calm
                world.now += self.plan.tick
                if world.now.hour == 0 and world.now.minute < self.plan.tick / MINUTE:
                    took = wall.perf_counter() - began
                    progress(f"{world.now:%Y-%m-%d} {len(world.discord.messages):,} {took:,.0f} s")
            # A few quiet hours, so that all that is open ends.
            world.chances, world.discord.lost, world.clock_off = Chances(), False, timedelta()
            last = Life(world, first)
            for _ in range(60):
                await last.tick()
                world.now += 5 * MINUTE
        self._judge(file)

    def _trouble(self, community: Stores) -> None:
        """Let happen what happens until now."""
        world, troubles = self.world, self.troubles
        world.arrived = self._arrived()
        world.discord.lost = any(world.now in span for span in troubles.lost)
        back = next((span for span in troubles.clock_back if world.now in span), None)
        world.clock_off = (back.start - back.end) / 3 if back else timedelta()
        for subscription in self.known:
            span = troubles.broken.get(subscription.subscription_id)
            if span is not None and world.now in span:
                world.discord.broken[subscription.channel_id] = "channel gone"
            elif world.discord.broken.pop(subscription.channel_id, None):
                now = world.now + world.clock_off
                resumed = community.subscriptions.resume(subscription.subscription_id, now)
                self.verdict.counts["digests resumed by a manager"] += resumed

    async def _tick(self, communities: tuple[Stores, Stores]) -> bool:
        """Have the senders tick that are alive; return whether one did so without trouble."""
        world, lives = self.world, self._lives
        down = any(world.now in span for span in self.troubles.down)
        for n, community in enumerate(communities):
            if down:
                lives[n] = None
            elif lives[n] is None and self._back_at[n] <= world.now:
                lives[n] = Life(world, community, ahead=n * timedelta(seconds=3))
        alive = [life for life in lives if life is not None]
        await asyncio.gather(*(life.tick() for life in alive))
        if alive and self.random.random() < 1 / 288:
            await alive[0].now(self.random.choice(self.known).subscription_id)
        for n, life in enumerate(lives):
            if life is not None and life.dead:
                lives[n] = None
                self._back_at[n] = world.now + self.random.choice([1, 1, 2, 5, 15, 40]) * MINUTE
        return bool(alive) and not world.discord.lost and not world.clock_off

    def _arrived(self) -> int:
        """Return how many papers have come: one an hour, and none on Saturdays and Sundays."""
        days, hours = divmod(int((self.world.now - self.plan.start) / HOUR), 24)
        weekday = self.plan.start.weekday()
        working = sum((weekday + n) % 7 < 5 for n in range(days))
        return working * 24 + hours * ((weekday + days) % 7 < 5)

    def _judge(self, file: Path) -> None:
        counts, world = self.verdict.counts, self.world
        with closing(sqlite3.connect(file)) as connection:
            wanted = (
                "SELECT subscription_id, slot, outcome, issue_id, message_id FROM digest_issues"
            )
            entries = {(row[0], row[1]): row[2:] for row in connection.execute(wanted)}
        shown = Counter(message.issue_id for message in world.discord.messages)
        for key, (outcome, issue_id, message_id) in entries.items():
            sent = shown.pop(issue_id, 0)
            self.verdict.check(outcome in ("done", "empty", "given up"), f"{key} is left {outcome}")
            self.verdict.check(sent == (outcome == "done"), f"{key} {outcome}, sent {sent} times")
            self.verdict.check(
                message_id is None or message_id in world.discord.threads, f"{key} has no thread"
            )
        self.verdict.check(not shown, f"issues that nobody knows were sent: {shown}")
        counts["subscriptions"] = len(self.known)
        counts["time zones"] = len({s.schedule.zone for s in self.known})
        counts["days"] = self.plan.days
        for name in ("due", "  sent once", "  nothing new", "  into the next one"):
            counts[name] = 0
        self._judge_slots(entries)
        self._judge_papers()
        counts["asked for and sent at once"] = sum(
            slot.startswith("now-") and entry[0] == "done" for (_, slot), entry in entries.items()
        )
        counts["messages in Discord"] = len(world.discord.messages)
        counts["issues composed"] = world.composed
        counts["senders killed"] = world.kills
        counts["posts that Discord knew again by their nonce"] = world.discord.deduplicated
        counts["managers told"] = len(world.discord.told)

    def _judge_slots(self, entries: Entries) -> None:
        """Each slot was due, and one that was due in calm hours was sent or had nothing new."""
        start, last = self.plan.start, self.world.now
        walked = {zone: clocks(zone, start - 2 * DAY, last + 8 * DAY) for zone in ZONES}
        counts = self.verdict.counts
        for subscription in self.known:
            whose = subscription.subscription_id
            moments = due(subscription.schedule, walked[subscription.schedule.zone])
            expected: set[str] = set()
            for (day, at), (_, after) in pairwise(moments):
                if not start < at <= last:
                    continue
                expected.add(day.isoformat())
                outcome = entries.get((whose, day.isoformat()), ("never claimed",))[0]
                counts["due"] += 1
                counts["  sent once"] += outcome == "done"
                counts["  nothing new"] += outcome == "empty"
                counts["  into the next one"] += outcome not in ("done", "empty")
                self.verdict.check(
                    outcome in ("done", "empty") or not self._must_send(whose, Span(at, after)),
                    f"{whose} {day} was lost: {outcome}, due {at}",
                )
            for known, slot in entries:
                if known == whose and not slot.startswith("now-"):
                    self.verdict.check(slot in expected, f"{whose} {slot} was not due")

    def _must_send(self, whose: str, until_next: Span) -> bool:
        """Say whether hours enough were calm, the channel whole and the clock right throughout."""
        uncertain = [*self.troubles.clock_back]
        if whose in self.troubles.broken:
            uncertain.append(self.troubles.broken[whose])
        if any(span.overlap(until_next) >= timedelta() for span in uncertain):
            return False
        first = bisect_left(self.calm, until_next.start, key=lambda span: span.end)
        return any(
            span.overlap(until_next) >= ENOUGH
            for span in self.calm[first:]
            if span.start < until_next.end
        )

    def _judge_papers(self) -> None:
        """Each paper is considered in one issue of each digest, and shown at most once."""
        by_digest: dict[str, list[tuple[int, int, tuple[str, ...]]]] = defaultdict(list)
        for message in self.world.discord.messages:
            found = (message.after, message.up_to, message.picks)
            by_digest[message.subscription_id].append(found)
        for whose, found in by_digest.items():
            last = 0
            for after, up_to, _ in found:
                self.verdict.check(
                    after == last, f"{whose}: papers {last} to {after} lost or twice"
                )
                last = up_to
            picks = Counter(pick for _, _, shown in found for pick in shown)
            self.verdict.check(max(picks.values(), default=0) <= 1, f"{whose} got a paper twice")
            self.verdict.counts["papers considered, each in one issue"] += last


FULL = Plan(datetime(2026, 1, 1, tzinfo=UTC), 365, 1_000)
