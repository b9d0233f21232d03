"""`/digest`: subscribe channels, or oneself, to new papers, and manage subscriptions.

Members manage their own digests, and digest managers those of channels too.
"""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot.digest import subscriptions
from bot.discord_bot import limits
from bot.discord_bot.apply_guard import check_rate_limit
from bot.discord_bot.commands import IN_SERVERS, command, group
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.digest import descriptions, issue_message, zones
from bot.discord_bot.digest.forms import start_subscription
from bot.discord_bot.digest.panel import build_panel, build_removal
from bot.discord_bot.digest.permissions import (
    POSTABLE_CHANNEL_TYPES,
    allow_subscribers,
    find_subscription,
    load_all_subscriptions,
    load_subscriptions,
    require_digest_manager,
    require_subscriptions,
)
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.services import services_of
from bot.records.subscriptions import Subscription, check_limits

_MAX_HISTORY_ISSUES = 10
_Digest = Range[str, 1, 100] | None

DIGEST = group("digest", where=IN_SERVERS, rule=allow_subscribers)
_WHEN = {
    "cadence": {
        each: localized("digest-cadence", cadence=each) for each in ("daily", "weekdays", "weekly")
    },
    "weekday": {str(day): localized("digest-weekday", day=day) for day in range(7)},
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
    when = {"time": time, "zone": timezone, "cadence": cadence, "weekday": weekday}
    await _start(interaction, None, {**when, "channel": str(channel or interaction.channel_id)})


@command("digest me", parent=DIGEST, choices=_WHEN, complete={"timezone": _complete_city})
async def subscribe_me(
    interaction: discord.Interaction,
    time: Range[str, 1, 20] = "9:00",
    timezone: Range[str, 1, 60] | None = None,
    cadence: str = "daily",
    weekday: str = "0",
) -> None:
    """Open the form of interests for a personal digest."""
    when = {"time": time, "zone": timezone, "cadence": cadence, "weekday": weekday}
    await _start(interaction, interaction.user.id, when)


async def _start(
    interaction: discord.Interaction[Any], recipient_id: int | None, when: dict[str, str | None]
) -> None:
    """Open the form; raise `TooManySubscriptions` before any is filled in vain."""
    there = [each.recipient_id for each in await load_all_subscriptions(interaction)]
    check_limits(there, recipient_id)
    usual = zones.guess_zone(interaction.locale)
    await start_subscription(interaction, {name: text or usual for name, text in when.items()})


@command("digest list", parent=DIGEST)
async def list_digests(interaction: discord.Interaction) -> None:
    """List the person's digests, and for digest managers those of channels."""
    await defer(interaction, ephemeral=True)
    found = await require_subscriptions(interaction)
    shown = descriptions.build_list(personal_translations(interaction), found)
    await show(interaction, shown, ephemeral=True)


@command("digest edit", parent=DIGEST, complete={"digest": _complete_digest})
async def edit(interaction: discord.Interaction, digest: _Digest = None) -> None:
    """Show the digest's panel."""
    t, subscription = await _begin(interaction, digest)
    shown = build_panel(t, interaction.client, subscription)
    await show(interaction, shown, ephemeral=True)


async def _begin(
    interaction: discord.Interaction[Any], digest: str | None
) -> tuple[Translations, Subscription]:
    """Defer the reply, which the person alone sees; return its words, and the digest."""
    await defer(interaction, ephemeral=True)
    return personal_translations(interaction), await find_subscription(interaction, digest)


@command("digest pause", parent=DIGEST, complete={"digest": _complete_digest})
async def pause(interaction: discord.Interaction, digest: _Digest = None) -> None:
    """Pause the digest."""
    await _set_paused(interaction, digest, paused=True)


@command("digest resume", parent=DIGEST, complete={"digest": _complete_digest})
async def resume(interaction: discord.Interaction, digest: _Digest = None) -> None:
    """Resume the digest."""
    await _set_paused(interaction, digest, paused=False)


async def _set_paused(
    interaction: discord.Interaction[Any], digest: str | None, *, paused: bool
) -> None:
    services, (t, subscription) = services_of(interaction), await _begin(interaction, digest)
    found, store = subscription.subscription_id, services.stores.subscriptions
    if paused:
        subscription = await asyncio.to_thread(subscriptions.pause, store, found)
    else:
        subscription = await asyncio.to_thread(subscriptions.resume, store, found, services.now())
    shown = build_panel(t, interaction.client, subscription, t("digest-saved"))
    await show(interaction, shown, ephemeral=True)


@command("digest unsubscribe", parent=DIGEST, complete={"digest": _complete_digest})
async def unsubscribe(interaction: discord.Interaction, digest: _Digest = None) -> None:
    """Ask whether to end the digest."""
    t, subscription = await _begin(interaction, digest)
    await show(interaction, build_removal(t, subscription), ephemeral=True)


@command("digest preview", parent=DIGEST, complete={"digest": _complete_digest})
async def preview(interaction: discord.Interaction, digest: _Digest = None) -> None:
    """Show the next issue to the person alone."""
    await check_rate_limit(services_of(interaction), interaction)
    _, subscription = await _begin(interaction, digest)
    shown = await issue_message.build_preview(interaction, subscription)
    await show(interaction, shown, ephemeral=True)


@command("digest now", parent=DIGEST, complete={"digest": _complete_digest})
async def now(interaction: discord.Interaction, digest: _Digest = None) -> None:
    """Post an issue where the digest goes, and report to the person."""
    await check_rate_limit(services_of(interaction), interaction)
    _, subscription = await _begin(interaction, digest)
    shown = await issue_message.post_now(interaction, subscription)
    await show(interaction, shown, ephemeral=True)


@command("digest history", parent=DIGEST, complete={"digest": _complete_digest})
async def history(interaction: discord.Interaction, digest: _Digest = None) -> None:
    """List the digest's latest issues."""
    t, subscription = await _begin(interaction, digest)
    ledger, found = services_of(interaction).stores.ledger, subscription.subscription_id
    entries = await asyncio.to_thread(ledger.history, found, _MAX_HISTORY_ISSUES)
    shown = descriptions.build_history(t, subscription, entries)
    await show(interaction, shown, ephemeral=True)
