"""Footnote's settings: which there are, which values they take, and where these are read."""

from bot.settings.loading import SettingsError, default_cache_dir, load_settings
from bot.settings.settings import LIVE, LogFormat, Settings, variables

__all__ = [
    "LIVE",
    "LogFormat",
    "Settings",
    "SettingsError",
    "default_cache_dir",
    "load_settings",
    "variables",
]
