"""The panel of a subscription: its settings in words, and a control for each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, cast, get_args

import discord
from discord import ui

from bot.discord_bot import custom_ids, limits
from bot.discord_bot.controls import choice_menu, id_menu
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
    separator,
    subtext,
    text,
)
from bot.records.subscriptions import MAX_PAPERS, MIN_PAPERS, EmptyDay, Subscription

_SOURCES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "arxiv": ("arXiv", ("arxiv",)),
        "hf": ("Hugging Face", ("hf-daily", "huggingface", "huggingface-page")),
        "s2": ("Semantic Scholar", ("semantic-scholar",)),
        "openalex": ("OpenAlex", ("openalex",)),
    }
)
"""Option → its name, and the values of `Paper.source` that it admits."""

_SERVER_LANGUAGE = "-"  # the option for the language that the server has set


@dataclass(frozen=True, slots=True)
class PanelSetting:
    """A setting with a menu: its title, the names of its values, those chosen, how to choose.

    With `none`, a placeholder, none or several may be chosen.
    """

    title: str
    name: Callable[[Translations], Mapping[str, str]]
    chosen: Callable[[Subscription], Collection[str]]
    choose: Callable[[Subscription, Sequence[str]], Subscription]
    none: str = ""


def _choose_sources(found: Subscription, values: Sequence[str]) -> Subscription:
    wanted = [source for value in values for source in _SOURCES[value][1]]
    if set(values) >= set(_SOURCES):
        wanted = []  # any source, including future ones
    return replace(found, interests=replace(found.interests, sources=tuple(wanted)))


PANEL_SETTINGS: Mapping[str, PanelSetting] = MappingProxyType(
    {
        "papers": PanelSetting(
            "digest-set-papers",
            lambda t: {
                str(count): t("digest-papers", count=count)
                for count in range(MIN_PAPERS, MAX_PAPERS + 1)
            },
            lambda found: {str(found.papers)},
            lambda found, values: replace(
                found, papers=min(max(int(values[0]), MIN_PAPERS), MAX_PAPERS)
            ),
        ),
        "sources": PanelSetting(
            "digest-set-sources",
            lambda t: {value: name for value, (name, _) in _SOURCES.items()},
            lambda found: {
                value
                for value, (_, admitted) in _SOURCES.items()
                if not set(admitted).isdisjoint(found.interests.sources)
            },
            _choose_sources,
            none="digest-sources-all",
        ),
        "empty": PanelSetting(
            "digest-set-empty",
            lambda t: {each: t("digest-empty", does=each) for each in get_args(EmptyDay)},
            lambda found: {found.empty_day},
            lambda found, values: replace(found, empty_day=cast(EmptyDay, values[0])),
        ),
        "language": PanelSetting(
            "digest-set-language",
            lambda t: {_SERVER_LANGUAGE: t("digest-language-server"), **language_names()},
            lambda found: {
                found.language if found.language in ANSWER_LANGUAGES else _SERVER_LANGUAGE
            },
            lambda found, values: replace(
                found, language=values[0] if values[0] in ANSWER_LANGUAGES else ""
            ),
        ),
    }
)


def build_panel(
    t: Translations, client: discord.Client, subscription: Subscription, saved: str = ""
) -> OutgoingMessage:
    """Return the panel of a subscription; `saved` confirms a change just made."""
    head = [f"**{describe_place(t, subscription)}**", describe_status(t, subscription)]
    about = [f"- {line}" for line in describe_interests(t, subscription.interests)]
    components: list[Component] = [text("\n".join([*head, *([subtext(saved)] if saved else [])]))]
    if problems := _describe_problems(t, client, subscription):
        components.append(text(problems))
    components += [text("\n".join(about)), separator()]
    for name, setting in PANEL_SETTINGS.items():
        none = t(setting.none) if setting.none else ""
        custom_id, chosen = _id(name, subscription), setting.chosen(subscription)
        menu = choice_menu(custom_id, setting.name(t), chosen, none)
        components += [text(f"**{t(setting.title)}**"), ui.ActionRow(menu)]
    if subscription.recipient_id is None:
        role = subscription.notify_role
        roles = id_menu(
            ui.RoleSelect,
            _id("role", subscription),
            [role] if role else [],
            placeholder=limits.cut(t("digest-role-none"), limits.PLACEHOLDER),
            min_values=0,
        )
        components += [text(f"**{t('digest-set-role')}**"), ui.ActionRow(roles)]
    components += button_rows(_buttons(t, subscription))
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
    if subscription.recipient_id is not None:
        return ""
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


def _buttons(t: Translations, subscription: Subscription) -> list[ui.Button[Any]]:
    actions = {
        "words": "digest-button-words",
        "when": "digest-button-when",
        "preview": "digest-button-preview",
        "pause": "digest-button-pause",
        "resume": "digest-button-resume",
    }
    del actions["pause" if subscription.paused else "resume"]
    buttons = [button(t(label), _id(action, subscription)) for action, label in actions.items()]
    danger, end = discord.ButtonStyle.danger, t("digest-button-unsubscribe")
    return [*buttons, button(end, _id("remove", subscription), style=danger)]


def _id(action: str, subscription: Subscription) -> str:
    return custom_ids.build_id("d", action, subscription.subscription_id)
