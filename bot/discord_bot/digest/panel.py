"""The panel of a subscription: its settings in words, and a control for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import discord
from discord import ui

from bot.discord_bot import custom_ids, limits
from bot.discord_bot.digest.descriptions import describe_interests, describe_place, describe_status
from bot.discord_bot.digest.permissions import (
    can_mention,
    can_open_threads,
    find_channel,
    missing_permissions,
)
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.options import ANSWER_LANGUAGES, language_names
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import (
    Component,
    OutgoingMessage,
    button,
    button_rows,
    message,
    option,
    separator,
    subtext,
    text,
)
from bot.records.subscriptions import MAX_PAPERS, MIN_PAPERS, Subscription

SOURCES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "arxiv": ("arXiv", ("arxiv",)),
        "hf": ("Hugging Face", ("hf-daily", "huggingface", "huggingface-page")),
        "s2": ("Semantic Scholar", ("semantic-scholar",)),
        "openalex": ("OpenAlex", ("openalex",)),
    }
)
"""Option → its name, and the values of `Paper.source` that it admits."""

_SERVER_LANGUAGE = "-"  # the option for the language that the server has set


def build_panel(
    t: Translations, client: discord.Client, subscription: Subscription, saved: str = ""
) -> OutgoingMessage:
    """Return the panel of a subscription; `saved` confirms a change just made."""
    head = f"**{describe_place(t, subscription)}**\n{describe_status(t, subscription)}"
    if saved:
        head += f"\n{subtext(saved)}"
    personal = subscription.recipient_id is not None
    problems = "" if personal else _describe_problems(t, client, subscription)
    about = describe_interests(t, subscription.interests)
    components: list[Component] = [
        text(head),
        *([text(problems)] if problems else []),
        text("\n".join(f"- {line}" for line in about)),
        separator(),
        *_settings(t, subscription),
        *([] if personal else _role_menu(t, subscription)),
        *button_rows(_buttons(t, subscription)),
    ]
    return message("ok" if saved else "paper", components)


def build_removal(t: Translations, subscription: Subscription) -> OutgoingMessage:
    """Return the question whether to end a subscription."""
    where, about = describe_place(t, subscription), t("digest-remove-about")
    head = f"**{t('digest-remove')}**\n{where}\n{about}"
    danger = discord.ButtonStyle.danger
    yes = button(t("digest-button-remove"), _id("removed", subscription), style=danger)
    no = button(t("digest-button-keep"), _id("panel", subscription))
    return message("refusal", [text(head), *button_rows([yes, no])])


def _describe_problems(t: Translations, client: discord.Client, subscription: Subscription) -> str:
    """Return what prevents the bot from posting, as far as it knows; empty if nothing does."""
    channel = find_channel(client, subscription.channel_id)
    if channel is None:
        return f"⚠️ {t('digest-warn-gone')}"
    lines = []
    if missing := missing_permissions(channel):
        lines.append(t("digest-warn-barred", permissions=name_permissions(t, missing)))
    elif not can_open_threads(channel):
        lines.append(t("digest-warn-threads"))
    role = channel.guild.get_role(subscription.notify_role or 0)
    if role is not None and not can_mention(channel, role):
        lines.append(t("digest-warn-role", role=escape_markdown(role.name, 100)))
    return "\n".join(f"⚠️ {line}" for line in lines)


def name_permissions(t: Translations, names: list[str]) -> str:
    """Return permissions by the names in Discord's settings."""
    keys = {
        "view_channel": "digest-permission-view",
        "read_message_history": "digest-permission-history",
        "send_messages": "digest-permission-send",
        "send_messages_in_threads": "digest-permission-send-threads",
    }
    return ", ".join(t(keys[name]) for name in names)


def _settings(t: Translations, subscription: Subscription) -> list[Component]:
    """Return the titles of the settings, each with its menu."""
    sources = frozenset(subscription.interests.sources)
    known = subscription.language in ANSWER_LANGUAGES
    language = subscription.language if known else _SERVER_LANGUAGE
    languages = {_SERVER_LANGUAGE: t("digest-language-server"), **language_names()}
    counts = range(MIN_PAPERS, MAX_PAPERS + 1)
    menus = {
        "papers": (
            "digest-set-papers",
            [
                option(t("digest-papers", count=n), str(n), chosen=n == subscription.papers)
                for n in counts
            ],
        ),
        "sources": (
            "digest-set-sources",
            [
                option(name, value, chosen=not sources.isdisjoint(admitted))
                for value, (name, admitted) in SOURCES.items()
            ],
        ),
        "empty": (
            "digest-set-empty",
            [
                option(t("digest-empty", does=each), each, chosen=each == subscription.empty_day)
                for each in ("silent", "say")
            ],
        ),
        "language": (
            "digest-set-language",
            [option(name, value, chosen=value == language) for value, name in languages.items()],
        ),
    }
    every = {
        "placeholder": limits.cut(t("digest-sources-all"), limits.PLACEHOLDER),
        "min_values": 0,
        "max_values": len(SOURCES),
    }
    components: list[Component] = []
    for name, (title, options) in menus.items():
        more: dict[str, Any] = every if name == "sources" else {}
        menu: ui.Select[Any] = ui.Select(
            custom_id=_id(name, subscription), options=options[: limits.SELECT_OPTIONS], **more
        )
        components += [text(f"**{t(title)}**"), ui.ActionRow(menu)]
    return components


def _role_menu(t: Translations, subscription: Subscription) -> list[Component]:
    role, kind = subscription.notify_role, discord.SelectDefaultValueType.role
    menu: ui.RoleSelect[Any] = ui.RoleSelect(
        custom_id=_id("role", subscription),
        placeholder=limits.cut(t("digest-role-none"), limits.PLACEHOLDER),
        min_values=0,
        default_values=[discord.SelectDefaultValue(id=role, type=kind)] if role else [],
    )
    return [text(f"**{t('digest-set-role')}**"), ui.ActionRow(menu)]


def _buttons(t: Translations, subscription: Subscription) -> list[ui.Button[Any]]:
    turn = ("resume", "digest-button-resume") if subscription.paused else (
        "pause", "digest-button-pause",
    )  # fmt: skip
    actions = {
        "words": "digest-button-words",
        "when": "digest-button-when",
        "preview": "digest-button-preview",
        turn[0]: turn[1],
    }
    buttons = [button(t(label), _id(action, subscription)) for action, label in actions.items()]
    danger, end = discord.ButtonStyle.danger, t("digest-button-unsubscribe")
    return [*buttons, button(end, _id("remove", subscription), style=danger)]


def _id(action: str, subscription: Subscription) -> str:
    return custom_ids.build_id("d", action, subscription.subscription_id)
