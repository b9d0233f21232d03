"""A world to send digests in: a Discord that can fail, papers that arrive, senders that die.

Nothing of it sleeps. Its time is an attribute, its chance a seeded generator, and with `inline()`
as the loop's executor everything happens in one thread, in one order.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, cast

from bot.answering.options import AnswerOptions
from bot.digest.compose import Compose, IssueBuilder
from bot.digest.deliver import CannotPost, Deliver, NotNow, RecipientLeft
from bot.digest.send_due import SendDueDigests
from bot.limits.guard import Guard
from bot.records.digest_ledger import LedgerEntry, PaperVotes
from bot.records.issues import Issue, Pick
from bot.records.server_settings import ServerSettings
from bot.records.subscriptions import PauseReason, Subscription
from bot.storage.stores import Stores
from retrieval.errors import RetrievalError
from retrieval.paper import Paper

DEDUPLICATED = timedelta(minutes=3)  # for so long Discord knows a nonce again


class Killed(BaseException):
    """The process has died, here and now."""


class Inline(ThreadPoolExecutor):
    """Does what it is given at once, in the thread that gives it."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as error:
            done.set_exception(error)
        return done


@contextmanager
def inline() -> Iterator[None]:
    """Have `asyncio.to_thread` use no thread for a while, so that a run can be repeated."""
    loop = asyncio.get_running_loop()
    executor = Inline(1)
    loop.set_default_executor(executor)
    yield
    executor.shutdown()


@dataclass(frozen=True, slots=True)
class Message:
    """A message in a channel; its issue considered the papers in (`after`, `up_to`]."""

    message_id: int
    channel_id: int
    issue_id: str
    subscription_id: str
    sent_at: datetime
    after: int
    up_to: int
    picks: tuple[str, ...]


@dataclass
class Discord:
    """What channels hold. `lost`: the gateway is; `broken`: channels that cannot be written.

    `left`: direct messages with members who have left.
    """

    messages: list[Message] = field(default_factory=list)
    by_issue: dict[str, Message] = field(default_factory=dict)
    threads: dict[int, int] = field(default_factory=dict)
    told: list[tuple[str, PauseReason]] = field(default_factory=list)
    lost: bool = False
    broken: dict[int, PauseReason] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)
    deduplicated: int = 0

    def reach(self, channel_id: int) -> None:
        if self.lost:
            raise NotNow
        if channel_id in self.left:
            raise RecipientLeft
        if channel_id in self.broken:
            raise CannotPost(self.broken[channel_id])

    def send(self, channel_id: int, issue: Issue, now: datetime) -> int:
        """Keep a message, unless one with the same nonce came a moment ago."""
        before = self.by_issue.get(issue.issue_id)
        if before and before.channel_id == channel_id and now - before.sent_at < DEDUPLICATED:
            self.deduplicated += 1
            return before.message_id
        message = Message(
            len(self.messages) + 1,
            channel_id,
            issue.issue_id,
            issue.subscription_id,
            now,
            issue.up_to - issue.considered,
            issue.up_to,
            tuple(pick.paper.paper_id for pick in issue.picks),
        )
        self.messages.append(message)
        self.by_issue[issue.issue_id] = message
        return message.message_id


@dataclass
class Chances:
    """How probable it is, each time, that something goes wrong."""

    killed: float = 0.0
    not_now: float = 0.0
    answer_lost: float = 0.0
    composing: float = 0.0


@dataclass
class World:
    """Time, chance, Discord, and the papers that have come: `arrived` is the last one's number."""

    now: datetime
    random: Random = field(default_factory=lambda: Random(1))
    chances: Chances = field(default_factory=Chances)
    discord: Discord = field(default_factory=Discord)
    arrived: int = 0
    clock_off: timedelta = timedelta()
    composed: int = 0
    kills: int = 0

    def happens(self, chance: float) -> bool:
        return chance > 0 and self.random.random() < chance


