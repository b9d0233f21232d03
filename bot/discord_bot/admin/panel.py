"""Lay out the settings of a server, with a control for each."""

from __future__ import annotations

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
    Component,
    OutgoingMessage,
    button,
    button_rows,
    message,
    separator,
    subtext,
    text,
)
from bot.settings.server import ServerSettings
from retrieval.text import patterns as re

SETTING = re.compile(
    r"fn:z:(?:(?P<setting>channels|roles|digests|links|model|language|receipts|panel|reset(?:-all)?)|"
    r"(?P<cutoff>cutoff)(?::(?P<typed>[^:]{1,6}))?|"
    r"(?P<switch>mentions|threads|unsupported|pictures):(?P<to>on|off|drop|strike|dark|light))"
)
"""A switch says what it switches to, so that two people who press it at once agree."""
CUTOFF_FORM_ID = re.compile(r"fn:m:cutoff")

_MAX_OPTIONS = 25
_CHANNELS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
]


@dataclass(frozen=True, slots=True)
class SettingChoices:
    """What a server may choose from, and the defaults."""

    models: Sequence[str]
    model: str
    language: str
    cutoff: float
    unsupported: str
    receipt_days: int

    def unsupported_in(self, settings: ServerSettings) -> str:
        """Return what becomes of an unsupported sentence in a server: "drop" or "strike"."""
        return settings.unsupported or self.unsupported


def build_panel(
    t: Translations, settings: ServerSettings, offered: SettingChoices, saved: str = ""
) -> OutgoingMessage:
    """Show the settings; `saved` says what was just changed."""
    head = f"**{t('admin-settings')}**"
    head += f"\n{subtext(saved or t('admin-settings-hint'))}"
    components: list[Component] = [
        text(head),
        separator(),
        text(_heading(t, "channels", _format_mentions(t, "all", settings.channels, "#"))),
        ui.ActionRow(_channel_menu(t, "channels", settings.channels)),
        text(_heading(t, "roles", _format_mentions(t, "all", settings.roles, "@&"))),
        ui.ActionRow(_role_menu(t, "roles", settings.roles)),
        text(_heading(t, "digests", _format_mentions(t, "nobody", settings.digest_roles, "@&"))),
        ui.ActionRow(_role_menu(t, "digests", settings.digest_roles)),
        text(_heading(t, "links", _format_mentions(t, "nowhere", settings.link_channels, "#"))),
        ui.ActionRow(_channel_menu(t, "links", settings.link_channels)),
    ]
    if len(offered.models) > 1:
        components += [
            text(_heading(t, "model", "")),
            ui.ActionRow(_model_menu(t, settings, offered)),
        ]
    components += [
        text(_heading(t, "language", "")),
        ui.ActionRow(_language_menu(t, settings, offered)),
        text(_heading(t, "receipts", "")),
        ui.ActionRow(_receipt_menu(t, settings, offered)),
        text(_describe_others(t, settings, offered)),
        *button_rows(_buttons(t, settings, offered)),
    ]
    return message("ok" if saved else "paper", components)


def build_reset_question(t: Translations) -> OutgoingMessage:
    """Ask whether all settings are to go back to their defaults."""
    yes = button(t("admin-button-reset"), "fn:z:reset-all", style=discord.ButtonStyle.danger)
    no = button(t("shelves-button-keep"), "fn:z:panel")
    head = f"**{t('admin-reset-question')}**\n{t('admin-reset-about')}"
    return message("refusal", [text(head), *button_rows([yes, no])])


def _heading(t: Translations, setting: str, value: str) -> str:
    title = f"**{t(f'admin-{setting}')}**"
    return f"{title} · {value}" if value else title


def _format_mentions(t: Translations, none: str, ids: Sequence[int], sign: str) -> str:
    if not ids:
        return t(f"admin-{none}")
    return " ".join(f"<{sign}{each}>" for each in ids)


def _channel_menu(t: Translations, setting: str, ids: Sequence[int]) -> ui.ChannelSelect[Any]:
    return ui.ChannelSelect(
        custom_id=f"fn:z:{setting}",
        channel_types=_CHANNELS,
        placeholder=_placeholder(t, setting),
        min_values=0,
        max_values=_MAX_OPTIONS,
        default_values=[
            discord.SelectDefaultValue(id=each, type=discord.SelectDefaultValueType.channel)
            for each in ids[:_MAX_OPTIONS]
        ],
    )


def _role_menu(t: Translations, setting: str, ids: Sequence[int]) -> ui.RoleSelect[Any]:
    return ui.RoleSelect(
        custom_id=f"fn:z:{setting}",
        placeholder=_placeholder(t, setting),
        min_values=0,
        max_values=_MAX_OPTIONS,
        default_values=[
            discord.SelectDefaultValue(id=each, type=discord.SelectDefaultValueType.role)
            for each in ids[:_MAX_OPTIONS]
        ],
    )


