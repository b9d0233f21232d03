"""Simulate a year of digests, and hold what was sent against what was due.

Two senders share one database. They are killed between any two steps and started again; the
gateway is lost, both are down for days, channels break and are mended, the clock steps back and
forth, composing fails, and Discord's answers get lost. `expected.py` says what was due.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time as wall
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from bot.records.schedule import Schedule, next_slot
from bot.records.subscriptions import Subscription
from bot.storage.stores import open_stores
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
    """A time, by the clock that the senders see."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Broken:
    """When a channel was broken; what the clocks had shown by then, and what they showed then.

    The two differ where the clocks were set back before.
    """

    from_shown: datetime
    from_then: datetime
    to_shown: datetime
    to_then: datetime

    def __str__(self) -> str:
        return f"{self.from_then:%m-%d %H:%M} to {self.to_then:%m-%d %H:%M}"


@dataclass
class _Diary:
    """When a sender ticked, and for how long without trouble, by the clock it saw."""

    ticks: list[datetime] = field(default_factory=list)
    calm: list[Span] = field(default_factory=list)
    _since: datetime | None = None
    _last: datetime | None = None
    shown: datetime = datetime(1, 1, 1, tzinfo=UTC)

    def note(self, now: datetime, *, calm: bool) -> None:
        self.ticks.append(now)
        self.shown = max(self.shown, now)
        if self._last is not None and self._since is not None and (not calm or now < self._last):
            self.interrupt()
        if calm:
            self._since = self._since or now
            self._last = now

    def interrupt(self) -> None:
        """Something goes wrong, or the clock is set."""
        if self._since is not None and self._last is not None and self._last > self._since:
            self.calm.append(Span(self._since, self._last))
        self._since = self._last = None


