"""Let a bot live through days in which everything around it fails, and check its books.

A day is four watches. In each some troubles come and hours pass while people ask; at times the bot
is killed or stopped. Then all is mended, and each question must have its end. After the last day
the books are balanced: questions, digests, papers, tasks and memory.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from random import Random

from bot.digest.schedule import following
from bot.digest.subscription import Schedule, Subscription
from bot.growth.standing import read_standings
from bot.storage.community import open_community
from playground.world.message_wire import message_wire
from retrieval.embedding.minilm import MiniLM
from retrieval.library import open_library
from tests.chaos.questions import SAID_NOTHING, Questions
from tests.chaos.stage import GROWN, Stage
from tests.chaos.troubles import TROUBLES, heal
from tests.digest.oracle import clocks, due

START = datetime(2031, 3, 26, 22, tzinfo=UTC)
"""Later than any real clock, so that no token is over; European clocks are set four days later."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_PATIENCE = 180.0  # seconds for the last question of a watch; a busy machine is slow
_ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "Europe/London")
_AT_REST = 9
"""Tasks of a bot that has nothing to do: the gateway's, the health address's, and one each for
digests, growth, receipts, what waits to be indexed and settings that are to be read again."""
_TASKS = 4
"""So many more there may be at a quiet moment: of the connection that has just asked for the
figures, of a gateway that reconnects, of a timer. A task leaked at each question would show as
hundreds."""
_ON_THE_WAY = ("Discord", "gateway", "session", "kill", "stopped")
"""How the troubles begin that keep a question or its answer from arriving."""
_MEMORY = 1.25
"""Times what the same process held when a day old: what is kept in memory is bounded (answers'
vectors, the last thousands of interactions' ids), and full after about a day of this."""
_SURPRISES = (
    "AttributeError",
    "TypeError",
    "KeyError",
    "IndexError",
    "AssertionError",
    "NameError",
    "UnboundLocalError",
    "ValueError",
    "RecursionError",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is lived through. `kills` and `stops` are chances a watch; `pace` is seconds an hour.

    A watch has so many `hours`, a divisor of 24, and in it so many troubles and questions. The
    troubles are drawn, unless `these` names them, in their order. On the last `spared` days the bot
    is neither killed nor stopped, so that it is seen whether it grows.
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


@dataclass(slots=True)
class Books:
    """What was counted, and whatever was wrong, a line each."""

    counts: dict[str, int | str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def check(self, holds: object, what: str) -> None:
        """Note what does not hold."""
        if not holds:
            self.wrong.append(what)

    def __str__(self) -> str:
        lines = [f"{value!s:>12}  {name}" for name, value in self.counts.items()]
        return "\n".join([*lines, f"{len(self.wrong):>12}  wrong", *self.wrong[:40]])


@dataclass(frozen=True, slots=True)
class Quiet:
    """What a bot held at a quiet moment: its tasks, and its memory in MB."""

    life: int
    day: int
    tasks: int
    memory: float


class Chaos:
    """One run, in an empty folder."""

    def __init__(
        self, plan: Plan, folder: Path, told: Callable[[str], None] = lambda line: None
    ) -> None:
        self.plan = plan
        self.books = Books()
        self._told = told
        self._chance = Random(plan.seed)
        self._stage = Stage(folder, START)
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
        with open_community(stage.data_dir / "state.db") as community:
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
                    following(schedule, now).at,
                    schedule=schedule,
                    papers=3,
                )
                community.subscriptions.add(subscription)
                self._subscriptions.append(subscription)

    async def _watch(self, name: str, *, spared: bool) -> None:
        """Let six hours pass with troubles and questions, then mend all and see to each."""
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
                trouble = next(self._troubles, "") or chance.choice(list(TROUBLES))
                came.append(trouble)
                await TROUBLES[trouble](stage, chance)
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
            stage.control.advance(_HOUR)
            stage.announce(stage.control.now().date())
        self._came.update(came)
        await heal(stage)
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
        self._stage.control.failing = 0.0  # what cannot be said or kept then is another matter
        code = await self._stage.stop()
        self.books.check(code == 0, f"the bot ended with {code} when it was stopped")
        await self._restarted()

    async def _restarted(self) -> None:
        self._stage.playground.faults.clear()
        self._stage.playground.hub.next_invalid.clear()
        self._stage.control.failing = 0.0
        await self._stage.start()

    async def _settled(self) -> None:
        """Wait until each question has its end; what has none then is lost."""
        end = time.monotonic() + _PATIENCE
        while self._questions.open and time.monotonic() < end:
            await asyncio.sleep(0.2)
            self._stage.check()
            self._questions.look()
        self._questions.look(last=True)

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
        self._told(
            f"day {day} ends: {found.memory:.0f} MB, {found.tasks} tasks, "
            f"{figures['footnote_papers']:.0f} papers, "
            f"{figures['footnote_papers_pending']:.0f} wait"
        )

    async def _when_quiet(self) -> dict[str, float]:
        """Return the bot's figures once no paper waits and it has its tasks done, or patience ends.

        What Discord would not take is tried again for most of a minute.
        """
        end = time.monotonic() + _PATIENCE
        while True:
            figures = await self._stage.figures()
            tasks = figures["footnote_tasks"]
            few = min((quiet.tasks for quiet in self._quiet), default=_AT_REST)
            if tasks <= few + _TASKS and not figures["footnote_papers_pending"]:
                return figures
            if time.monotonic() > end:
                return figures
            await asyncio.sleep(0.5)

    async def _last_hours(self) -> None:
        """Let hours pass in peace until everything has come in that has been announced."""
        stage = self._stage
        since = stage.control.now()
        for _ in range(12):
            stage.control.advance(_HOUR)
            await asyncio.sleep(1)
            if await asyncio.to_thread(self._grown_since, since):
                break
        figures = await self._when_quiet()
        waiting = figures["footnote_papers_pending"]
        self.books.check(not waiting, f"{waiting:.0f} papers still wait to be indexed")

    def _grown_since(self, moment: datetime) -> bool:
        with open_community(self._stage.data_dir / "state.db") as community:
            standings = read_standings(community.notes).values()
        return bool(standings) and all(s.grown and s.grown >= moment for s in standings)

    # Balancing

    def _balance(self) -> None:
        counts = self.books.counts
        counts["seed"] = self.plan.seed
        counts["days"] = self.plan.days
        for name in TROUBLES:
            counts[f"  {name}"] = self._came[name]
        counts["  kill -9"] = self._kills
        counts["  stopped and started"] = self._stops
        self._balance_questions()
        self._balance_digests()
        self._balance_papers()
        self._balance_memory()
        self._balance_log()

    def _balance_questions(self) -> None:
        counts, asked = self.books.counts, self._questions.asked
        for name, hows in (("questions", ("command", "mention")), ("papers to add", ("add",))):
            ends = Counter(each.end for each in asked if each.how in hows)
            counts[name] = ends.total()
            for end, many in ends.most_common():
                counts[f"  {name}: {end}"] = many
        nothing = [each for each in asked if each.end == SAID_NOTHING and each.calm]
        counts["nothing came, though Discord was well"] = len(nothing)
        for each in asked:
            self.books.check(each.end != "LOST", f"question {each.mark} ({each.how}) is lost")
            self.books.check(len(each.turns) < 2, f"question {each.mark} was answered twice")

    def _balance_digests(self) -> None:
        state = self._stage.playground.world.state
        counts = self.books.counts
        end = self._stage.control.now()
        due_slots = done = empty = asked = 0
        with open_community(self._stage.data_dir / "state.db") as community:
            for subscription in self._subscriptions:
                whose = subscription.subscription_id
                entries = {e.slot: e for e in community.ledger.history(whose, 1000)}
                shown = Counter(
                    mark
                    for message in state.messages.values()
                    if message.channel_id == str(subscription.channel_id)
                    for mark in {_issue(message_wire(state, message)["components"])}
                    if mark
                )
                walked = clocks(subscription.schedule.zone, START - 2 * _DAY, end)
                for day, at in due(subscription.schedule, walked):
                    if not START < at < end:
                        continue
                    due_slots += 1
                    entry = entries.get(day.isoformat())
                    outcome = entry.outcome if entry else "missing"
                    self.books.check(
                        outcome in ("done", "empty"), f"digest {whose} of {day} is {outcome}"
                    )
                for entry in entries.values():
                    done += entry.outcome == "done"
                    empty += entry.outcome == "empty"
                    many = shown.pop(entry.issue_id, 0)
                    self.books.check(
                        many == (entry.outcome == "done"),
                        f"digest {whose} of {entry.slot} is {entry.outcome}, stands {many} times",
                    )
                asked += sum(shown.values())
        self.books.check(not asked, f"{asked} digests stand that the ledger does not know")
        counts["digests due"] = due_slots
        counts["  sent once"] = done
        counts["  with nothing new"] = empty

    def _balance_papers(self) -> None:
        stage, counts = self._stage, self.books.counts
        with open_library(
            stage.data_dir, MiniLM(), chroma=stage.chroma.address, now=stage.control.now
        ) as library:
            ids = library.catalogue.ids()
            vectors = {each for each in ids if library.vectors.vector(each) is not None}
            tokens = set(library.tokens.get(sorted(ids)))
            stores = (library.vectors.count(), library.lexical.count(), library.tokens.count())
        offered = {
            paper.paper_id
            for paper in stage.sources.world.alive
            if set(GROWN) & set(paper.categories)
        }
        added = self._questions.added
        self.books.check(added <= ids, f"added, and not there: {sorted(added - ids)[:5]}")
        counts["papers offered by arXiv"] = len(offered)
        counts["papers in the catalogue"] = len(ids)
        counts["papers in Chroma, Tantivy, the token store"] = ", ".join(map(str, stores))
        missing = offered - ids
        self.books.check(not missing, f"{len(missing)} papers never came in: {sorted(missing)[:5]}")
        self.books.check(vectors == tokens == ids, "an index lacks papers of the catalogue")
        self.books.check(set(stores) == {len(ids)}, f"the indexes hold {stores}")

    def _balance_memory(self) -> None:
        counts = self.books.counts
        counts["tasks at the quiet ends of the days"] = ", ".join(str(q.tasks) for q in self._quiet)
        counts["MB at the quiet ends of the days"] = ", ".join(
            f"{q.memory:.0f}{'' if n and q.life == self._quiet[n - 1].life else '*'}"
            for n, q in enumerate(self._quiet)
        )
        counts["  (*: a process that had begun that day)"] = ""
        few = min(q.tasks for q in self._quiet)
        for quiet in self._quiet:
            self.books.check(
                quiet.tasks <= few + _TASKS, f"{quiet.tasks} tasks after day {quiet.day}"
            )
            old = [q for q in self._quiet if q.life == quiet.life and q.day < quiet.day]
            self.books.check(
                not old or quiet.memory <= _MEMORY * old[0].memory,
                f"{quiet.memory:.0f} MB after day {quiet.day}",
            )

    def _balance_log(self) -> None:
        """Count what the bot logged as incidents; a mistake in its program is none of those."""
        found: Counter[str] = Counter()
        for line in (self._stage.data_dir / "footnote.log").read_text().splitlines():
            entry = json.loads(line)
            if entry.get("event") == "incident":
                name = str(entry["error"]).partition("(")[0]
                found[name] += 1
                self.books.check(
                    name not in _SURPRISES, f"incident: {entry['error']}\n{entry.get('trace')}"
                )
        said = (self._stage.folder / "bot.out").read_text(errors="replace")
        self.books.check("Traceback" not in said, f"a trace was printed: {said[-3000:]}")
        for name, many in found.most_common():
            self.books.counts[f"incidents: {name}"] = many


def _issue(components: object) -> str:
    """Return the issue that a message's buttons name."""
    found = json.dumps(components).partition("fn:i:why:")[2]
    return found.partition(":")[0]
