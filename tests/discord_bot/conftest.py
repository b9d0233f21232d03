"""Run the real bot in a local Discord, over a fake application and real stores."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
import structlog

from bot.digest.compose import Compose, IssueBuilder
from bot.digest.deliver import Deliver
from bot.digest.send_due import SendDueDigests
from bot.discord_bot.bot import FootnoteBot, Setup
from bot.discord_bot.delivery import respond
from bot.discord_bot.digest.publisher import DiscordPublisher
from bot.discord_bot.errors import log_incident
from bot.discord_bot.features import FEATURES
from bot.discord_bot.serve import use_discord_api
from bot.discord_bot.services import Fetch, Services
from bot.limits.budgets import Budgets
from bot.limits.fair_queue import FairQueue
from bot.limits.guard import Guard
from bot.limits.metering import EventCounter
from bot.records.conversations import ConversationTurn
from bot.records.digest_ledger import LedgerEntry
from bot.storage.stores import Stores
from discord_playground.person import Person
from discord_playground.server import Playground
from discord_playground.transcript import Exchange
from discord_playground.world.world import World
from playground.tests.description_file import load_description, skip_undescribed
from tests.discord_bot.messages_sent import may_mention
from tests.fakes.discord_bot import FakeApplication, FakeFetch, Ticking, fake_application
from tests.idle import Activity, idle
from tests.temporary_stores import TemporaryStores
from tests.waiting import PATIENCE_SECONDS, eventually


@dataclass
class DiscordEnv:
    """A local Discord with the bot in it."""

    playground: Playground
    application: FakeApplication
    memory: TemporaryStores
    ticking: Ticking
    bot: FootnoteBot
    settings: dict[str, Any] = field(default_factory=dict)
    further: tuple[Setup, ...] = ()
    running: asyncio.Task[None] | None = None
    fetch: Fetch | None = None
    activity: Activity = field(default_factory=Activity)

    def edits(self) -> list[Exchange]:
        """Return the edits that the bot has asked for, oldest first."""
        return [
            e for e in self.playground.transcript if e.method == "PATCH" and e.user == "Footnote"
        ]

    def updates(self) -> list[Exchange]:
        """Return how messages that were pressed were changed by the answer to the press."""
        answers = self.requests_to(
            "POST", "/interactions/{interaction_id}/{interaction_token}/callback"
        )
        return [e for e in answers if isinstance(e.body, dict) and e.body["type"] == 7]

    def requests_to(self, method: str, route: str) -> list[Exchange]:
        """Return the requests that the bot made to a route."""
        asked = [e for e in self.playground.transcript if e.user in {"Footnote", None}]
        return [e for e in asked if e.method == method and e.route == route]

    @property
    def community(self) -> Stores:
        """The stores that the bot has."""
        return self.memory.stores

    @property
    def services(self) -> Services:
        """What the bot works with."""
        return self.bot.services

    @property
    def guild_id(self) -> int:
        """The id of the reading group's server."""
        return int(self.playground.world.guild_named("Reading group").id)

    @property
    def mention(self) -> str:
        """The mention of the bot."""
        return f"<@{self.playground.application_id}>"

    async def people(self, *names: str) -> list[Person]:
        """Return people by their names."""
        return [await self.playground.person(name) for name in names]

    def change_settings(self, **settings: Any) -> None:
        """Replace settings that are in force."""
        changed = self.application.settings.model_copy(update=settings)
        self.application.settings = changed

    async def idle(self) -> None:
        """Wait until the bot has handled all that has happened, and people have seen it."""
        await idle(self.playground, self.activity)

    async def start(self) -> None:
        """Start the bot, and wait until it is ready."""
        self.running = await start_bot(self.bot, self.playground.bot_token)

    async def stop(self) -> None:
        """Stop the bot as the program's end does."""
        await self.bot.close()
        if self.running is not None:
            await self.running
            self.running = None

    async def kept_turn(self, *messages: dict[str, Any]) -> ConversationTurn:
        """Return the turn that those messages answer, once it is kept: a moment after they show."""
        ids = tuple(int(message["id"]) for message in messages)
        last = ids[-1]
        turns = self.community.turns
        found: ConversationTurn = await eventually(
            lambda: (turn := turns.find_by_answer(last)) and turn.answer_message_ids == ids and turn
        )
        return found

    async def restart(self) -> None:
        """Stop the bot, and start a new one that has only what was kept."""
        await self.stop()
        self.bot = new_bot(
            self.application,
            self.community,
            self.ticking,
            self.further,
            self.fetch,
            **self.settings,
        )
        limits = self.playground.limits
        limits.enabled = False  # as after the minute in which Discord takes commands only twice
        await self.start()
        limits.enabled = True


async def start_bot(bot: FootnoteBot, token: str) -> asyncio.Task[None]:
    """Start a bot and wait until it is ready; return the task that it runs in."""
    task = asyncio.create_task(bot.start(token))
    ready = asyncio.create_task(bot.wait_until_ready())
    done, _ = await asyncio.wait(
        {task, ready}, timeout=PATIENCE_SECONDS, return_when=asyncio.FIRST_COMPLETED
    )
    ready.cancel()
    if task in done:
        await task
    assert done, f"the bot was not ready within {PATIENCE_SECONDS} seconds"
    return task


