"""Offer for how long a server's receipts are kept, and read what was chosen."""

from __future__ import annotations

from typing import Final

import discord

from bot.discord_bot import limits
from bot.discord_bot.locales import Translations

AS_SET: Final = "-"
"""The value that leaves it as the operator has it."""

_DAYS: Final = (0, 1, 7, 30, 90, 180, 365)


def options(t: Translations, chosen: int | None, most: int) -> list[discord.SelectOption]:
    """Return the choices: as the operator has it, `most` days, and whatever is shorter."""
    as_set = t("administration-as-set", value=_told(t, most))
    fewer = {days for days in (*_DAYS, chosen) if days is not None and days < most}
    given = [(as_set, AS_SET), *((_told(t, days), str(days)) for days in sorted(fewer))]
    holds = str(chosen) if chosen in fewer else AS_SET
    return [
        discord.SelectOption(
            label=limits.cut(label, limits.OPTION_LABEL), value=value, default=value == holds
        )
        for label, value in given
    ]


def days_in(value: str) -> int | None:
    """Return the days that a choice stands for; None for as the operator has it."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else None


def _told(t: Translations, days: int) -> str:
    return t("administration-receipts-days", days=days)