class Life:
    """A sender from its start to its death, which comes by chance or at a step.

    Every call of a store, of Discord or of a composer has a step before it and one after.
    """

    def __init__(
        self,
        world: World,
        community: Stores,
        *,
        dies_at: int | None = None,
        alone: bool = False,
        mine: Callable[[int], bool] = lambda guild_id: True,
        ahead: timedelta = timedelta(),
        at_once: int = 2,
    ) -> None:
        self.world = world
        self.dead = False
        self.steps: list[str] = []
        self.taken = 0
        self.reported: list[tuple[BaseException, str]] = []
        self.ended: list[str] = []
        self._dies_at = dies_at
        self._ahead = ahead
        self._ids = 0
        subscriptions = _Mortal(community.subscriptions, self)
        ledger = _Mortal(community.ledger, self)
        votes = _Mortal(community.digest_votes, self)
        deliver = Deliver(
            Compose(
                lambda place: cast(IssueBuilder, FakeCompose(self)),
                ledger,
                votes,
                lambda guild_id: ServerSettings(),
                Guard(),
            ),
            subscriptions,
            ledger,
            FakePublisher(self),
            now=self.clock,
            report=self.report,
            on_end=self.ended.append,
        )
        self.send_due = SendDueDigests(
            subscriptions,
            ledger,
            deliver,
            now=self.clock,
            new_id=lambda: f"{world.random.getrandbits(64):016x}",
            report=self.report,
            sole_sender=alone,
            owns_guild=mine,
            max_concurrent=at_once,
        )

    def clock(self) -> datetime:
        return self.world.now + self.world.clock_off + self._ahead

    def report(self, error: BaseException, of: str) -> str:
        self.reported.append((error, of))
        del self.reported[:-20]
        return f"i{len(self.reported)}"

    def step(self, what: str) -> None:
        """Go on, or die."""
        if not self.dead:
            self.steps.append(what)
            del self.steps[:-60]
            self.taken += 1
            self.dead = self.taken - 1 == self._dies_at or self.world.happens(
                self.world.chances.killed
            )
            self.world.kills += self.dead
        if self.dead:
            raise Killed(what)

    async def tick(self) -> bool:
        """Tick; return whether it lived through it."""
        return await self._lives(self.send_due.tick(self.clock()))

    async def now(self, subscription_id: str) -> bool:
        """Send one at once; return whether it lived through it."""
        return await self._lives(self.send_due.send_now(subscription_id))

    async def _lives(self, work: Any) -> bool:
        try:
            await work
        except (Killed, BaseExceptionGroup):
            if not self.dead:
                raise
        return not self.dead


class _Mortal:
    """A store, as one reaches it who may die before and after each call."""

    def __init__(self, store: Any, life: Life) -> None:
        self._store = store
        self._life = life

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        def call(*arguments: Any) -> Any:
            self._life.step(f"before {name}")
            result = method(*arguments)
            self._life.step(f"after {name}")
            return result

        return call


class FakeCompose:
    """Composes of what came since, all of it considered, the newest shown."""

    def __init__(self, life: Life) -> None:
        self._life = life

    async def __call__(
        self,
        subscription: Subscription,
        *,
        issue_id: str,
        now: datetime,
        already_sent: Collection[str],
        votes: Sequence[PaperVotes],
        options: AnswerOptions,
    ) -> Issue:
        world = self._life.world
        self._life.step("composing")
        await asyncio.sleep(0)
        if world.happens(world.chances.composing):
            raise world.random.choice([RetrievalError("The library is down."), OSError("broken")])
        self._life.step("made")
        world.composed += 1
        new = range(world.arrived, subscription.seen, -1)
        shown = [str(n) for n in new if str(n) not in already_sent][: subscription.papers]
        return Issue(
            issue_id,
            subscription.subscription_id,
            now.date(),
            now,
            max(world.arrived, subscription.seen),
            len(new),
            picks=tuple(Pick(n, Paper(name, "A title", ""), 1.0) for n, name in enumerate(shown)),
        )


class FakePublisher:
    """Publishes in the world's Discord, as far as it is to be had."""

    def __init__(self, life: Life) -> None:
        self._life = life

    async def find_last_message(self, subscription: Subscription) -> int:
        await self._reach(subscription, "find last")
        there = self._life.world.discord.messages
        return max(
            (m.message_id for m in there if m.channel_id == subscription.channel_id), default=0
        )

    async def find(self, subscription: Subscription, entry: LedgerEntry) -> int | None:
        await self._reach(subscription, "find")
        found = self._life.world.discord.by_issue.get(entry.issue_id)
        if found is None or found.channel_id != subscription.channel_id:
            return None
        assert entry.posting is not None
        assert entry.posting.after < found.message_id
        return found.message_id

    async def post(self, subscription: Subscription, issue: Issue) -> int:
        await self._reach(subscription, "post")
        world = self._life.world
        message_id = world.discord.send(subscription.channel_id, issue, world.now)
        self._life.step("posted")
        if world.happens(world.chances.answer_lost):
            raise NotNow
        return message_id

    async def finish(self, subscription: Subscription, issue: Issue, message_id: int) -> None:
        await self._reach(subscription, "finish")
        threads = self._life.world.discord.threads
        threads[message_id] = threads.get(message_id, 0) + 1
        self._life.step("finished")

    async def notify_manager(self, subscription: Subscription, reason: PauseReason) -> None:
        self._life.step("tell")
        if self._life.world.discord.lost:
            raise NotNow
        self._life.world.discord.told.append((subscription.subscription_id, reason))
        self._life.step("told")

    async def _reach(self, subscription: Subscription, what: str) -> None:
        self._life.step(what)
        await asyncio.sleep(0)
        world = self._life.world
        if world.happens(world.chances.not_now):
            raise NotNow
        world.discord.reach(subscription.channel_id)
        self._life.step(f"{what} reached")


def subscription(subscription_id: str = "s1", **changes: Any) -> Subscription:
    """Return a subscription made on the first of March 2026."""
    made = datetime(2026, 3, 1, tzinfo=UTC)
    values: dict[str, Any] = {
        "subscription_id": subscription_id,
        "guild_id": 1,
        "channel_id": 10,
        "created_by": 100,
        "created_at": made,
        "next_due": made,
        "papers": 3,
    }
    return Subscription(**{**values, **changes})
