"""Show the digests of a server, and the issues of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.digest.ledger import LedgerEntry
from bot.digest.subscriptions import MAX_PER_SERVER, Subscription
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.digest import wording
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import (
    OutgoingMessage,
    Piece,
    button,
    joined,
    message,
    small,
    text,
)
from bot.discord_bot.rendering.text import Fitting, fitted

_SECTIONS = 11  # three components each, of 40
_ROOM = 3_600
_ABOUT = 150


def listed(t: Translations, subscriptions: Sequence[Subscription]) -> OutgoingMessage:
    """Show all digests of a server, each with a button that opens it while there is room."""
    count = len(subscriptions)
    head = f"**{t('digest-list', count=count)}**"
    if not subscriptions:
        return message("paper", [text(head), text(t("digest-list-none"))])
    pieces: list[Piece] = [text(head)]
    entries = fitted([_line(t, each) for each in subscriptions], _ROOM)
    for subscription, entry in list(zip(subscriptions, entries, strict=True))[:_SECTIONS]:
        pieces.append(ui.Section(text(entry), accessory=_opener(t, subscription)))
    if rest := entries[_SECTIONS:]:
        pieces.append(text("\n".join(rest)))
        pieces.append(text(small(t("digest-list-edit"))))
    pieces.append(text(small(t("digest-list-most", most=MAX_PER_SERVER))))
    return message("paper", pieces)


def history(
    t: Translations, subscription: Subscription, entries: Sequence[LedgerEntry]
) -> OutgoingMessage:
    """Show the last issues of a digest, newest first, with a link to each that was posted."""
    where = t(
        "digest-where",
        schedule=wording.schedule(t, subscription.schedule),
        channel=f"<#{subscription.channel_id}>",
    )
    lines = [_issue(t, subscription.guild_id, entry) for entry in entries]
    head = f"**{t('digest-history')}**\n{where}"
    body = "\n".join(lines) or t("digest-history-none")
    return message("paper", [text(head), text(body)])


def _line(t: Translations, subscription: Subscription) -> Fitting:
    about = ", ".join(subscription.interests.topics or subscription.interests.categories)
    where = t(
        "digest-where",
        schedule=wording.schedule(t, subscription.schedule),
        channel=f"<#{subscription.channel_id}>",
    )
    lines = f"{where}\n{small(wording.standing(t, subscription))}"

    def render(room: int) -> str:
        left = min(room - limits.units(lines) - len(" · "), _ABOUT)
        return joined(lines, escape_markdown(about, left) if left > 0 else "")

    return render


def _opener(t: Translations, subscription: Subscription) -> ui.Button[Any]:
    opens = custom_ids.on_digest("panel", subscription.subscription_id)
    return button(t("digest-button-edit"), opens)


def _issue(t: Translations, guild_id: int, entry: LedgerEntry) -> str:
    when = discord.utils.format_dt(entry.sent_at or entry.due, "f")
    outcome = entry.outcome.replace(" ", "-")
    count = len(entry.issue.picks) if entry.issue else 0
    papers = t("digest-papers", count=count) if count else ""
    became = t(f"digest-outcome-{outcome}")
    if link := wording.message_link(guild_id, entry):
        became = f"[{became}]({link})"
    return f"- {joined(when, became, papers)}"
