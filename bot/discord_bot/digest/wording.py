"""Say a subscription in words: when it comes, where, and what it is about."""

from __future__ import annotations

import discord

from bot.digest.ledger import LedgerEntry
from bot.digest.schedule import Schedule
from bot.digest.subscriptions import Interests, Subscription
from bot.discord_bot import limits
from bot.discord_bot.digest.permissions import known
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.escape import escape_markdown, plain
from bot.discord_bot.rendering.message import joined

_LONGEST = 300  # units of one line of interests


def schedule(t: Translations, when: Schedule) -> str:
    """Return when a digest comes: "Every weekday at 09:00 (Europe/Berlin)"."""
    at = f"{when.at:%H:%M}"
    if when.cadence == "weekly":
        weekday = t(f"digest-weekday-{when.weekday}")
        return t("digest-when-weekly", weekday=weekday, time=at, zone=when.zone)
    if when.cadence == "weekdays":
        return t("digest-when-weekdays", time=at, zone=when.zone)
    return t("digest-when-daily", time=at, zone=when.zone)


def standing(t: Translations, subscription: Subscription) -> str:
    """Return when the next issue is due, or why there is none."""
    if subscription.paused == "channel gone":
        return t("digest-paused-gone")
    if subscription.paused == "not permitted":
        return t("digest-paused-barred")
    if subscription.paused:
        return t("digest-paused")
    return t("digest-next", moment=f"<t:{int(subscription.next_due.timestamp())}:F>")


def interests(t: Translations, wanted: Interests) -> list[str]:
    """Return a line for each thing that was settled, inert; one that says so, where none was."""
    lines = [
        t(f"digest-about-{name}", list=escape_markdown(", ".join(values), _LONGEST))
        for name, values in (
            ("topics", wanted.topics),
            ("categories", wanted.categories),
            ("include", wanted.include),
            ("exclude", wanted.exclude),
            ("authors", wanted.authors),
        )
        if values
    ]
    return lines or [t("digest-about-all")]


def named(t: Translations, client: discord.Client, subscription: Subscription) -> str:
    """Return a name to choose a subscription by, for places that take no Markdown."""
    channel = known(client, subscription.channel_id)
    where = f"#{channel.name}" if channel else t("digest-some-channel")
    topics = ", ".join(subscription.interests.topics) or ", ".join(
        subscription.interests.categories
    )
    return limits.cut(
        joined(plain(where), schedule(t, subscription.schedule), plain(topics)),
        limits.CHOICE_NAME,
    )


def message_link(guild_id: int, entry: LedgerEntry) -> str:
    """Return the address of an issue's message, empty where none was sent."""
    if entry.message_id is None:
        return ""
    return f"https://discord.com/channels/{guild_id}/{entry.channel_id}/{entry.message_id}"
