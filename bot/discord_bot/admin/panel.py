"""Lay out the settings of a server: what holds now, and a control for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import ui

from bot.discord_bot import limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.options import ANSWER_LANGUAGES
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import (
    OutgoingMessage,
    Piece,
    button,
    button_rows,
    message,
    separator,
    subtext,
    text,
)
from bot.settings.server import ServerSettings

SETTING = re.compile(
    r"fn:z:(?:(?P<setting>channels|roles|digests|links|model|language|cutoff|receipts|reset)|"
    r"(?P<switch>(?:mentions|threads)(?=:o)|unsupported(?=:[ds])):(?P<to>on|off|drop|strike))"
)
"""A switch says what it switches to, so that two people who press it at once agree."""
CUTOFF_FORM = re.compile(r"fn:m:cutoff")

_MOST = 25
_CHANNELS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
]


@dataclass(frozen=True, slots=True)
class Offered:
    """What a server may choose from, and what holds where it chooses nothing."""

    models: Sequence[str]
    model: str
    language: str
    cutoff: float
    unsupported: str
    receipt_days: int

    def unsupported_in(self, settings: ServerSettings) -> str:
        """Return what becomes of an unsupported sentence in a server: "drop" or "strike"."""
        return settings.unsupported or self.unsupported


def panel(
    t: Translations, settings: ServerSettings, offered: Offered, saved: str = ""
) -> OutgoingMessage:
    """Show the settings; `saved` says what was just changed."""
    head = f"**{t('administration-settings')}**"
    head += f"\n{subtext(saved or t('administration-settings-hint'))}"
    pieces: list[Piece] = [
        text(head),
        separator(),
        text(_titled(t, "channels", _places(t, "all", settings.channels, "#"))),
        ui.ActionRow(_channels(t, "channels", settings.channels)),
        text(_titled(t, "roles", _places(t, "all", settings.roles, "@&"))),
        ui.ActionRow(_roles(t, "roles", settings.roles)),
        text(_titled(t, "digests", _places(t, "nobody", settings.digest_roles, "@&"))),
        ui.ActionRow(_roles(t, "digests", settings.digest_roles)),
        text(_titled(t, "links", _places(t, "nowhere", settings.link_channels, "#"))),
        ui.ActionRow(_channels(t, "links", settings.link_channels)),
    ]
    if len(offered.models) > 1:
        pieces += [
            text(_titled(t, "model", "")),
            ui.ActionRow(_model(t, settings, offered)),
        ]
    pieces += [
        text(_titled(t, "language", "")),
        ui.ActionRow(_language(t, settings, offered)),
        text(_titled(t, "receipts", "")),
        ui.ActionRow(_receipts(t, settings, offered)),
        text(_rest(t, settings, offered)),
        *button_rows(_buttons(t, settings, offered)),
    ]
    return message("ok" if saved else "paper", pieces)


def _titled(t: Translations, setting: str, value: str) -> str:
    title = f"**{t(f'administration-{setting}')}**"
    return f"{title} · {value}" if value else title


def _places(t: Translations, none: str, ids: Sequence[int], sign: str) -> str:
    if not ids:
        return t(f"administration-{none}")
    return " ".join(f"<{sign}{each}>" for each in ids)


def _channels(t: Translations, setting: str, ids: Sequence[int]) -> ui.ChannelSelect[Any]:
    return ui.ChannelSelect(
        custom_id=f"fn:z:{setting}",
        channel_types=_CHANNELS,
        placeholder=_placeholder(t, setting),
        min_values=0,
        max_values=_MOST,
        default_values=[
            discord.SelectDefaultValue(id=each, type=discord.SelectDefaultValueType.channel)
            for each in ids[:_MOST]
        ],
    )


def _roles(t: Translations, setting: str, ids: Sequence[int]) -> ui.RoleSelect[Any]:
    return ui.RoleSelect(
        custom_id=f"fn:z:{setting}",
        placeholder=_placeholder(t, setting),
        min_values=0,
        max_values=_MOST,
        default_values=[
            discord.SelectDefaultValue(id=each, type=discord.SelectDefaultValueType.role)
            for each in ids[:_MOST]
        ],
    )


def _placeholder(t: Translations, setting: str) -> str:
    return limits.cut(t(f"administration-{setting}-none"), limits.PLACEHOLDER)


def _model(t: Translations, settings: ServerSettings, offered: Offered) -> ui.Select[Any]:
    names = [name for name in offered.models if limits.units(name) <= limits.OPTION_VALUE]
    chosen = settings.model if settings.model in names else AS_SET
    as_set = t("administration-as-set", value=offered.model)
    options = [_option(as_set, AS_SET, chosen)]
    options += [_option(name, name, chosen) for name in names[: _MOST - 1]]
    return ui.Select(custom_id="fn:z:model", options=options)


def _language(t: Translations, settings: ServerSettings, offered: Offered) -> ui.Select[Any]:
    chosen = settings.language if settings.language in ANSWER_LANGUAGES else AS_SET
    as_set = t("administration-as-set", value=offered.language)
    options = [_option(as_set, AS_SET, chosen)]
    options += [
        _option(own if own == english else f"{own} · {english}", english, chosen)
        for english, own in ANSWER_LANGUAGES.items()
    ]
    return ui.Select(custom_id="fn:z:language", options=options[:_MOST])


def _receipts(t: Translations, settings: ServerSettings, offered: Offered) -> ui.Select[Any]:
    choices = options(t, settings.receipt_days, offered.receipt_days)
    return ui.Select(custom_id="fn:z:receipts", options=choices)


def _option(label: str, value: str, chosen: str) -> discord.SelectOption:
    label = limits.cut(label, limits.OPTION_LABEL)
    return discord.SelectOption(label=label, value=value, default=value == chosen)


def _rest(t: Translations, settings: ServerSettings, offered: Offered) -> str:
    cutoff = offered.cutoff if settings.cutoff is None else settings.cutoff
    key = "administration-cutoff-as-set" if settings.cutoff is None else "administration-cutoff-is"
    lines = [
        t(f"administration-mentions-{_switch(settings.mentions)}"),
        t(f"administration-threads-{_switch(settings.threads)}"),
        t(key, cutoff=round(cutoff, 2)),
        t(f"administration-unsupported-{offered.unsupported_in(settings)}"),
    ]
    return "\n".join(f"- {escape_markdown(line)}" for line in lines)


def _buttons(t: Translations, settings: ServerSettings, offered: Offered) -> list[ui.Button[Any]]:
    mentions, threads = _switch(not settings.mentions), _switch(not settings.threads)
    other = "drop" if offered.unsupported_in(settings) == "strike" else "strike"
    return [
        button(t(f"administration-button-mentions-{mentions}"), f"fn:z:mentions:{mentions}"),
        button(
            t(f"administration-button-threads-{threads}"),
            f"fn:z:threads:{threads}",
            disabled=not settings.mentions,
        ),
        button(t("administration-button-cutoff"), "fn:z:cutoff"),
        button(t(f"administration-button-unsupported-{other}"), f"fn:z:unsupported:{other}"),
        button(
            t("administration-button-reset"),
            "fn:z:reset",
            style=discord.ButtonStyle.danger,
            disabled=settings == ServerSettings(),
        ),
    ]


def _switch(on: bool) -> str:
    return "on" if on else "off"


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