def _placeholder(t: Translations, setting: str) -> str:
    return limits.cut(t(f"admin-{setting}-none"), limits.PLACEHOLDER)


def _model_menu(
    t: Translations, settings: ServerSettings, offered: SettingChoices
) -> ui.Select[Any]:
    names = [name for name in offered.models if limits.count_units(name) <= limits.OPTION_VALUE]
    chosen = settings.model if settings.model in names else OPERATOR_DEFAULT
    as_set = t("admin-as-set", value=offered.model)
    options = [_option(as_set, OPERATOR_DEFAULT, chosen)]
    options += [_option(name, name, chosen) for name in names[: _MAX_OPTIONS - 1]]
    return ui.Select(custom_id="fn:z:model", options=options)


def _language_menu(
    t: Translations, settings: ServerSettings, offered: SettingChoices
) -> ui.Select[Any]:
    chosen = settings.language if settings.language in ANSWER_LANGUAGES else OPERATOR_DEFAULT
    default = ANSWER_LANGUAGES.get(offered.language, offered.language)
    as_set = t("admin-as-set", value=default)
    options = [_option(as_set, OPERATOR_DEFAULT, chosen)]
    options += [
        _option(own if own == english else f"{own} · {english}", english, chosen)
        for english, own in ANSWER_LANGUAGES.items()
    ]
    return ui.Select(custom_id="fn:z:language", options=options[:_MAX_OPTIONS])


def _receipt_menu(
    t: Translations, settings: ServerSettings, offered: SettingChoices
) -> ui.Select[Any]:
    choices = receipt_options(t, settings.receipt_days, offered.receipt_days)
    return ui.Select(custom_id="fn:z:receipts", options=choices)


def _option(label: str, value: str, chosen: str) -> discord.SelectOption:
    label = limits.cut(label, limits.OPTION_LABEL)
    return discord.SelectOption(label=label, value=value, default=value == chosen)


def _describe_others(t: Translations, settings: ServerSettings, offered: SettingChoices) -> str:
    cutoff = offered.cutoff if settings.cutoff is None else settings.cutoff
    key = "admin-cutoff-as-set" if settings.cutoff is None else "admin-cutoff-is"
    lines = [
        t(f"admin-mentions-{_on_or_off(settings.mentions)}"),
        t(f"admin-threads-{_on_or_off(settings.threads)}"),
        t(key, cutoff=round(cutoff, 2)),
        t(f"admin-unsupported-{offered.unsupported_in(settings)}"),
        t(f"admin-pictures-{'light' if settings.light_pictures else 'dark'}"),
    ]
    return "\n".join(f"- {escape_markdown(line)}" for line in lines)


def _buttons(
    t: Translations, settings: ServerSettings, offered: SettingChoices
) -> list[ui.Button[Any]]:
    mentions, threads = _on_or_off(not settings.mentions), _on_or_off(not settings.threads)
    shade = "dark" if settings.light_pictures else "light"
    other = "drop" if offered.unsupported_in(settings) == "strike" else "strike"
    return [
        button(t(f"admin-button-mentions-{mentions}"), f"fn:z:mentions:{mentions}"),
        button(
            t(f"admin-button-threads-{threads}"),
            f"fn:z:threads:{threads}",
            disabled=not settings.mentions,
        ),
        button(t("admin-button-cutoff"), "fn:z:cutoff"),
        button(t(f"admin-button-unsupported-{other}"), f"fn:z:unsupported:{other}"),
        button(t(f"admin-button-pictures-{shade}"), f"fn:z:pictures:{shade}"),
        button(
            t("admin-button-reset-ask"),
            "fn:z:reset",
            style=discord.ButtonStyle.danger,
            disabled=settings == ServerSettings(),
        ),
    ]


def _on_or_off(on: bool) -> str:
    return "on" if on else "off"


OPERATOR_DEFAULT: Final = "-"
"""The value of the operator's default."""

_RECEIPT_DAYS: Final = (0, 1, 7, 30, 90, 180, 365)


def receipt_options(
    t: Translations, chosen: int | None, max_days: int
) -> list[discord.SelectOption]:
    """Return the choices: the operator's default, which is `max_days` days, and shorter times."""
    as_set = t("admin-as-set", value=_format_days(t, max_days))
    fewer = {days for days in (*_RECEIPT_DAYS, chosen) if days is not None and days < max_days}
    given = [
        (as_set, OPERATOR_DEFAULT),
        *((_format_days(t, days), str(days)) for days in sorted(fewer)),
    ]
    holds = str(chosen) if chosen in fewer else OPERATOR_DEFAULT
    return [
        discord.SelectOption(
            label=limits.cut(label, limits.OPTION_LABEL), value=value, default=value == holds
        )
        for label, value in given
    ]


def parse_days(value: str) -> int | None:
    """Return the days of a choice; None for the operator's default."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else None


def _format_days(t: Translations, days: int) -> str:
    return t("admin-receipts-days", days=days)
