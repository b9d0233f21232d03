"""Put the bot in Discord together, and run it."""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime

from bot.community.ports import Community
from bot.console.errors import ConsoleError, ExitCode
from bot.console.log import log_apart
from bot.console.terminal import say
from bot.discord_front.bot import FootnoteBot
from bot.discord_front.cogs import parts
from bot.discord_front.loop_watch import watched_loop
from bot.discord_front.rates import Rates
from bot.discord_front.running import CannotConnect, serve
from bot.discord_front.services import Services
from bot.discord_front.turnstile import Turnstile
from bot.evaluation.standing import last_standing
from bot.language_model.apart import writing_thread
from bot.operations.health import CannotListen
from bot.operations.metrics import Metrics
from bot.settings import Settings
from bot.wiring.application import Application, open_application
from bot.wiring.budgets import budgets_of
from bot.wiring.digests import Sending
from bot.wiring.growing import growing
from bot.wiring.health import Standing, told_over_http
from bot.wiring.moderating import moderating, moderation_of
from bot.wiring.readiness import make_ready, serve_many
from bot.wiring.receipts import sweeping
from bot.wiring.services import Fetches, open_fetches
from bot.wiring.state import open_state

_THREADS = 64  # that wait, most of them for their turn to search: what is quick is not to wait


class DiscordDown(ConsoleError):
    """Discord cannot be reached, or does not let the bot in."""

    code = ExitCode.DISCORD
    kind = "discord"


def run_discord(settings: Settings) -> None:
    """Run the bot until it is stopped; raise `ConsoleError`s and what `open_library` raises."""
    token = settings.discord_token
    if token is None:
        raise DiscordDown("DISCORD_TOKEN is not set.")
    with (
        log_apart(settings, "discord"),
        writing_thread() as models,
        open_application(settings, serve=models.apart) as application,
    ):
        say(*application.notices, application.model_notice)
        make_ready(application)
        try:
            with (
                open_state(settings) as community,
                open_fetches(settings, os.environ) as fetches,
            ):
                serve_many()
                asyncio.run(
                    _run(settings, token.get_secret_value(), application, community, fetches)
                )
        except (CannotConnect, CannotListen) as error:
            raise DiscordDown(str(error)) from error


async def _run(
    settings: Settings,
    token: str,
    application: Application,
    community: Community,
    fetches: Fetches,
) -> None:
    asyncio.get_running_loop().set_default_executor(
        ThreadPoolExecutor(_THREADS, thread_name_prefix="blocking")
    )
    metrics = Metrics()
    budgets = budgets_of(settings, community)
    moderation = moderation_of(settings)
    sending = Sending(application.compose, community, metrics.digest, budgets)
    services = Services(
        application=application,
        community=community,
        now=lambda: datetime.now(UTC),
        clock=time.monotonic,
        new_id=lambda: secrets.token_hex(8),
        new_incident=lambda: secrets.token_hex(4),
        fetch=fetches.by_reference,
        digests=sending.digests,
        evaluated=lambda: last_standing(settings.data_dir),
        turnstile=Turnstile(settings.at_once),
        counts=metrics,
        budgets=budgets,
        moderate=moderation,
        rates=Rates(
            user=settings.rate_user, channel=settings.rate_channel, server=settings.rate_server
        ),
    )
    metrics.watch("queue", "Questions that wait for their turn.", lambda: services.turnstile.queue)
    standing = Standing()
    async with (
        told_over_http(settings, application, community, standing, metrics),
        watched_loop() if settings.watch_loop else nullcontext(),
        growing(settings, services, fetches.patient),
        sweeping(services),
        moderating(moderation),
        sending.beside(services) as digests,
    ):
        try:
            await serve(
                lambda: standing.take(
                    FootnoteBot(
                        services,
                        (*parts(services), digests),
                        message_content=settings.message_content,
                        grace=settings.stop_grace,
                    )
                ),
                token,
                api=settings.discord_api,
                told=say,
            )
        finally:
            fetches.stop()
