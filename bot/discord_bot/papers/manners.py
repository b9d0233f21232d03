"""Say in which language, by which model and how a summary or comparison is written."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.options import Unsupported
from bot.discord_bot.ports import Application
from bot.settings.server import ServerSettings


@dataclass(frozen=True, slots=True)
class Writing:
    """The language, by its English name or as somebody typed it, and the model, None for ours.

    `unsupported` is what becomes of a sentence that the abstract does not bear, None as we have it.
    """

    language: str
    model: str | None
    unsupported: Unsupported | None = None


def writing(application: Application, settings: ServerSettings, language: str = "") -> Writing:
    """Return what was asked for, else what the server settled, else what the operator set."""
    wanted = language.strip() or settings.language or application.settings.language
    return Writing(wanted, settings.model or None, settings.options.unsupported)
