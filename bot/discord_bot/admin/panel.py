"""Lay out the settings of a server, with a control for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import discord
from discord import ui

from bot.discord_bot import limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.options import ANSWER_LANGUAGES, language_names
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import (
    OutgoingMessage,
    button,
    button_rows,
    message,
    option,
    separator,
    subtext,
    text,
)
from bot.records.server_settings import ServerSettings
from retrieval.text import patterns as re

SETTING = re.compile(
    r"fn:z:(?:(?P<setting>channels|roles|digests|links|model|language|receipts|panel|reset(?:-all)?)|"
    r"(?P<cutoff>cutoff)(?::(?P<typed>[^:]{1,6}))?|"
    r"(?P<switch>mentions|threads|unsupported):(?P<to>on|off|drop|strike))"
)
"""A switch says what it switches to, so that two people who press it at once agree."""

OPERATOR_DEFAULT: Final = "-"
"""The value of the operator's default."""

_RECEIPT_DAYS: Final = (0, 1, 7, 30, 90, 180, 365)
_CHANNELS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
]

Change = Callable[[ServerSettings], ServerSettings]


@dataclass(frozen=True, slots=True)
class SettingChoices:
    """What a server may choose from, and the defaults."""

    models: Sequence[str]
    model: str
    language: str
    cutoff: float
    unsupported: str
    receipt_days: int


@dataclass(frozen=True, slots=True)
class _IdSetting:
    """A setting of channels or roles: its attribute, and the messages of its parts."""

    attribute: str
    title: str
    nothing: str
    placeholder: str
    is_roles: bool = False


_ID_SETTINGS: Final = {
    "channels": _IdSetting("channels", "admin-channels", "admin-all", "admin-channels-none"),
    "roles": _IdSetting("roles", "admin-roles", "admin-all", "admin-roles-none", True),
    "digests": _IdSetting(
        "digest_roles", "admin-digests", "admin-nobody", "admin-digests-none", True
    ),
    "links": _IdSetting("link_channels", "admin-links", "admin-nowhere", "admin-links-none"),
}


