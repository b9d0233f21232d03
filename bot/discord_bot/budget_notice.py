"""Say below an answer that a budget is used up, why a model did not write it, and what it cost."""

from __future__ import annotations

from bot.answering.answer import Answer, Comparison, Summary
from bot.answering.language_model import Usage
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering import text
from bot.discord_bot.services import Services
from bot.limits.metering import Account

Result = Answer | Summary | Comparison


def compose_notice(made: Result, services: Services, t: Translations, account: Account) -> str:
    """Return the notice of what was made, with what a reader must know of budgets and cost.

    Why a model failed is in the log, for the operator; the notice says only that it did, and it is
    counted.
    """
    parts, exhausted = [made.notice], account.exhausted
    if (fallen := made.fallback) is not None:
        if fallen.reason == "failed":
            services.counts.count_failure("model")
        read = text.list_read_papers(made)
        reason = text.describe_fallback(t, fallen.reason, made.mode, read)
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
