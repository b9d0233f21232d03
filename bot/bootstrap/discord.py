"""Build the Discord bot, and run it."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from bot.application import Application
from bot.bootstrap.application import open_application
from bot.bootstrap.background import (
    Sleep,
    fetch_wanted_texts,
    ingest_in_background,
    reindex_queued,
    run_in_background,
    sweep_expired,
)
from bot.bootstrap.digests import DigestSender
from bot.bootstrap.guard import build_budgets, open_moderation
from bot.bootstrap.health import RunningBot, serve_health
from bot.bootstrap.services import Fetches, open_fetches
from bot.bootstrap.shard_locks import build_guild_filter, hold_shards, keep_locks
from bot.bootstrap.state import open_state
from bot.bootstrap.tuning import tune_interpreter, warm_up
from bot.cli.terminal import say
from bot.digest.compose import Compose
from bot.discord_bot.bot import FootnoteBot
from bot.discord_bot.errors import log_incident
from bot.discord_bot.features import FEATURES
from bot.discord_bot.serve import CannotConnect, serve
from bot.discord_bot.services import Services
from bot.errors import DiscordUnavailable
from bot.limits.fair_queue import FairQueue
from bot.limits.guard import Guard, RateLimits
from bot.operations.health import CannotListen
from bot.operations.log_setup import log_in_thread
from bot.operations.metrics import Metrics
from bot.settings import Settings
from bot.settings.warnings import find_warnings
from bot.storage.stores import Stores
from retrieval.provenance import NO_PLACE

_MAX_THREADS = 64  # most wait for their turn to search, and must not hold up quick work


@dataclass(frozen=True, slots=True)
class Clock:
    """The time in UTC, and how to wait until the next check of what is due.

    Rate limits of Discord and timeouts of services always follow the machine's own clock.
    """

    now: Callable[[], datetime]
    sleep: Sleep


SYSTEM_CLOCK = Clock(lambda: datetime.now(UTC), asyncio.sleep)
"""This machine's clock."""


def run_discord(settings: Settings, clock: Clock = SYSTEM_CLOCK) -> None:
    """Run the bot until it is stopped.

    Raises `DiscordUnavailable`, `StorageError`, `ShardsTaken` and the errors of `open_library`.
    """
    token = settings.discord_token
    if token is None:
        raise DiscordUnavailable("DISCORD_TOKEN is not set.")
    with (
        log_in_thread(settings, "discord", "asyncio"),
        open_application(settings, now=clock.now) as application,
    ):
        say(*application.notices, application.model_notice, *find_warnings(settings).values())
        warm_up(application)
        try:
            with (
                open_state(settings) as stores,
                hold_shards(settings) as keep_shards,
                open_fetches(settings) as fetches,
            ):
                tune_interpreter()
                renewals = (application.library.renew_lock, keep_shards)
                asyncio.run(
                    _run(
                        token.get_secret_value(),
                        application,
                        stores,
                        fetches,
                        clock,
                        lambda: keep_locks(*renewals, sleep=clock.sleep),
                    )
                )
        except (CannotConnect, CannotListen) as error:
            raise DiscordUnavailable(str(error)) from error


async def _run(
    token: str,
    application: Application,
    stores: Stores,
    fetches: Fetches,
    clock: Clock,
    hold_locks: Callable[[], Awaitable[None]],
) -> None:
    settings = application.settings
    asyncio.get_running_loop().set_default_executor(
        ThreadPoolExecutor(_MAX_THREADS, thread_name_prefix="blocking")
    )
    metrics = Metrics()
    async with open_moderation(settings) as moderation:
        guard = Guard(
            rates=RateLimits(
                user=settings.rate_user, channel=settings.rate_channel, server=settings.rate_server
            ),
            budgets=build_budgets(stores, settings, clock.now),
            moderate=moderation,
            counts=metrics,
            report=lambda error, doing: log_incident(error, services, of=doing),
        )
        compose = Compose(
            lambda place: application.at(place).issue_builder,
            stores.ledger,
            stores.digest_votes,
            stores.settings.get,
            guard,
        )
        digest_sender = DigestSender(
            compose,
            stores,
            metrics.count_digest,
            owns_guild=build_guild_filter(settings),
            sleep=clock.sleep,
        )
        services = Services(
            application=application.at(NO_PLACE),
            stores=stores,
            now=clock.now,
            clock=time.monotonic,
            new_id=lambda: secrets.token_hex(8),
            new_incident=lambda: secrets.token_hex(4),
            fetch=fetches.by_reference,
            fetch_text=partial(fetches.text, application.writer)
            if settings.full_text == "open-access"
            else None,
            compose=compose,
            send_digest=digest_sender.send_now,
            counts=metrics,
            guard=guard,
            adding=RateLimits(user=settings.rate_add_papers),
            command_rates=RateLimits(user=settings.rate_commands),
            queue=FairQueue(settings.max_questions),
        )
        metrics.watch("queue", "Questions that wait for their turn.", lambda: services.queue.length)
        loop = asyncio.get_running_loop()
        metrics.watch("tasks", "Tasks of the event loop.", lambda: len(asyncio.all_tasks(loop)))
        running = RunningBot()
        async with (
            serve_health(settings, application, stores, running, metrics),
            ingest_in_background(settings, services, fetches.batch, sleep=clock.sleep),
            run_in_background(reindex_queued(services, clock.sleep), "catching up"),
            run_in_background(fetch_wanted_texts(services, clock.sleep), "fetching whole papers"),
            run_in_background(sweep_expired(services, clock.sleep), "receipts"),
            digest_sender.run(services) as digests,
        ):
            try:
                await serve(
                    lambda: running.set(
                        FootnoteBot(
                            services,
                            (*FEATURES, digests),
                            message_content=settings.message_content,
                            shards=settings.shards,
                            shard_ids=settings.shard_ids,
                        )
                    ),
                    token,
                    api=settings.discord_api,
                    report=_print,
                    hold_locks=hold_locks,
                )
            finally:
                fetches.stop()


def _print(*lines: str) -> None:
    """Print for the operator, even if the terminal has closed."""
    with suppress(OSError):
        say(*lines)
