"""Build the message of an issue, to be posted, edited or previewed; post one on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import discord

from bot.digest.deliver import NotNow
from bot.digest.subscriptions import FIRST_ISSUE_PAPERS
from bot.discord_bot.delivery.respond import personal_translations, server_translations
from bot.discord_bot.delivery.targets import add_note
from bot.discord_bot.digest.descriptions import build_message_link, name_place
from bot.discord_bot.digest.permissions import has_threads
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.question_limits import queue_slot
from bot.discord_bot.rendering import digest as render
from bot.discord_bot.rendering.message import (
    OutgoingMessage,
    button_rows,
    link_button,
    message,
    text,
)
from bot.discord_bot.services import Services, load_server_settings, services_of
from bot.records.conversations import Tally
from bot.records.digest_ledger import LedgerEntry
from bot.records.issues import Issue
from bot.records.subscriptions import Subscription


async def build_issue_message(
    services: Services,
    client: discord.Client,
    subscription: Subscription,
    issue: Issue,
    tallies: Mapping[str, Tally] = MappingProxyType({}),
    *,
    preview: bool = False,
) -> OutgoingMessage:
    """Return the message of an issue, to be posted, edited or previewed."""
    t = await load_translations(services, client, subscription)
    around = render.IssueContext(
        tallies,
        None if preview else subscription.notify_role,
        has_threads(client, subscription),
        preview,
    )
    return render.issue_message(t, issue, around)


async def build_preview(
    interaction: discord.Interaction[Any], subscription: Subscription
) -> list[OutgoingMessage]:
    """Return the issue that would be posted now, then the reasons for its papers.

    If nothing is new, the preview is made of the latest papers instead, and says so.
    """
    services, t = services_of(interaction), personal_translations(interaction)
    where = name_place(t, subscription)
    async with queue_slot(interaction, t):
        issue = await _compose_issue(services, subscription)
        note = t("digest-preview", channel=where)
        if not issue.picks:
            last = await asyncio.to_thread(services.application.catalog.last_arrival)
            earlier = replace(subscription, seen=max(last - FIRST_ISSUE_PAPERS, 0))
            other = await _compose_issue(services, earlier, ignore_history=True)
            if other.picks:
                issue, note = other, t("digest-preview-earlier", channel=where)
    shown = await build_issue_message(
        services, interaction.client, subscription, issue, preview=True
    )
    picks = render.shown_picks(issue)
    explained = [render.reasons_message(t, picks, issue.considered)] if picks else []
    return [*add_note(shown, note), *explained]


async def post_now(
    interaction: discord.Interaction[Any], subscription: Subscription
) -> OutgoingMessage:
    """Post what is new at once; return a message about the outcome."""
    services, t = services_of(interaction), personal_translations(interaction)
    if services.send_digest is None:
        raise UserError("digest-off")
    try:
        entry = await services.send_digest(subscription.subscription_id)
    except NotNow as error:
        raise UserError("digest-off") from error
    link = build_message_link(subscription, entry) if entry else ""
    buttons = [link_button(t("digest-button-go-there"), link)] if link else []
    shown = [text(_describe_outcome(t, subscription, entry)), *button_rows(buttons)]
    return message("ok" if link else "refusal", shown)


def _describe_outcome(
    t: Translations, subscription: Subscription, entry: LedgerEntry | None
) -> str:
    where = name_place(t, subscription)
    if entry is None:
        return t("digest-now-busy")
    match entry.outcome:
        case "done" | "sent":
            return f"**{t('digest-now-sent', channel=where)}**"
        case "empty":
            considered = entry.issue.considered if entry.issue else 0
            return t("digest-now-empty", count=considered)
        case "given up":
            return t("digest-now-barred", channel=where)
        case _:
            return t("digest-now-later", channel=where)


async def _compose_issue(
    services: Services, subscription: Subscription, *, ignore_history: bool = False
) -> Issue:
    if services.compose is None:
        raise UserError("digest-off")
    return await services.compose(
        subscription,
        issue_id=services.new_id(),
        now=services.now(),
        ignore_history=ignore_history,
    )


async def load_translations(
    services: Services, client: discord.Client, subscription: Subscription
) -> Translations:
    """Return the translations for a digest: to its own language, else to the server's."""
    settings = await load_server_settings(services, subscription.guild_id)
    guild = client.get_guild(subscription.guild_id)
    locale = guild.preferred_locale if guild else "en"
    return server_translations(subscription.language or settings.language, locale, services)
