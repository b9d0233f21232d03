"""Build the message of an issue, to be posted, edited or previewed; post one on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.conversations import Tally
from bot.digest.deliver import NotNow
from bot.digest.issue import Issue
from bot.digest.ledger import LedgerEntry
from bot.digest.subscriptions import FIRST_ISSUE_PAPERS, Subscription
from bot.discord_bot.delivery.component_message import StoredFile
from bot.discord_bot.delivery.respond import personal_translations, server_translations
from bot.discord_bot.delivery.targets import add_note
from bot.discord_bot.digest.descriptions import build_message_link, name_place
from bot.discord_bot.digest.permissions import can_attach_files, find_channel, has_threads
from bot.discord_bot.errors import UserError
from bot.discord_bot.guard_messages import queue_slot
from bot.discord_bot.images import chart
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.paper_refs import to_key
from bot.discord_bot.rendering import digest as render
from bot.discord_bot.rendering import digest_details
from bot.discord_bot.rendering.message import (
    Component,
    FileAttachment,
    MessageKind,
    OutgoingMessage,
    button_rows,
    link_button,
    message,
    text,
)
from bot.discord_bot.services import Services, load_server_settings, services_of


async def build_issue_message(
    services: Services,
    client: discord.Client,
    subscription: Subscription,
    issue: Issue,
    tallies: Mapping[str, Tally] | None = None,
    stored: Sequence[StoredFile] | None = None,
) -> OutgoingMessage:
    """Return the message of an issue, to be posted or edited.

    `stored` are the pictures that the message already has; they are not drawn again.
    """
    t = await load_translations(services, client, subscription)
    channel = find_channel(client, subscription.channel_id)
    around = render.IssueContext(
        await load_paper_keys(services, issue, subscription.language),
        tallies or {},
        subscription.notify_role,
        has_threads(client, subscription),
    )
    if stored is not None:
        alt_text = chart.alt_text(issue.chart, t) if issue.chart else ""
        pictures = [FileAttachment(file.filename, b"", alt_text) for file in stored]
    else:
        pictures = await _draw_pictures(t, issue) if can_attach_files(channel) else []
    return render.issue_message(t, issue, around, pictures)


async def build_preview(
    interaction: discord.Interaction[Any], subscription: Subscription
) -> list[OutgoingMessage]:
    """Return the issue that would be posted now, then the reasons for its papers.

    If nothing is new, the preview is made of the latest papers instead, and says so.
    """
    services, t = services_of(interaction), personal_translations(interaction)
    where = name_place(t, subscription)
    async with queue_slot(interaction, t):
        issue = await _compose_issue(services, t, subscription)
        note = t("digest-preview", channel=where)
        if not issue.picks:
            last = await asyncio.to_thread(services.application.catalog.last_arrival)
            earlier = replace(subscription, seen=max(last - FIRST_ISSUE_PAPERS, 0))
            other = await _compose_issue(services, t, earlier, ignore_history=True)
            if other.picks:
                issue, note = other, t("digest-preview-earlier", channel=where)
    translations = await load_translations(services, interaction.client, subscription)
    around = render.IssueContext(
        await load_paper_keys(services, issue, subscription.language),
        has_thread=has_threads(interaction.client, subscription),
        preview=True,
    )
    shown = render.issue_message(
        translations, issue, around, await _draw_pictures(translations, issue)
    )
    picks = render.shown_picks(issue)
    explained = [digest_details.reasons_message(t, picks, issue.considered)] if picks else []
    return [*add_note(shown, note), *explained]


async def post_now(
    interaction: discord.Interaction[Any], subscription: Subscription
) -> OutgoingMessage:
    """Post what is new at once; return a message about the outcome."""
    services, t = services_of(interaction), personal_translations(interaction)
    if services.send_digest is None:
        raise UserError(t("digest-off"), t("digest-off-todo"))
    try:
        entry = await services.send_digest(subscription.subscription_id)
    except NotNow as error:
        raise UserError(t("digest-off"), t("digest-off-todo")) from error
    link = build_message_link(subscription, entry) if entry else ""
    kind: MessageKind = "ok" if link else "refusal"
    components: list[Component] = [text(_describe_outcome(t, subscription, entry))]
    if link:
        components += button_rows([link_button(t("digest-button-go-there"), link)])
    return message(kind, components)


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
    services: Services, t: Translations, subscription: Subscription, *, ignore_history: bool = False
) -> Issue:
    if services.compose is None:
        raise UserError(t("digest-off"), t("digest-off-todo"))
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


async def load_paper_keys(services: Services, issue: Issue, language: str) -> Mapping[str, str]:
    """Return the keys of the issue's papers for custom ids; summaries are in `language`."""

    def keys() -> Mapping[str, str]:
        remembered, now = services.stores.component_state, services.now()
        ids = [pick.paper.paper_id for pick in render.shown_picks(issue)]
        return {each: to_key(each, remembered, now, language=language) for each in ids}

    return await asyncio.to_thread(keys)


async def _draw_pictures(t: Translations, issue: Issue) -> list[FileAttachment]:
    """Return the chart of a weekly issue as a picture; nothing if the issue has no chart."""
    if issue.chart is None:
        return []
    drawn = await asyncio.to_thread(chart.draw, issue.chart, t)
    described = chart.alt_text(issue.chart, t)
    return [FileAttachment("week.png", drawn, described)] if drawn else []
