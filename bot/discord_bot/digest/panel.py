"""Lay out one subscription: what holds, in words, and a control for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import discord
from discord import ui

from bot.digest.subscriptions import MAX_PAPERS, MIN_PAPERS, Subscription
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.digest import wording
from bot.discord_bot.digest.permissions import known, lacking, may_ping, takes_threads
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.options import ANSWER_LANGUAGES
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import (
    OutgoingMessage,
    Piece,
    button,
    message,
    rows,
    rule,
    small,
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
"""What can be chosen → its name, and what `Paper.source` may be then."""

AS_SET = "-"
"""The value of a menu that leaves a language as the server has it."""


def panel(
    t: Translations, client: discord.Client, subscription: Subscription, saved: str = ""
) -> OutgoingMessage:
    """Show a subscription; `saved` says what was just changed."""
    where = t(
        "digest-where",
        schedule=wording.schedule(t, subscription.schedule),
        channel=f"<#{subscription.channel_id}>",
    )
    head = f"**{where}**\n{wording.standing(t, subscription)}"
    if saved:
        head += f"\n{small(saved)}"
    warned = _warned(t, client, subscription)
    about = wording.interests(t, subscription.interests)
    pieces: list[Piece] = [
        text(head),
        *([text(warned)] if warned else []),
        text("\n".join(f"- {line}" for line in about)),
        rule(),
        *_titled(t, "papers", _papers(t, subscription)),
        *_titled(t, "sources", _sources(t, subscription)),
        *_titled(t, "empty", _empty(t, subscription)),
        *_titled(t, "language", _language(t, subscription)),
        *_titled(t, "role", _role(t, subscription)),
        *rows(_buttons(t, subscription)),
    ]
    return message("ok" if saved else "paper", pieces)


def removing(t: Translations, subscription: Subscription) -> OutgoingMessage:
    """Ask whether to end a subscription."""
    where = t(
        "digest-where",
        schedule=wording.schedule(t, subscription.schedule),
        channel=f"<#{subscription.channel_id}>",
    )
    head = f"**{t('digest-remove')}**\n{where}\n{t('digest-remove-about')}"
    yes = button(
        t("digest-button-remove"),
        _id("removed", subscription),
        style=discord.ButtonStyle.danger,
    )
    no = button(t("digest-button-keep"), _id("panel", subscription))
    return message("refusal", [text(head), *rows([yes, no])])


def _warned(t: Translations, client: discord.Client, subscription: Subscription) -> str:
    """Return what stands in the way of the digest, where the bot can tell."""
    channel = known(client, subscription.channel_id)
    if channel is None:
        return f"⚠️ {t('digest-warn-gone')}"
    lines = []
    if lacks := lacking(channel):
        lines.append(t("digest-warn-barred", permissions=permissions_named(t, lacks)))
    elif not takes_threads(channel):
        lines.append(t("digest-warn-threads"))
    role = channel.guild.get_role(subscription.notify_role or 0)
    if role is not None and not may_ping(channel, role):
        lines.append(t("digest-warn-role", role=escape_markdown(role.name, 100)))
    return "\n".join(f"⚠️ {line}" for line in lines)


def permissions_named(t: Translations, names: list[str]) -> str:
    """Return permissions as Discord's settings name them."""
    keys = {
        "view_channel": "digest-permission-view",
        "read_message_history": "digest-permission-history",
        "send_messages": "digest-permission-send",
        "send_messages_in_threads": "digest-permission-send-threads",
    }
    return ", ".join(t(keys[name]) for name in names)


def _titled(t: Translations, setting: str, menu: ui.Item[Any]) -> list[Piece]:
    return [text(f"**{t(f'digest-set-{setting}')}**"), ui.ActionRow(menu)]


def _papers(t: Translations, subscription: Subscription) -> ui.Select[Any]:
    options = [
        _option(t("digest-papers", count=count), str(count), chosen=count == subscription.papers)
        for count in range(MIN_PAPERS, MAX_PAPERS + 1)
    ]
    return ui.Select(custom_id=_id("papers", subscription), options=options)


def _sources(t: Translations, subscription: Subscription) -> ui.Select[Any]:
    chosen = frozenset(subscription.interests.sources)
    options = [
        _option(name, value, chosen=not chosen.isdisjoint(sources))
        for value, (name, sources) in SOURCES.items()
    ]
    return ui.Select(
        custom_id=_id("sources", subscription),
        placeholder=limits.cut(t("digest-sources-all"), limits.PLACEHOLDER),
        min_values=0,
        max_values=len(options),
        options=options,
    )


def _empty(t: Translations, subscription: Subscription) -> ui.Select[Any]:
    options = [
        _option(t(f"digest-empty-{value}"), value, chosen=subscription.empty_day == value)
        for value in ("silent", "say")
    ]
    return ui.Select(custom_id=_id("empty", subscription), options=options)


def _language(t: Translations, subscription: Subscription) -> ui.Select[Any]:
    chosen = subscription.language if subscription.language in ANSWER_LANGUAGES else AS_SET
    options = [_option(t("digest-language-server"), AS_SET, chosen=chosen == AS_SET)]
    options += [
        _option(own if own == name else f"{own} · {name}", name, chosen=name == chosen)
        for name, own in ANSWER_LANGUAGES.items()
    ]
    return ui.Select(
        custom_id=_id("language", subscription), options=options[: limits.SELECT_OPTIONS]
    )


def _role(t: Translations, subscription: Subscription) -> ui.RoleSelect[Any]:
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
    return custom_ids.on_digest(action, subscription.subscription_id)


def _option(label: str, value: str, *, chosen: bool) -> discord.SelectOption:
    label = limits.cut(label, limits.OPTION_LABEL)
    return discord.SelectOption(label=label, value=value, default=chosen)