def build_panel(
    t: Translations, settings: ServerSettings, offered: SettingChoices, saved: str = ""
) -> OutgoingMessage:
    """Show the settings; `saved` says what was just changed."""
    head = f"**{t('admin-settings')}**\n{subtext(saved or t('admin-settings-hint'))}"
    components = [text(head), separator()]
    for name, setting in _ID_SETTINGS.items():
        components += _id_menu(t, name, setting, getattr(settings, setting.attribute))
    models, language = {name: name for name in offered.models}, offered.language
    menus: dict[str, tuple[str, str, dict[str, str], str]] = {
        "model": ("admin-model", offered.model, models, settings.model),
        "language": (
            "admin-language",
            ANSWER_LANGUAGES.get(language, language),
            language_names(),
            settings.language,
        ),
        "receipts": (
            "admin-receipts",
            t("admin-receipts-days", days=offered.receipt_days),
            _shorter_receipt_days(t, settings.receipt_days, offered),
            str(settings.receipt_days),
        ),
    }
    if len(models) < 2:
        del menus["model"]
    for name, (title, as_set, named, chosen) in menus.items():
        choices = {OPERATOR_DEFAULT: t("admin-as-set", value=as_set)} | named
        options = [
            option(label, value, chosen=value == (chosen if chosen in named else OPERATOR_DEFAULT))
            for value, label in choices.items()
            if limits.count_units(value) <= limits.OPTION_VALUE
        ]
        menu: ui.Select[Any] = ui.Select(
            custom_id=f"fn:z:{name}", options=options[: limits.SELECT_OPTIONS]
        )
        components += [text(f"**{t(title)}**"), ui.ActionRow(menu)]
    components += [
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


def build_change(setting: str, values: Sequence[str], offered: SettingChoices) -> Change:
    """Return the change that a menu or switch makes."""
    value = values[0] if values else OPERATOR_DEFAULT
    changed: dict[str, Any]
    match setting:
        case "reset-all":
            return lambda _: ServerSettings()
        case "model":
            changed = {"model": value if value in offered.models else ""}
        case "language":
            changed = {"language": value if value in ANSWER_LANGUAGES else ""}
        case "unsupported":
            changed = {"unsupported": "" if value == offered.unsupported else value}
        case "receipts":
            changed = {"receipt_days": int(value) if value.isdecimal() else None}
        case "mentions" | "threads":
            changed = {setting: value == "on"}
        case _:
            changed = {_ID_SETTINGS[setting].attribute: tuple(map(int, values))}
    return lambda settings: replace(settings, **changed)


def _id_menu(
    t: Translations, name: str, setting: _IdSetting, ids: Sequence[int]
) -> list[ui.Item[Any]]:
    """Return the heading of a setting of channels or roles, and the menu that changes it."""
    sign = "@&" if setting.is_roles else "#"
    shown = " ".join(f"<{sign}{each}>" for each in ids) or t(setting.nothing)
    kind = discord.SelectDefaultValueType.role if setting.is_roles else (
        discord.SelectDefaultValueType.channel
    )  # fmt: skip
    parts: dict[str, Any] = {
        "custom_id": f"fn:z:{name}",
        "placeholder": limits.cut(t(setting.placeholder), limits.PLACEHOLDER),
        "min_values": 0,
        "max_values": limits.SELECT_OPTIONS,
        "default_values": [
            discord.SelectDefaultValue(id=each, type=kind) for each in ids[: limits.SELECT_OPTIONS]
        ],
    }
    menu: ui.Item[Any] = (
        ui.RoleSelect(**parts)
        if setting.is_roles
        else ui.ChannelSelect(channel_types=_CHANNELS, **parts)
    )
    return [text(f"**{t(setting.title)}** · {shown}"), ui.ActionRow(menu)]


def _shorter_receipt_days(
    t: Translations, chosen: int | None, offered: SettingChoices
) -> dict[str, str]:
    """Return the names of times that are shorter than the operator's, by their days."""
    given = {days for days in (*_RECEIPT_DAYS, chosen) if days is not None}
    fewer = sorted(days for days in given if days < offered.receipt_days)
    return {str(days): t("admin-receipts-days", days=days) for days in fewer}


def _describe_others(t: Translations, settings: ServerSettings, offered: SettingChoices) -> str:
    is_default = settings.cutoff is None
    cutoff = round(offered.cutoff if settings.cutoff is None else settings.cutoff, 2)
    lines = [
        t("admin-mentions", state="on" if settings.mentions else "off"),
        t("admin-threads", state="on" if settings.threads else "off"),
        t("admin-cutoff-as-set" if is_default else "admin-cutoff-is", cutoff=cutoff),
        t("admin-unsupported", state=settings.unsupported or offered.unsupported),
    ]
    return "\n".join(f"- {escape_markdown(line)}" for line in lines)


def _buttons(
    t: Translations, settings: ServerSettings, offered: SettingChoices
) -> list[ui.Button[Any]]:
    mentions = "off" if settings.mentions else "on"
    threads = "off" if settings.threads else "on"
    strikes = (settings.unsupported or offered.unsupported) == "strike"
    other = "drop" if strikes else "strike"
    is_default, danger = settings == ServerSettings(), discord.ButtonStyle.danger
    return [
        button(t("admin-button-mentions", to=mentions), f"fn:z:mentions:{mentions}"),
        button(
            t("admin-button-threads", to=threads),
            f"fn:z:threads:{threads}",
            disabled=not settings.mentions,
        ),
        button(t("admin-button-cutoff"), "fn:z:cutoff"),
        button(t("admin-button-unsupported", to=other), f"fn:z:unsupported:{other}"),
        button(t("admin-button-reset-ask"), "fn:z:reset", style=danger, disabled=is_default),
    ]
