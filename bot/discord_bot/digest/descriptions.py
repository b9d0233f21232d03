"""Describe digests in words, and list them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar, get_args

import discord
from discord import ui

from bot.discord_bot import custom_ids, limits
from bot.discord_bot.digest.permissions import find_channel
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.escape import escape_markdown, plain_text
from bot.discord_bot.rendering.message import (
    Component,
    OutgoingMessage,
    button,
    join_parts,
    message,
    subtext,
    text,
)
from bot.records.digest_ledger import LedgerEntry
from bot.records.schedule import Cadence, Schedule
from bot.records.subscriptions import Interests, Subscription

_MAX_INTEREST_UNITS = 300  # of each line of interests
_MAX_ENTRIES = 8  # of a message, each at most 450 units and three components
_MAX_TOPICS_UNITS = 100

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class InterestField:
    """An interest: its label and hint in the form, its line in the panel, whether it has lines."""

    label: str
    hint: str
    about: str
    long: bool = False

    @property
    def max_chars(self) -> int:
        """How much may be entered."""
        return 2_000 if self.long else 1_000


INTERESTS: Mapping[str, InterestField] = MappingProxyType(
    {
        "topics": InterestField(
            "digest-form-topics", "digest-form-topics-hint", "digest-about-topics", long=True
        ),
        "categories": InterestField(
            "digest-form-categories", "digest-form-categories-hint", "digest-about-categories"
        ),
        "include": InterestField(
            "digest-form-include", "digest-form-include-hint", "digest-about-include"
        ),
        "exclude": InterestField(
            "digest-form-exclude", "digest-form-exclude-hint", "digest-about-exclude"
        ),
        "authors": InterestField(
            "digest-form-authors", "digest-form-authors-hint", "digest-about-authors", long=True
        ),
    }
)
"""By their names, which are those of `Interests`."""

_PAUSED = {
    "asked": "digest-paused",
    "channel gone": "digest-paused-gone",
    "messages closed": "digest-paused-closed",
    "not permitted": "digest-paused-barred",
}


def name_cadences(t: Callable[..., _T]) -> dict[str, _T]:
    """Return the names of the cadences."""
    return {each: t("digest-cadence", cadence=each) for each in get_args(Cadence)}


def name_weekdays(t: Callable[..., _T]) -> dict[str, _T]:
    """Return the names of the days of the week, of which Monday is "0"."""
    return {str(day): t("digest-weekday", day=day) for day in range(7)}


def describe_schedule(t: Translations, when: Schedule) -> str:
    """Return when a digest is posted: "Every weekday at 09:00 (Europe/Berlin)"."""
    return t(
        "digest-when",
        cadence=when.cadence,
        weekday=t("digest-weekday", day=when.weekday),
        time=f"{when.at:%H:%M}",
        zone=when.zone,
    )


def name_place(t: Translations, subscription: Subscription) -> str:
    """Return where a digest is posted, as Markdown."""
    if subscription.recipient_id is not None:
        return t("digest-your-messages")
    return f"<#{subscription.channel_id}>"


def describe_place(t: Translations, subscription: Subscription) -> str:
    """Return when and where a digest is posted."""
    return t(
        "digest-where",
        schedule=describe_schedule(t, subscription.schedule),
        channel=name_place(t, subscription),
    )


def describe_status(t: Translations, subscription: Subscription) -> str:
    """Return when the next issue is due, or why the digest is paused."""
    if subscription.paused == "not permitted" and subscription.recipient_id is not None:
        return t("digest-paused-role")
    if subscription.paused:
        return t(_PAUSED.get(subscription.paused, "digest-paused"))
    return t("digest-next", moment=f"<t:{int(subscription.next_due.timestamp())}:F>")


def describe_interests(t: Translations, wanted: Interests) -> list[str]:
    """Return a line of Markdown for each kind of interest, or one line for all new papers."""
    lines = [
        t(field.about, list=escape_markdown(", ".join(values), _MAX_INTEREST_UNITS))
        for name, field in INTERESTS.items()
        if (values := getattr(wanted, name))
    ]
    return lines or [t("digest-about-all")]


def name_subscription(t: Translations, client: discord.Client, subscription: Subscription) -> str:
    """Return a subscription's name for menus and options, which take no Markdown."""
    channel = find_channel(client, subscription.channel_id)
    where = f"#{channel.name}" if channel else t("digest-some-channel")
    if subscription.recipient_id is not None:
        where = t("digest-your-messages")
    when = describe_schedule(t, subscription.schedule)
    name = join_parts(plain_text(where), when, plain_text(_name_topics(subscription)))
    return limits.cut(name, limits.CHOICE_NAME)


def _name_topics(subscription: Subscription) -> str:
    return ", ".join(subscription.interests.topics or subscription.interests.categories)


def build_message_link(subscription: Subscription, entry: LedgerEntry) -> str:
    """Return the URL of an issue's message, empty if none was posted."""
    if entry.message_id is None:
        return ""
    guild = subscription.guild_id if subscription.recipient_id is None else "@me"
    return f"https://discord.com/channels/{guild}/{entry.channel_id}/{entry.message_id}"


def server_address(guild_id: int) -> str:
    """Return the address of a server in Discord."""
    return f"https://discord.com/channels/{guild_id}"


def build_list(t: Translations, subscriptions: Sequence[Subscription]) -> list[OutgoingMessage]:
    """Return messages with the digests that a person may manage, each with a button to edit it."""
    count = len(subscriptions)
    personal = all(each.recipient_id is not None for each in subscriptions)
    title = t("digest-list-yours", count=count) if personal else t("digest-list", count=count)
    entries: list[Component] = [text(f"**{title}**")]
    for each in subscriptions:
        where, status = describe_place(t, each), subtext(describe_status(t, each))
        topics = escape_markdown(_name_topics(each), _MAX_TOPICS_UNITS)
        opens = custom_ids.build_id("d", "panel", each.subscription_id)
        editor: ui.Button[Any] = button(t("digest-button-edit"), opens)
        entry = text(join_parts(f"{where}\n{status}", topics))
        entries.append(ui.Section(entry, accessory=editor))
    size = _MAX_ENTRIES
    pages = [entries[at : at + size] for at in range(0, len(entries), size)]
    return [message("paper", page) for page in pages]
