"""Show what an issue would be, without posting it; and have one posted now."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import discord

from bot.digest.deliver import NotNow
from bot.digest.issue import Issue
from bot.digest.ledger import LedgerEntry
from bot.digest.subscriptions import FIRST_ISSUE_PAPERS, Subscription
from bot.discord_bot.delivery.respond import personal_translations
from bot.discord_bot.delivery.targets import add_note
from bot.discord_bot.digest.permissions import known, takes_threads
from bot.discord_bot.digest.publishing import keys_of, pictures_of, translations_of
from bot.discord_bot.digest.wording import message_link
from bot.discord_bot.errors import UserError
from bot.discord_bot.guard_messages import queue_slot
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering import digest as render
from bot.discord_bot.rendering import digest_details
from bot.discord_bot.rendering.message import (
    Kind,
    OutgoingMessage,
    Piece,
    link_button,
    message,
    rows,
    text,
)
from bot.discord_bot.services import Services, services_of


async def preview(
    interaction: discord.Interaction[Any], subscription: Subscription
) -> list[OutgoingMessage]:
    """Return the next issue as it would be posted now, then why its papers are in it.

    Where nothing is new, it is what the papers that came last would make, and says so.
    """
    services, t = services_of(interaction), personal_translations(interaction)
    where = f"<#{subscription.channel_id}>"
    async with queue_slot(interaction, t):
        issue = await _compose(services, t, subscription)
        note = t("digest-preview", channel=where)
        if not issue.picks:
            last = await asyncio.to_thread(services.application.catalog.last_arrival)
            earlier = replace(subscription, seen=max(last - FIRST_ISSUE_PAPERS, 0))
            other = await _compose(services, t, earlier, ignore_history=True)
            if other.picks:
                issue, note = other, t("digest-preview-earlier", channel=where)
    spoken = await translations_of(services, interaction.client, subscription)
    around = render.Around(
        await keys_of(services, issue, subscription.language),
        threaded=takes_threads(known(interaction.client, subscription.channel_id)),
        preview=True,
    )
    shown = render.post(spoken, issue, around, await pictures_of(spoken, issue))
    picks = render.picks_of(issue)
    explained = [digest_details.why(t, picks, issue.considered)] if picks else []
    return [*add_note(shown, note), *explained]


async def post_now(
    interaction: discord.Interaction[Any], subscription: Subscription
) -> OutgoingMessage:
    """Have what is new posted at once, and say what became of it."""
    services, t = services_of(interaction), personal_translations(interaction)
    if services.send_digest is None:
        raise UserError(t("digest-off"), t("digest-off-todo"))
    try:
        entry = await services.send_digest(subscription.subscription_id)
    except NotNow as error:
        raise UserError(t("digest-off"), t("digest-off-todo")) from error
    link = message_link(subscription.guild_id, entry) if entry else ""
    kind: Kind = "ok" if link else "refusal"
    pieces: list[Piece] = [text(_became(t, subscription, entry))]
    if link:
        pieces += rows([link_button(t("digest-button-go-there"), link)])
    return message(kind, pieces)


def _became(t: Translations, subscription: Subscription, entry: LedgerEntry | None) -> str:
    where = f"<#{subscription.channel_id}>"
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


async def _compose(
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