@asynccontextmanager
async def run_bot(bot: FootnoteBot, token: str) -> AsyncIterator[FootnoteBot]:
    """Run a bot."""
    task = await start_bot(bot, token)
    try:
        yield bot
    finally:
        await bot.close()
        await task


def new_bot(
    application: FakeApplication,
    community: Stores,
    ticking: Ticking,
    further: Sequence[Setup] = (),
    fetch: Fetch | None = None,
    **settings: Any,
) -> FootnoteBot:
    """Return a bot that has yet to be started."""

    async def send_now(subscription_id: str) -> LedgerEntry | None:
        return await build_send_due(bot).send_now(subscription_id)

    counts = getattr(application, "counts", EventCounter())
    guard = Guard(
        budgets=Budgets(community.spending, now=lambda: datetime.now(UTC)),
        moderate=getattr(application, "moderate", None),
        counts=counts,
        report=lambda error, doing: log_incident(error, services, of=doing),
    )
    services = Services(
        application=application,
        stores=community,
        now=lambda: datetime.now(UTC),
        clock=time.monotonic,
        new_id=ticking.new_id,
        new_incident=ticking.new_incident,
        fetch=fetch or FakeFetch(),
        queue=FairQueue(application.settings.max_questions),
        counts=counts,
        guard=guard,
        compose=Compose(
            lambda place: cast(IssueBuilder, application.issue_builder),
            community.ledger,
            community.digest_votes,
            community.settings.get,
            guard,
        ),
        send_digest=send_now,
    )
    every = (*FEATURES, *further)
    bot = FootnoteBot(services, every, guild_ready_timeout=0.2, **settings)
    return bot


def build_send_due(bot: FootnoteBot, ahead: timedelta = timedelta()) -> SendDueDigests:
    """Build the use case that sends digests through a bot, over the bot's stores.

    Its clock is `ahead` of the bot's.
    """
    services = bot.services
    community = services.stores
    assert services.compose is not None

    def now() -> datetime:
        return services.now() + ahead

    def report(error: BaseException, what: str) -> str:
        raise AssertionError(what) from error

    publisher = DiscordPublisher(services, bot)
    return SendDueDigests(
        community.subscriptions,
        community.ledger,
        Deliver(
            services.compose,
            community.subscriptions,
            community.ledger,
            publisher,
            now=now,
            report=report,
        ),
        now=now,
        new_id=services.new_id,
        report=report,
        sole_sender=True,
    )


@asynccontextmanager
async def discord_env_in(
    playground: Playground,
    data_dir: Path,
    further: tuple[Setup, ...] = (),
    fetch: Fetch | None = None,
    memory: TemporaryStores | None = None,
    **settings: Any,
) -> AsyncIterator[DiscordEnv]:
    """Run the bot in a playground, with `further` parts, a source and the bot's own `settings`.

    What is kept is in `memory`, else in a file of its own.
    """
    application, memory = fake_application(data_dir), memory or TemporaryStores()
    ticking = Ticking(datetime.now(UTC))
    activity = Activity()
    with use_discord_api(playground.api), activity.followed():
        bot = new_bot(application, memory.stores, ticking, further, fetch, **settings)
        discord_env = DiscordEnv(playground, application, memory, ticking, bot, settings, further)
        discord_env.fetch, discord_env.activity = fetch, activity
        try:
            await discord_env.start()
            yield discord_env
        finally:
            await discord_env.stop()


@pytest.fixture
async def playground(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Playground]:
    """Give a local Discord; a request that breaks its rules fails the test.

    So does a message that does not say whom it may mention. The bot has the rights of its invite
    alone, and may start again as soon as it has stopped. Both have a minute for what Discord gives
    three seconds for, so that a busy machine fails no test.
    """
    monkeypatch.setattr(respond, "RESPONSE_SECONDS", 60.0)
    async with Playground(
        bot_name="Footnote", description=load_description(), identify_every=0
    ) as playground:
        playground.world.deadlines.answer = 60.0
        grant_by_role(playground.world)
        yield playground
    assert playground.violations == []
    assert may_mention(playground.transcript) == []
    skip_undescribed()


def grant_by_role(world: World) -> None:
    """Have people do by a role of theirs what everyone may, so that bots may not do it, too."""
    for guild in world.state.guilds.values():
        everyone = guild.roles[guild.id]
        role = world.places.add_role(guild, "Members", everyone.permissions)
        for member in guild.members.values():
            if not member.user.bot:
                member.roles.add(role.id)
        guild.joining.add(role.id)
        world.places.change_role(guild, everyone, 0)


@pytest.fixture
def further_parts() -> tuple[Setup, ...]:
    """Give what a test adds to the bot; nothing, unless it says otherwise."""
    return ()


@pytest.fixture
async def discord_env(
    playground: Playground, tmp_path: Path, further_parts: tuple[Setup, ...]
) -> AsyncIterator[DiscordEnv]:
    """Give a local Discord with the bot in it."""
    async with discord_env_in(playground, tmp_path, further_parts) as discord_env:
        yield discord_env


@pytest.fixture
def logged() -> AsyncIterator[list[dict[str, Any]]]:
    """Give what is logged while the test runs."""
    with structlog.testing.capture_logs() as events:
        yield events


def texts(messages: Sequence[Any]) -> list[str]:
    """Return the texts of messages, oldest first."""
    from discord_playground.message_contents import text_of

    return [text_of(message) for message in messages]
