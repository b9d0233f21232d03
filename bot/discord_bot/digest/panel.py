"""The panel of a subscription: its settings in words, and a control for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import discord
from discord import ui

from bot.digest.subscriptions import MAX_PAPERS, MIN_PAPERS, Subscription
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.digest.descriptions import describe_interests, describe_place, describe_status
from bot.discord_bot.digest.permissions import (
    can_mention,
    can_open_threads,
    find_channel,
    missing_permissions,
)
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
        *_with_title(t, "papers", _papers_menu(t, subscription)),
        *_with_title(t, "sources", _sources_menu(t, subscription)),
        *_with_title(t, "empty", _empty_day_menu(t, subscription)),
        *_with_title(t, "language", _language_menu(t, subscription)),
        *(_with_title(t, "role", _role_menu(t, subscription)) if not personal else []),
        *button_rows(_buttons(t, subscription)),
    ]
    return message("ok" if saved else "paper", components)


def build_removal(t: Translations, subscription: Subscription) -> OutgoingMessage:
    """Return the question whether to end a subscription."""
    head = (
        f"**{t('digest-remove')}**\n{describe_place(t, subscription)}\n{t('digest-remove-about')}"
    )
    yes = button(
        t("digest-button-remove"),
        _id("removed", subscription),
        style=discord.ButtonStyle.danger,
    )
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


def _with_title(t: Translations, setting: str, menu: ui.Item[Any]) -> list[Component]:
    return [text(f"**{t(f'digest-set-{setting}')}**"), ui.ActionRow(menu)]


def _papers_menu(t: Translations, subscription: Subscription) -> ui.Select[Any]:
    options = [
        build_option(
            t("digest-papers", count=count), str(count), chosen=count == subscription.papers
        )
        for count in range(MIN_PAPERS, MAX_PAPERS + 1)
    ]
    return ui.Select(custom_id=_id("papers", subscription), options=options)


def _sources_menu(t: Translations, subscription: Subscription) -> ui.Select[Any]:
    chosen = frozenset(subscription.interests.sources)
    options = [
        build_option(name, value, chosen=not chosen.isdisjoint(sources))
        for value, (name, sources) in SOURCES.items()
    ]
    return ui.Select(
        custom_id=_id("sources", subscription),
        placeholder=limits.cut(t("digest-sources-all"), limits.PLACEHOLDER),
        min_values=0,
        max_values=len(options),
        options=options,
    )


def _empty_day_menu(t: Translations, subscription: Subscription) -> ui.Select[Any]:
    options = [
        build_option(t(f"digest-empty-{value}"), value, chosen=subscription.empty_day == value)
        for value in ("silent", "say")
    ]
    return ui.Select(custom_id=_id("empty", subscription), options=options)


def _language_menu(t: Translations, subscription: Subscription) -> ui.Select[Any]:
    chosen = (
        subscription.language if subscription.language in ANSWER_LANGUAGES else _SERVER_LANGUAGE
    )
    options = [
        build_option(
            t("digest-language-server"), _SERVER_LANGUAGE, chosen=chosen == _SERVER_LANGUAGE
        )
    ]
    options += [
        build_option(own if own == name else f"{own} · {name}", name, chosen=name == chosen)
        for name, own in ANSWER_LANGUAGES.items()
    ]
    return ui.Select(
        custom_id=_id("language", subscription), options=options[: limits.SELECT_OPTIONS]
    )


def _role_menu(t: Translations, subscription: Subscription) -> ui.RoleSelect[Any]:
    role = subscription.notify_role
    return ui.RoleSelect(
        custom_id=_id("role", subscription),
        placeholder=limits.cut(t("digest-role-none"), limits.PLACEHOLDER),
        min_values=0,
        max_values=1,
        default_values=[
            discord.SelectDefaultValue(id=role, type=discord.SelectDefaultValueType.role)
        ]
        if role
        else [],
    )


def _buttons(t: Translations, subscription: Subscription) -> list[ui.Button[Any]]:
    turn: custom_ids.DigestAction = "resume" if subscription.paused else "pause"
    return [
        button(t("digest-button-words"), _id("words", subscription)),
        button(t("digest-button-when"), _id("when", subscription)),
        button(t("digest-button-preview"), _id("preview", subscription)),
        button(t(f"digest-button-{turn}"), _id(turn, subscription)),
        button(
            t("digest-button-unsubscribe"),
            _id("remove", subscription),
            style=discord.ButtonStyle.danger,
        ),
    ]


def _id(action: custom_ids.DigestAction, subscription: Subscription) -> str:
    return custom_ids.build_digest_id(action, subscription.subscription_id)


def build_option(label: str, value: str, *, chosen: bool) -> discord.SelectOption:
    """Return an option of a menu, its label cut to Discord's limit."""
    label = limits.cut(label, limits.OPTION_LABEL)
    return discord.SelectOption(label=label, value=value, default=chosen)
