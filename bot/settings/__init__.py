"""Footnote's settings: their names, their valid values, and how they are loaded."""

from bot.settings.loading import SettingsError, default_cache_dir, load_settings
from bot.settings.settings import LogFormat, Settings, variables

__all__ = [
    "LogFormat",
    "Settings",
    "SettingsError",
    "default_cache_dir",
    "load_settings",
    "variables",
]
