"""A small arXiv that announces on weekdays, a library, and a clock, all in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.auto_ingest.feed import Feed
from bot.auto_ingest.worker import AutoIngest
from retrieval.errors import SourceDown
from retrieval.paper import Paper
from retrieval.sources.records import Harvested, Record

DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 2, 12, tzinfo=UTC)


@dataclass
class Clock:
    """Time that passes when somebody sleeps."""

    at: datetime = MONDAY
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def clock(self) -> float:
        return self.at.timestamp()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


@dataclass
class FakeOnline:
    """Has two papers a day, 10:00 and 16:00, announced at 01:00 of the next weekday but one.

    `feed` has what was announced last. `down` names the services that do not answer;
    `breaks_after` lets each answer break off after so many papers.
    """

    clock: Clock
    asked: list[tuple[str, object]] = field(default_factory=list)
    down: set[str] = field(default_factory=set)
    breaks_after: int | None = None

    def rss(self, *, categories: Sequence[str]) -> Iterator[Harvested]:
        self._note("rss", tuple(categories))
        yield from self._given("rss", self.announced_on(self._last_announcement()))

    def arxiv(
        self, *, categories: Sequence[str], since: date | None, until: date | None
    ) -> Iterator[Harvested]:
        self._note("arxiv", (tuple(categories), since, until))
        assert since is not None
        assert until is not None
        days = [since + n * DAY for n in range((until - since).days + 1)]
        found = [paper for day in days for paper in submitted_on(day)]
        known = [p for p in found if announcement_of(p) <= self.clock.at]
        yield from self._given("arxiv", known)

    def hf_daily(self, *, day: date | None) -> Iterator[Harvested]:
        self._note("hf-daily", day)
        yield from self._given("hf-daily", [f"hf-{day}"])

    def announced_until(self, end: datetime) -> set[str]:
        """Return what was announced since two weeks before the clock began."""
        days = [(MONDAY - 14 * DAY + n * DAY).date() for n in range(500)]
        return {p for day in days for p in submitted_on(day) if announcement_of(p) <= end}

    def announced_on(self, at: datetime) -> list[str]:
        days = [at.date() - n * DAY for n in range(10)]
        return [p for day in days for p in submitted_on(day) if announcement_of(p) == at]

    def _last_announcement(self) -> datetime:
        at = self.clock.at.replace(hour=1, minute=0, second=0, microsecond=0)
        if at > self.clock.at:
            at -= DAY
        while at.weekday() > 4:
            at -= DAY
        return at

    def _note(self, service: str, asked: object) -> None:
        self.asked.append((service, asked))
        if service in self.down:
            raise SourceDown(f"{service} does not answer. Try again later.")

    def _given(self, service: str, ids: Sequence[str]) -> Iterator[Harvested]:
        for number, paper_id in enumerate(ids, 1):
            if self.breaks_after is not None and number > self.breaks_after:
                raise SourceDown(f"{service} broke off. Try again later.")
            yield Record(Paper(paper_id, paper_id, "An abstract."), number)


def submitted_on(day: date) -> list[str]:
    """Return the ids of a day's papers."""
    return [f"{day}-10", f"{day}-16"]


def announcement_of(paper_id: str) -> datetime:
    """Return when a paper is announced: 01:00, two days on, and never at a weekend."""
    day = date.fromisoformat(paper_id[:10])
    at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC) + 2 * DAY
    while at.weekday() > 4:
        at += DAY
    return at


@dataclass(frozen=True)
class FakeTaken:
    """How many papers came in."""

    added: int
    updated: int = 0


@dataclass
class FakeShelf:
    """A library that takes `seconds` for each batch."""

    clock: Clock
    seconds: float = 1.0
    ids: set[str] = field(default_factory=set)
    batches: list[int] = field(default_factory=list)
    error: BaseException | None = None

    async def take(self, records: Sequence[Harvested]) -> FakeTaken:
        if self.error is not None:
            raise self.error
        self.batches.append(len(records))
        self.clock.at += timedelta(seconds=self.seconds)
        new = {r.paper.paper_id for r in records if isinstance(r, Record)} - self.ids
        self.ids |= new
        return FakeTaken(len(new))


@dataclass
class FakeNotes:
    """Notes in memory."""

    kept: dict[str, str] = field(default_factory=dict)
    failing: bool = False

    def read(self, name: str) -> str | None:
        if self.failing:
            raise OSError("no disk")
        return self.kept.get(name)

    def write(self, name: str, text: str) -> None:
        if self.failing:
            raise OSError("no disk")
        json.loads(text)
        self.kept[name] = text


@dataclass
class Bot:
    """A bot that grows; what it reports, and what outlives it."""

    clock: Clock = field(default_factory=Clock)
    names: Sequence[str] = ("rss:cs.CL",)
    every: timedelta = timedelta(hours=6)
    reported: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.online = FakeOnline(self.clock)
        self.library = FakeShelf(self.clock)
        self.notes = FakeNotes()

    def started(self, turn: Callable[[], bool] = lambda: True) -> AutoIngest:
        """Return what grows, as after a start."""
        return AutoIngest(
            [Feed.parse(name) for name in self.names],
            self.online,
            self.library.take,
            self.notes,
            every=self.every,
            report=self.report,
            now=self.clock.now,
            clock=self.clock.clock,
            sleep=self.clock.sleep,
            is_our_turn=turn,
        )

    def report(self, error: BaseException, of: str) -> str:
        self.reported.append((type(error).__name__, of))
        return f"incident-{len(self.reported)}"

    async def runs(self, duration: timedelta, step: timedelta = timedelta(minutes=20)) -> None:
        """Start, and grow for so long."""
        grow, end = self.started(), self.clock.at + duration
        while self.clock.at < end:
            await grow.run_round()
            self.clock.at += step
