"""Hold the settings that are in force, which change while the bot runs."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings import Settings


@dataclass(slots=True)
class InForce:
    """The settings in force; whoever keeps a part of them takes it anew when they change."""

    settings: Settings
