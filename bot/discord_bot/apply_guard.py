"""Apply rate limits, moderation and the queue in Discord, and put what they decide into words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.answering.answer import Answer, Comparison, Summary
from bot.answering.language_model import Usage
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.delivery.targets import Response
from bot.discord_bot.errors import UserError
from bot.discord_bot.inflight import RequestSource
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.log import log
from bot.discord_bot.rendering import text
from bot.discord_bot.rendering.answer import queue_message
from bot.discord_bot.services import Services, services_of
from bot.limits.guard import QuestionFlagged, RateLimited
from bot.limits.metering import Account

Result = Answer | Summary | Comparison


async def check_rate_limit(services: Services, source: RequestSource, count: int = 1) -> None:
    """Raise `UserError` for `count` requests that come too fast.

    To be called before anything is made or announced.
    """
    person = source.user if isinstance(source, discord.Interaction) else source.author
    channel_id = source.channel.id if source.channel else 0
    guild_id = source.guild.id if source.guild else None
    try:
        await services.guard.check_rate_limit(person.id, channel_id, guild_id, count)
    except RateLimited as error:
        raise UserError("guard-rate", scope=error.scope) from error


async def check_moderation(services: Services, question: str) -> None:
    """Raise `UserError` for a question that is flagged."""
    try:
        await services.guard.check_moderation(question)
    except QuestionFlagged as error:
        log().info("question flagged", categories=list(error.categories))
        raise UserError("guard-flagged") from error


@asynccontextmanager
async def queue_slot(interaction: discord.Interaction[Any], t: Translations) -> AsyncIterator[None]:
    """Wait for a slot of the queue, and hold it.

    A deferred reply shows how many are ahead. A message that a button will change stays as it is.
    """
    services = services_of(interaction)
    reply = StreamingReply([Response(interaction)])

    def show_position(ahead: int) -> None:
        reply.update(lambda: queue_message(t, ahead))

    is_thinking = (
        interaction.response.type is discord.InteractionResponseType.deferred_channel_message
    )
    try:
        on_wait = show_position if is_thinking else None
        async with services.queue.slot(interaction.user.id, on_wait):
            await reply.stop()
            yield
    finally:
        await reply.stop()


def compose_notice(made: Result, services: Services, t: Translations, account: Account) -> str:
    """Return the notice of what was made, with what a reader must know of budgets and cost.

    Why a model failed is in the log, for the operator; the notice says only that it did, and it is
    counted.
    """
    parts, exhausted = [made.notice], account.exhausted
    if (fallen := made.fallback) is not None:
        if fallen.reason == "failed":
            services.counts.count_failure("model")
        reason = text.describe_fallback(t, fallen.reason, made.mode)
        if fallen.reason == "over-budget" and account.refused is not None:
            services.counts.count_over_budget(account.refused)
            if made.mode == "extractive":  # else the model wrote some of it
                exhausted, reason = account.refused, ""
        parts = [made.notice.removesuffix(fallen.explanation).strip(), reason]
    if exhausted is not None:
        parts.insert(0, t("guard-budget", scope=exhausted))
    if services.application.settings.show_cost:
        parts.append(describe_cost(made.usage, t))
    return " ".join(filter(None, parts))


def describe_cost(usage: Usage, t: Translations) -> str:
    """Return the tokens used and their cost in words; empty if none were used."""
    tokens, cost = usage.total_tokens, usage.dollars
    if not tokens:
        return ""
    if cost is None:
        return t("ask-cost-unknown", tokens=tokens)
    return t("ask-cost", tokens=tokens, dollars=f"{cost:.4f}")
