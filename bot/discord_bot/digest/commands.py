"""`/digest`: subscribe channels, or oneself, to new papers, and manage subscriptions.

Members manage their own digests, and digest managers those of channels too.
"""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot.discord_bot import limits
from bot.discord_bot.commands import IN_SERVERS, command, group
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.digest import descriptions, zones
from bot.discord_bot.digest.controls import show_outcome
from bot.discord_bot.digest.forms import start_subscription
from bot.discord_bot.digest.permissions import (
    POSTABLE_CHANNEL_TYPES,
    allow_subscribers,
    load_all_subscriptions,
    load_subscriptions,
    require_digest_manager,
    require_subscriptions,
)
from bot.discord_bot.locales.translations import localized
from bot.discord_bot.services import services_of
from bot.records.subscriptions import check_limits

_Digest = Range[str, 1, 100] | None

DIGEST = group("digest", where=IN_SERVERS, rule=allow_subscribers)
_WHEN = {
    "cadence": descriptions.name_cadences(localized),
    "weekday": descriptions.name_weekdays(localized),
}


class _ChannelId(app_commands.Transformer):
    """Takes the id of a channel, even of one that the bot cannot see."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Return the type of the option."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return the types of channels that Discord offers."""
        return POSTABLE_CHANNEL_TYPES

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> int:
        """Return the id."""
        return int(value.id)


async def _complete_city(interaction: discord.Interaction[Any], current: str) -> list[Choice[str]]:
    """Complete a city or time zone."""
    now, usual = services_of(interaction).now(), zones.guess_zone(interaction.locale)
    return await asyncio.to_thread(zones.complete_zones, current, now, usual)


async def _complete_digest(
    interaction: discord.Interaction[Any], current: str
) -> list[Choice[str]]:
    """Complete a digest by its channel or topics."""
    t, typed = personal_translations(interaction), current.strip().casefold()
    names = {
        each.subscription_id: descriptions.name_subscription(t, interaction.client, each)
        for each in await load_subscriptions(interaction)
    }
    found = {key: name for key, name in names.items() if typed in name.casefold()}
    return [Choice(name=name, value=key) for key, name in found.items()][: limits.CHOICES]


@command(
    "digest subscribe",
    parent=DIGEST,
    rule=require_digest_manager,
    choices=_WHEN,
    complete={"timezone": _complete_city},
)
async def subscribe(
    interaction: discord.Interaction,
    channel: app_commands.Transform[int, _ChannelId] | None = None,
    time: Range[str, 1, 20] = "9:00",
    timezone: Range[str, 1, 60] | None = None,
    cadence: str = "daily",
    weekday: str = "0",
) -> None:
    """Open the form of interests for a channel."""
    where = str(channel or interaction.channel_id)
    await _start(interaction, where, time=time, zone=timezone, cadence=cadence, weekday=weekday)


@command("digest me", parent=DIGEST, choices=_WHEN, complete={"timezone": _complete_city})
async def subscribe_me(
    interaction: discord.Interaction,
    time: Range[str, 1, 20] = "9:00",
    timezone: Range[str, 1, 60] | None = None,
    cadence: str = "daily",
    weekday: str = "0",
) -> None:
    """Open the form of interests for a personal digest."""
    await _start(interaction, "me", time=time, zone=timezone, cadence=cadence, weekday=weekday)


async def _start(
    interaction: discord.Interaction[Any], channel: str, *, zone: str | None, **when: str
) -> None:
    """Open the form; raise `TooManySubscriptions` before any is filled in vain."""
    there = [each.recipient_id for each in await load_all_subscriptions(interaction)]
    check_limits(there, interaction.user.id if channel == "me" else None)
    texts = {**when, "zone": zone or zones.guess_zone(interaction.locale)}
    await start_subscription(interaction, channel, texts)


@command("digest list", parent=DIGEST)
async def list_digests(interaction: discord.Interaction) -> None:
    """List the person's digests, and for digest managers those of channels."""
    await defer(interaction, ephemeral=True)
    found = await require_subscriptions(interaction)
    shown = descriptions.build_list(personal_translations(interaction), found)
    await show(interaction, shown, ephemeral=True)


def _add_command(name: str, action: str) -> None:
    """Add a command on one digest, which does what a button of its panel does, or "now"."""

    @command(f"digest {name}", parent=DIGEST, complete={"digest": _complete_digest})
    async def show(interaction: discord.Interaction, digest: _Digest = None) -> None:
        await show_outcome(interaction, digest, action)


for _name, _action in (
    ("edit", "panel"),
    ("pause", "pause"),
    ("resume", "resume"),
    ("unsubscribe", "remove"),
    ("preview", "preview"),
    ("now", "now"),
):
    _add_command(_name, _action)
