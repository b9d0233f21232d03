"""Keep what people have written within rates and budgets: beyond these, quotes."""

from __future__ import annotations

import asyncio

import discord

from bot.answering.answer import Answer, Comparison, Summary
from bot.answering.cost import dollars
from bot.answering.language_model import LanguageModelError
from bot.community.account import Account
from bot.community.budgets import Budget
from bot.discord_bot.errors import UserError, log_incident
from bot.discord_bot.inflight import Where
from bot.discord_bot.locales import Translations
from bot.discord_bot.log import log
from bot.discord_bot.rendering import text
from bot.discord_bot.services import Services

Made = Answer | Summary | Comparison

QUOTING = "extractive"
"""The model that costs nothing; it is always among those offered."""


async def check_rate_limit(
    services: Services, t: Translations, where: Where, count: int = 1
) -> None:
    """Raise `UserError` where a person asks faster than they may; else count what is asked for.

    To be asked before anything is made or announced.
    """
    person = where.user if isinstance(where, discord.Interaction) else where.author
    channel_id = where.channel.id if where.channel else 0
    guild_id = where.guild.id if where.guild else None
    whose = await services.rates.take(person.id, channel_id, guild_id, count)
    if whose is not None:
        services.counts.turned_away(whose)
        raise UserError(t(f"asking-rate-{whose}"), t("asking-rate-todo"))


async def check_moderation(services: Services, t: Translations, question: str) -> None:
    """Raise `UserError` where a question is flagged; where nobody can say, it is answered."""
    if services.moderate is None:
        return
    try:
        flagged = await services.moderate(question)
    except LanguageModelError as error:
        log_incident(error, services, of="moderating")
        return
    if flagged:
        log().info("question flagged", categories=list(flagged))
        services.counts.turned_away("flagged")
        raise UserError(t("asking-flagged"), t("asking-flagged-todo"))


def account_of(services: Services, guild_id: int | None, user_id: int) -> Account:
    """Return what meters the models that a person in a server has write."""
    return Account(
        services.budgets,
        guild_id,
        user_id,
        used=services.counts.used,
        failed=lambda error, of: log_incident(error, services, of=of),
    )


async def exhausted_budget(services: Services, account: Account) -> Budget | None:
    """Return the budget that is used up; None where a model may write."""
    if services.application.settings.mode == "extractive":
        return None
    budget = await asyncio.to_thread(account.used_up)
    if budget is not None:
        services.counts.quoted(budget)
    return budget


def cost(services: Services, made: Made, named: str | None) -> float | None:
    """Return what it cost in US dollars by the model `named`, None ours; None: not known.

    Where a model failed and quotes stand instead, its tokens are paid all the same.
    """
    return dollars(_paid(services, made, named), made.usage)


def _paid(services: Services, made: Made, named: str | None) -> str:
    failed = made.mode == "extractive"
    return (named or services.application.settings.model) if failed else made.model


def build_notice(
    made: Made,
    services: Services,
    t: Translations,
    account: Account,
    over: Budget | None,
    named: str | None,
) -> str:
    """Return the notice of what was made, with what is to be said of budgets and its cost.

    `over` is the budget that was used up before anything was written; `account` knows of one that
    was used up meanwhile. Why a model gave nothing is in the log, for who runs this; here stands
    that it did not, which is counted.
    """
    parts = [made.notice]
    if (fallen := made.fallen) is not None:
        if fallen.how == "failed":
            services.counts.failed("model")
        told = text.fallen(t, fallen.how, made.mode)
        if fallen.how == "over-budget" and account.over is not None:
            services.counts.quoted(account.over)
            if made.mode == "extractive":  # else some of it is the model's
                over, told = account.over, ""
        parts = [made.notice.removesuffix(fallen.why).strip(), told]
    if over is not None:
        parts.insert(0, t(f"asking-budget-{over}"))
    if services.application.settings.show_cost:
        parts.append(cost_told(made, services, t, named))
    return " ".join(filter(None, parts))


def cost_told(made: Made, services: Services, t: Translations, named: str | None) -> str:
    """Return what is said of the tokens that were used, and of their cost; empty for none."""
    tokens = made.usage.total_tokens
    if not tokens:
        return ""
    known = cost(services, made, named)
    key = "asking-cost-unknown" if known is None else "asking-cost"
    return t(key, tokens=tokens, dollars=f"{known or 0:.4f}")
