"""Footnote's settings: which there are, which values they take, and where these are read."""

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
