"""Say in which language and by which model a summary or comparison is written."""

from __future__ import annotations

from dataclasses import dataclass

from bot.community.server_settings import ServerSettings
from bot.discord_front.ports import Application


@dataclass(frozen=True, slots=True)
class Writing:
    """The language, by its English name or as somebody typed it, and the model, None for ours."""

    language: str
    model: str | None


def writing(application: Application, settings: ServerSettings, language: str = "") -> Writing:
    """Return what was asked for, else what the server settled, else what the operator set."""
    wanted = language.strip() or settings.language or application.settings.language
    return Writing(wanted, settings.model or None)
