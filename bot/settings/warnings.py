"""Warn about settings that have no effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.limits.metering import find_unpriced

if TYPE_CHECKING:
    from bot.settings import Settings


_NO_SERVER = (
    "no effect, because no model server is configured. Set OPENAI_API_KEY or OPENAI_BASE_URL."
)


def find_warnings(settings: Settings) -> dict[str, str]:
    """Return warnings by topic: first what has no effect, then what to do."""
    has_server = settings.mode == "model"
    found = {"budgets": _warn_of_budgets(settings)}
    if settings.judge_model and settings.llm_judge == "off":
        found["judge"] = (
            "FOOTNOTE_JUDGE_MODEL has no effect, because FOOTNOTE_LLM_JUDGE is off. "
            "Set it to auto or on."
        )
    elif not has_server and (settings.judge_model or settings.llm_judge == "on"):
        found["judge"] = f"FOOTNOTE_LLM_JUDGE and FOOTNOTE_JUDGE_MODEL have {_NO_SERVER}"
    if settings.moderation and not has_server:
        found["moderation"] = f"FOOTNOTE_MODERATION has {_NO_SERVER}"
    if settings.mirror_pause is not None and not settings.mirror:
        found["mirror"] = (
            "FOOTNOTE_MIRROR_PAUSE has no effect without FOOTNOTE_MIRROR. Set both, or neither."
        )
    return {topic: warning for topic, warning in found.items() if warning}


def _warn_of_budgets(settings: Settings) -> str:
    """Return which models a budget in dollars does not count."""
    budgets = {
        "FOOTNOTE_DAILY_DOLLARS": settings.daily_dollars,
        "FOOTNOTE_DAILY_DOLLARS_SERVER": settings.daily_dollars_server,
        "FOOTNOTE_DAILY_DOLLARS_USER": settings.daily_dollars_user,
    }
    names = [name for name, budget in budgets.items() if budget is not None]
    used = (settings.model, *settings.models, settings.judge_model)
    models = find_unpriced(dict.fromkeys(filter(None, used)))
    if settings.mode != "model" or not names or not models:
        return ""
    tokens = ", ".join(name.replace("DOLLARS", "TOKENS") for name in names)
    return (
        f"{', '.join(names)} does not count {', '.join(models)}, whose price is not in "
        f"bot/limits/prices.toml. Set {tokens} too, or add the price."
    )
