"""Say where a budget would not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.assistant.cost import unpriced

if TYPE_CHECKING:
    from bot.settings import Settings


def gap(settings: Settings) -> str:
    """Return for which models a budget in dollars counts nothing; empty where it holds for all."""
    budgets = {
        "FOOTNOTE_DAILY_DOLLARS": settings.daily_dollars,
        "FOOTNOTE_DAILY_DOLLARS_SERVER": settings.daily_dollars_server,
        "FOOTNOTE_DAILY_DOLLARS_USER": settings.daily_dollars_user,
    }
    names = [name for name, budget in budgets.items() if budget is not None]
    models = unpriced(dict.fromkeys((settings.model, *settings.models)))
    if settings.mode != "model" or not names or not models:
        return ""
    tokens = ", ".join(name.replace("DOLLARS", "TOKENS") for name in names)
    return (
        f"{', '.join(names)}: nothing is counted for {', '.join(models)}, whose price is not in "
        f"bot/assistant/prices.toml. Set {tokens} too, or write the price there."
    )
