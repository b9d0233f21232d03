"""Lay out the settings of a server, with a control for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import discord
from discord import ui

from bot.application import Application
from bot.discord_bot import limits
from bot.discord_bot.controls import choice_menu, id_menu
from bot.discord_bot.locales.translations import ENGLISH_NAMES, Translations, to_language
from bot.discord_bot.options import ANSWER_LANGUAGES, language_names
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
from bot.records.server_settings import ServerSettings
from retrieval.text import patterns as re

SETTING = re.compile(
    r"fn:z:(?:(?P<setting>channels|roles|digests|links|model|language|receipts)|"
    r"(?P<switch>mentions|threads|unsupported):(?P<to>on|off|drop|strike))"
)
"""A switch says what it switches to, so that two people who press it at once agree."""

_OPERATOR_DEFAULT: Final = "-"
_RECEIPT_DAYS: Final = (0, 1, 7, 30, 90, 180, 365)
_CHANNELS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
]

Change = Callable[[ServerSettings], ServerSettings]


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

_SWITCHES: Final = {
    "mentions": ("admin-mentions", "admin-button-mentions", ("on", "off")),
    "threads": ("admin-threads", "admin-button-threads", ("on", "off")),
    "unsupported": ("admin-unsupported", "admin-button-unsupported", ("drop", "strike")),
}
"""Attribute → what says its state, the label of its button, and its states."""


def build_panel(
    t: Translations,
    settings: ServerSettings,
    application: Application,
    locale: object,
    saved: str = "",
) -> OutgoingMessage:
    """Show the settings of a server of a locale; `saved` says what was just changed."""
    head = f"**{t('admin-settings')}**\n{subtext(saved or t('admin-settings-hint'))}"
    states = {
        "mentions": "on" if settings.mentions else "off",
        "threads": "on" if settings.threads else "off",
        "unsupported": settings.unsupported or application.settings.unsupported,
    }
    lines, buttons = [], []
    for name, (line, label, (one, other)) in _SWITCHES.items():
        state = states[name]
        lines.append(f"- {t(line, state=state)}")
        to, disabled = other if state == one else one, name == "threads" and not settings.mentions
        buttons.append(button(t(label, to=to), f"fn:z:{name}:{to}", disabled=disabled))
    components: list[Component] = [
        text(head),
        separator(),
        *_id_menus(t, settings),
        *_value_menus(t, settings, application, locale),
        text("\n".join(lines)),
        *button_rows(buttons),
    ]
    return message("ok" if saved else "paper", components)


def build_change(setting: str, values: Sequence[str], application: Application) -> Change:
    """Return the change that a menu or switch makes."""
    value = values[0] if values else _OPERATOR_DEFAULT
    changed: dict[str, Any]
    match setting:
        case "model":
            changed = {"model": value if value in application.models else ""}
        case "language":
            changed = {"language": value if value in ANSWER_LANGUAGES else ""}
        case "unsupported":
            is_default = value == application.settings.unsupported
            changed = {"unsupported": "" if is_default else value}
        case "receipts":
            changed = {"receipt_days": int(value) if value.isdecimal() else None}
        case "mentions" | "threads":
            changed = {setting: value == "on"}
        case _:
            changed = {_ID_SETTINGS[setting].attribute: tuple(map(int, values))}
    return lambda settings: replace(settings, **changed)


def _id_menus(t: Translations, settings: ServerSettings) -> Iterator[Component]:
    """Yield the headings of settings of channels and roles, each with the menu that changes it."""
    for name, setting in _ID_SETTINGS.items():
        ids, sign = getattr(settings, setting.attribute), "@&" if setting.is_roles else "#"
        shown = " ".join(f"<{sign}{each}>" for each in ids) or t(setting.nothing)
        channel_types: dict[str, Any] = {} if setting.is_roles else {"channel_types": _CHANNELS}
        menu = id_menu(
            ui.RoleSelect if setting.is_roles else ui.ChannelSelect,
            f"fn:z:{name}",
            ids[: limits.SELECT_OPTIONS],
            placeholder=limits.cut(t(setting.placeholder), limits.PLACEHOLDER),
            min_values=0,
            max_values=limits.SELECT_OPTIONS,
            **channel_types,
        )
        yield text(f"**{t(setting.title)}** · {shown}")
        yield ui.ActionRow(menu)


def _value_menus(
    t: Translations, settings: ServerSettings, application: Application, locale: object
) -> Iterator[Component]:
    """Yield the titles of settings of one value, each with its menu, the default first.

    Only a model writes in the operator's language; what the bot says itself is in the server's.
    """
    operator, models = application.settings, application.models
    short = [each for each in models if limits.count_units(each) <= limits.OPTION_VALUE]
    days = {each for each in (*_RECEIPT_DAYS, settings.receipt_days) if each is not None}
    shorter = sorted(each for each in days if each < operator.receipt_days)
    language = ENGLISH_NAMES[to_language(locale)]
    if operator.mode == "model":
        language = operator.language
    menus = (
        (
            "model",
            "admin-model",
            models[0] if models else operator.model,
            {name: name for name in short},
            settings.model,
        ),
        (
            "language",
            "admin-language",
            ANSWER_LANGUAGES.get(language, language),
            language_names(),
            settings.language,
        ),
        (
            "receipts",
            "admin-receipts",
            t("admin-receipts-days", days=operator.receipt_days),
            {str(each): t("admin-receipts-days", days=each) for each in shorter},
            str(settings.receipt_days),
        ),
    )
    for name, title, default, values, chosen in menus:
        if name == "model" and len(models) < 2:
            continue
        choices = {_OPERATOR_DEFAULT: t("admin-as-set", value=default), **values}
        known = chosen if chosen in values else _OPERATOR_DEFAULT
        yield text(f"**{t(title)}**")
        yield ui.ActionRow(choice_menu(f"fn:z:{name}", choices, {known}))