class Year:
    """One simulation."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.end = plan.start + plan.days * DAY
        self.random = Random(plan.seed)
        chances = Chances(killed=plan.killed, not_now=0.03, answer_lost=0.01, composing=0.02)
        self.world = World(plan.start, Random(plan.seed + 1), chances)
        self.diary = _Diary()
        self.broken: dict[str, list[Broken]] = defaultdict(list)
        self.verdict = Verdict()
        self.known = [self._subscription(n) for n in range(plan.subscriptions)]

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
        with inline(), open_stores(file) as first, open_stores(file) as second:
            for subscription in self.known:
                first.subscriptions.add(subscription)
            communities = (first, second)
            lives: list[Life | None] = [None, None]
            back_at = [self.plan.start, self.plan.start]
            # Alone once all processes are dead would be a claim too much: another may live.
            troubles, world = _Troubles(self), self.world
            while world.now < self.end:
                world.arrived = self._arrived()
                calm = troubles.at(world.now)
                mended = troubles.mended(world.now)
                for subscription in mended:
                    now = world.now + world.clock_off
                    next_due = next_slot(subscription.schedule, now).at
                    resumed = first.subscriptions.resume(
                        subscription.subscription_id, lambda _, due=next_due: due
                    )
                    self.verdict.counts["digests resumed by a manager"] += resumed
                for n in range(2):
                    up = not troubles.all_down and back_at[n] <= world.now
                    if up and lives[n] is None:
                        lives[n] = Life(world, communities[n], ahead=n * timedelta(seconds=3))
                    elif troubles.all_down:
                        lives[n] = None
                alive = [life for life in lives if life is not None]
                if alive:
                    self.diary.note(world.now + world.clock_off, calm=calm)
                    await asyncio.gather(*(life.tick() for life in alive))
                    if self.random.random() < 1 / 288:
                        whose = self.random.choice(self.known).subscription_id
                        await alive[0].now(whose)
                else:
                    self.diary.interrupt()
                for n, life in enumerate(lives):
                    if life is not None and life.dead:
                        lives[n] = None
                        back_at[n] = world.now + self._away()
                world.now += self.plan.tick
                if world.now.hour == 0 and world.now.minute < self.plan.tick / MINUTE:
                    took = wall.perf_counter() - began
                    progress(f"{world.now:%Y-%m-%d} {len(world.discord.messages):,} {took:,.0f} s")
            # A few quiet hours, so that all that is open ends.
            world.chances, world.discord.lost, world.clock_off = Chances(), False, timedelta()
            troubles.leave()
            self.diary.interrupt()
            last = Life(world, first)
            for _ in range(60):
                self.diary.note(world.now, calm=True)
                await last.tick()
                world.now += 5 * MINUTE
            self.diary.interrupt()
        self._judge(file)

    def _arrived(self) -> int:
        """Return how many papers have come: one an hour, and none on Saturdays and Sundays."""
        days, hours = divmod(int((self.world.now - self.plan.start) / HOUR), 24)
        weekday = self.plan.start.weekday()
        working = sum((weekday + n) % 7 < 5 for n in range(days))
        return working * 24 + hours * ((weekday + days) % 7 < 5)

    def _away(self) -> timedelta:
        away = self.random.choice([1, 1, 2, 5, 15, 40]) * MINUTE
        return 20 * HOUR if self.random.random() < 0.01 else away

    def _judge(self, file: Path) -> None:
        counts, world = self.verdict.counts, self.world
        with closing(sqlite3.connect(file)) as connection:
            wanted = (
                "SELECT subscription_id, slot, outcome, issue_id, message_id FROM digest_issues"
            )
            entries = {(row[0], row[1]): row[2:] for row in connection.execute(wanted)}
        shown: dict[str, list[str]] = defaultdict(list)
        for message in world.discord.messages:
            shown[message.issue_id].append(message.subscription_id)
        slots = {entry[1]: key for key, entry in entries.items()}
        for issue_id, whose in shown.items():
            self.verdict.check(len(whose) == 1, f"{slots.get(issue_id)} sent {len(whose)} times")
        for key, (outcome, issue_id, message_id) in entries.items():
            sent = issue_id in shown
            self.verdict.check(
                outcome in ("done", "empty", "given up"), f"{key} was left {outcome}"
            )
            self.verdict.check(sent == (outcome == "done"), f"{key} {outcome}, sent: {sent}")
            self.verdict.check(
                message_id is None or message_id in world.discord.threads, f"{key} has no thread"
            )
        counts["subscriptions"] = len(self.known)
        counts["time zones"] = len({s.schedule.zone for s in self.known})
        counts["days"] = self.plan.days
        counts["due"] = 0
        for name in ("sent once", "nothing new", "into the next one", "either would be right"):
            counts[f"  {name}"] = 0
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

    def _judge_slots(self, entries: dict[tuple[str, str], tuple[str, str, int | None]]) -> None:
        """Hold the ledger's slots against the oracle's."""
        start, calm, ticks = self.plan.start, _Index(self.diary.calm), sorted(self.diary.ticks)
        last = ticks[-1]
        walked = {zone: clocks(zone, start - 2 * DAY, last + 8 * DAY) for zone in ZONES}
        counts = self.verdict.counts
        for subscription in self.known:
            whose = subscription.subscription_id
            moments = due(subscription.schedule, walked[subscription.schedule.zone])
            expected: set[str] = set()
            for (day, at), (_, after) in pairwise(moments):
                if not start < at <= last:
                    continue
                counts["due"] += 1
                expected.add(day.isoformat())
                self._judge_slot(
                    whose, day, Span(at, after), entries.get((whose, day.isoformat())), calm, ticks
                )
            for known, slot in entries:
                if known == whose and not slot.startswith("now-"):
                    self.verdict.check(slot in expected, f"{whose} {slot} was not due")

    def _judge_slot(
        self,
        whose: str,
        day: date,
        span: Span,
        entry: tuple[str, str, int | None] | None,
        calm: _Index,
        ticks: list[datetime],
    ) -> None:
        outcome = "" if entry is None else entry[0]
        went = outcome in ("done", "empty")
        name = f"{whose} {day}"
        counts = self.verdict.counts
        must, may = self._expected(whose, span, calm, ticks)
        self.verdict.check(
            went or not must,
            f"{name} was lost: {outcome or 'never claimed'}, due {span.start}, "
            f"channel broken {[*map(str, self.broken[whose])]}",
        )
        # Where nothing is new, nothing is posted, and a broken channel is not noticed.
        self.verdict.check(may or outcome != "done", f"{name} could not be sent")
        if must or not may:
            counts["  sent once"] += outcome == "done"
            counts["  nothing new"] += outcome == "empty"
            counts["  into the next one"] += not went
        else:
            counts["  either would be right"] += 1

    def _expected(
        self, whose: str, span: Span, calm: _Index, ticks: list[datetime]
    ) -> tuple[bool, bool]:
        """Say whether an issue must have gone out before the next was due, and whether it may."""
        if not _any_within(ticks, span):
            return False, False
        usable = calm.within(span)
        for broken in self.broken[whose]:
            if broken.to_shown < span.start:  # resumed at that very moment, it begins with the next
                continue
            # Whoever finds the channel broken gives the day's issue up, or one that is still open
            # from before, and pauses the digest; who mends it resumes it from the next slot on.
            # So only what is before the break counts.
            before = [free for free in usable if free.start < broken.from_then]
            usable = [Span(free.start, min(free.end, broken.from_then)) for free in before]
        must = any(free.end - free.start >= ENOUGH for free in usable)
        # Once the channel was tried while broken, the day's issue was given up for good.
        barred = any(
            broken.from_shown <= span.start
            and any(
                min(free.end, broken.to_then) - max(free.start, span.start) >= ENOUGH
                for free in calm.within(span)
            )
            for broken in self.broken[whose]
        )
        return must and not barred, must or not barred

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


class _Troubles:
    """What goes wrong when, settled before the beginning."""

    def __init__(self, year: Year) -> None:
        self._year = year
        random, plan = year.random, year.plan
        self.all_down = False
        self._spans: dict[str, list[Span]] = {"lost": [], "down": []}
        for _ in range(plan.days):  # the gateway, once a day
            self._add("lost", random.expovariate(1 / 40) * MINUTE)
        for _ in range(max(plan.days // 30, 1)):  # Discord for long
            self._add("lost", random.uniform(2, 14) * HOUR)
        for _ in range(max(plan.days // 45, 1)):  # both senders, for days
            self._add("down", random.uniform(1, 4) * DAY)
        for _ in range(plan.days // 5):  # both, for hours
            self._add("down", random.uniform(0.1, 5) * HOUR)
        self._breaks: list[tuple[datetime, datetime, Subscription]] = []
        for subscription in year.known:
            if random.random() < plan.days / 365:
                start = self._some_time()
                end = start + random.uniform(0.5, 6) * DAY
                self._breaks.append((start, end, subscription))
        self._breaks.sort(key=lambda broken: broken[0])
        self._mending: list[tuple[datetime, datetime, datetime, Subscription]] = []
        self._set = sorted(self._some_time() for _ in range(max(plan.days // 8, 2)))

    def at(self, now: datetime) -> bool:
        """Let happen what happens until now; return whether all is calm."""
        year, world = self._year, self._year.world
        self.all_down = any(span.start <= now < span.end for span in self._spans["down"])
        world.discord.lost = any(span.start <= now < span.end for span in self._spans["lost"])
        while self._breaks and self._breaks[0][0] <= now:
            broken = self._breaks.pop(0)
            reason = year.random.choice(["channel gone", "not permitted"])
            world.discord.broken[broken[2].channel_id] = reason
            then = now + world.clock_off
            self._mending.append((max(year.diary.shown, then), then, broken[1], broken[2]))
        while self._set and self._set[0] <= now:
            self._set.pop(0)
            # Back by up to three hours, or right again.
            world.clock_off = (
                timedelta()
                if world.clock_off and year.random.random() < 0.5
                else -year.random.uniform(1, 180) * MINUTE
            )
            year.diary.interrupt()
            year.verdict.counts["times that the clock was set"] += 1
        return not world.discord.lost and not self.all_down

    def mended(self, now: datetime) -> Iterator[Subscription]:
        """Give the subscriptions whose channels were mended by now."""
        year, world = self._year, self._year.world
        for broken in list(self._mending):
            shown, then, end, subscription = broken
            if end <= now:
                self._mending.remove(broken)
                world.discord.broken.pop(subscription.channel_id, None)
                clock = now + world.clock_off
                year.broken[subscription.subscription_id].append(
                    Broken(shown, then, max(year.diary.shown, clock), clock)
                )
                year.verdict.counts["channels broken and mended"] += 1
                yield subscription

    def leave(self) -> None:
        """Leave what is broken as it is, for good."""
        for shown, then, end, subscription in self._mending:
            never = end + 9 * DAY
            whose = subscription.subscription_id
            self._year.broken[whose].append(Broken(shown, then, never, never))

    def _some_time(self) -> datetime:
        plan = self._year.plan
        return plan.start + self._year.random.uniform(0, plan.days) * DAY

    def _add(self, kind: str, long: timedelta) -> None:
        start = self._some_time()
        self._spans[kind].append(Span(start, start + long))


class _Index:
    """Spans, found by when they are."""

    def __init__(self, spans: list[Span]) -> None:
        self._by_day: dict[date, list[Span]] = defaultdict(list)
        for span in spans:
            day = span.start.date()
            while day <= span.end.date():
                self._by_day[day].append(span)
                day += DAY

    def within(self, wanted: Span) -> list[Span]:
        """Return the parts of spans that are within one."""
        found: dict[Span, None] = {}
        day = wanted.start.date()
        while day <= wanted.end.date():
            found.update(dict.fromkeys(self._by_day[day]))
            day += DAY
        parts = (Span(max(span.start, wanted.start), min(span.end, wanted.end)) for span in found)
        return [part for part in parts if part.start < part.end]


def _any_within(ticks: list[datetime], span: Span) -> bool:
    # The second sender's clock is some seconds ahead.
    place = bisect_left(ticks, span.start - timedelta(seconds=3))
    return place < len(ticks) and ticks[place] < span.end


FULL = Plan(datetime(2026, 1, 1, tzinfo=UTC), 365, 1_000)
