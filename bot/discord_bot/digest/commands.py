"""`/digest`: subscribe channels, or oneself, to new papers, and manage subscriptions."""

from __future__ import annotations

import asyncio
from typing import Any, TypeVar

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.digest import subscriptions
from bot.digest.subscriptions import check_limits
from bot.discord_bot import limits
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.delivery.vote_refresh import VoteRefresher
from bot.discord_bot.digest import descriptions, issue_message, zones
from bot.discord_bot.digest.buttons import COG_NAME
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
from bot.discord_bot.errors import without_errors
from bot.discord_bot.guard_messages import check_rate_limit
from bot.discord_bot.locales.translations import localized
from bot.discord_bot.permissions import servers_only, with_rule
from bot.discord_bot.services import Services

_MAX_HISTORY_ISSUES = 10
_Digest = Range[str, 1, 100] | None
T = TypeVar("T")


def _digest_option(command: T) -> T:
    """Describe the option of a command that acts on one digest."""
    about = localized("cmd-digest-opt-digest-about", "Which digest (optional if there is only one)")
    described = app_commands.describe(digest=about)(command)
    return app_commands.rename(digest=localized("cmd-digest-opt-digest", "digest"))(described)


def _schedule_options(command: T) -> T:
    """Describe the options of a command that say when a new digest comes."""
    named = app_commands.rename(
        time=localized("cmd-digest-subscribe-opt-time", "time"),
        timezone=localized("cmd-digest-subscribe-opt-timezone", "timezone"),
        cadence=localized("cmd-digest-subscribe-opt-cadence", "cadence"),
        weekday=localized("cmd-digest-subscribe-opt-weekday", "weekday"),
    )
    described = app_commands.describe(
        time=localized(
            "cmd-digest-subscribe-opt-time-about", "For example 9, 9:30 or 21h (default: 9:00)"
        ),
        timezone=localized("cmd-digest-subscribe-opt-timezone-about", "Start typing a city"),
        cadence=localized("cmd-digest-subscribe-opt-cadence-about", "How often (default: daily)"),
        weekday=localized(
            "cmd-digest-subscribe-opt-weekday-about", "Day of a weekly digest (default: Monday)"
        ),
    )
    with_choices = app_commands.choices(
        cadence=[
            Choice(name=localized("digest-cadence-daily", "Daily"), value="daily"),
            Choice(name=localized("digest-cadence-weekdays", "On weekdays"), value="weekdays"),
            Choice(name=localized("digest-cadence-weekly", "Weekly"), value="weekly"),
        ],
        weekday=[
            Choice(name=localized("digest-weekday-0", "Monday"), value="0"),
            Choice(name=localized("digest-weekday-1", "Tuesday"), value="1"),
            Choice(name=localized("digest-weekday-2", "Wednesday"), value="2"),
            Choice(name=localized("digest-weekday-3", "Thursday"), value="3"),
            Choice(name=localized("digest-weekday-4", "Friday"), value="4"),
            Choice(name=localized("digest-weekday-5", "Saturday"), value="5"),
            Choice(name=localized("digest-weekday-6", "Sunday"), value="6"),
        ],
    )
    return named(described(with_choices(command)))


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


@servers_only
class DigestCommands(
    commands.GroupCog,
    name=COG_NAME,
    group_name=localized("cmd-digest", "digest"),
    group_description=localized("cmd-digest-about", "Get new papers that matter to you"),
    group_extras=with_rule(allow_subscribers),
):
    """Manages subscriptions: each member's own, and for digest managers those of channels."""

    def __init__(self, services: Services, votes: VoteRefresher) -> None:
        super().__init__()
        self._services = services
        self.votes = votes

    async def cog_unload(self) -> None:
        """Show the votes that are waiting to be shown."""
        await self.votes.close()

    @app_commands.command(
        name=localized("cmd-digest-subscribe", "subscribe"),
        description=localized("cmd-digest-subscribe-about", "Subscribe a channel to a digest"),
        extras=with_rule(require_digest_manager),
    )
    @_schedule_options
    @app_commands.rename(channel=localized("cmd-digest-subscribe-opt-channel", "channel"))
    @app_commands.describe(
        channel=localized(
            "cmd-digest-subscribe-opt-channel-about", "Channel to post in (default: this one)"
        )
    )
    async def subscribe(
        self,
        interaction: discord.Interaction,
        channel: app_commands.Transform[int, _ChannelId] | None = None,
        time: Range[str, 1, 20] = "9:00",
        timezone: Range[str, 1, 60] | None = None,
        cadence: str = "daily",
        weekday: str = "0",
    ) -> None:
        """Open the form of interests for a channel."""
        await _check_limits(interaction, None)
        when = _schedule_texts(interaction, time, timezone, cadence, weekday)
        where = str(channel or interaction.channel_id)
        await start_subscription(interaction, {**when, "channel": where})

    @app_commands.command(
        name=localized("cmd-digest-me", "me"),
        description=localized("cmd-digest-me-about", "Get a digest of your own by direct message"),
    )
    @_schedule_options
    async def me(
        self,
        interaction: discord.Interaction,
        time: Range[str, 1, 20] = "9:00",
        timezone: Range[str, 1, 60] | None = None,
        cadence: str = "daily",
        weekday: str = "0",
    ) -> None:
        """Open the form of interests for a personal digest."""
        await _check_limits(interaction, interaction.user.id)
        when = _schedule_texts(interaction, time, timezone, cadence, weekday)
        await start_subscription(interaction, when)

    @me.autocomplete("timezone")
    @subscribe.autocomplete("timezone")
    @without_errors
    async def complete_city(
        self, interaction: discord.Interaction, current: str
    ) -> list[Choice[str]]:
        """Complete a city or time zone."""
        usual = zones.guess_zone(interaction.locale)
        return await asyncio.to_thread(zones.complete_zones, current, self._services.now(), usual)

    @app_commands.command(
        name=localized("cmd-digest-list", "list"),
        description=localized("cmd-digest-list-about", "See the digests that you can manage"),
    )
    async def list_digests(self, interaction: discord.Interaction) -> None:
        """List the person's digests, and for digest managers those of channels."""
        await defer(interaction, ephemeral=True)
        t = personal_translations(interaction)
        shown = descriptions.build_list(t, await require_subscriptions(interaction))
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-edit", "edit"),
        description=localized("cmd-digest-edit-about", "Change what a digest is about, and when"),
    )
    @_digest_option
    async def edit(self, interaction: discord.Interaction, digest: _Digest = None) -> None:
        """Show the digest's panel."""
        await defer(interaction, ephemeral=True)
        subscription = await find_subscription(interaction, digest)
        shown = build_panel(personal_translations(interaction), interaction.client, subscription)
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-pause", "pause"),
        description=localized("cmd-digest-pause-about", "Pause a digest"),
    )
    @_digest_option
    async def pause(self, interaction: discord.Interaction, digest: _Digest = None) -> None:
        """Pause the digest."""
        await defer(interaction, ephemeral=True)
        t = personal_translations(interaction)
        subscription = await find_subscription(interaction, digest)
        subscription = await asyncio.to_thread(
            subscriptions.pause,
            self._services.stores.subscriptions,
            subscription.subscription_id,
        )
        shown = build_panel(t, interaction.client, subscription, t("digest-saved"))
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-resume", "resume"),
        description=localized("cmd-digest-resume-about", "Resume a paused digest"),
    )
    @_digest_option
    async def resume(self, interaction: discord.Interaction, digest: _Digest = None) -> None:
        """Resume the digest."""
        await defer(interaction, ephemeral=True)
        t = personal_translations(interaction)
        subscription = await find_subscription(interaction, digest)
        subscription = await asyncio.to_thread(
            subscriptions.resume,
            self._services.stores.subscriptions,
            subscription.subscription_id,
            self._services.now(),
        )
        shown = build_panel(t, interaction.client, subscription, t("digest-saved"))
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-unsubscribe", "unsubscribe"),
        description=localized("cmd-digest-unsubscribe-about", "End a digest for good"),
    )
    @_digest_option
    async def unsubscribe(self, interaction: discord.Interaction, digest: _Digest = None) -> None:
        """Ask whether to end the digest."""
        await defer(interaction, ephemeral=True)
        subscription = await find_subscription(interaction, digest)
        shown = build_removal(personal_translations(interaction), subscription)
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-preview", "preview"),
        description=localized("cmd-digest-preview-about", "Preview the next issue"),
    )
    @_digest_option
    async def preview(self, interaction: discord.Interaction, digest: _Digest = None) -> None:
        """Show the next issue to the person alone."""
        await check_rate_limit(self._services, personal_translations(interaction), interaction)
        await defer(interaction, ephemeral=True)
        subscription = await find_subscription(interaction, digest)
        shown = await issue_message.build_preview(interaction, subscription)
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-now", "now"),
        description=localized("cmd-digest-now-about", "Post new papers now"),
    )
    @_digest_option
    async def now(self, interaction: discord.Interaction, digest: _Digest = None) -> None:
        """Post an issue where the digest goes, and report to the person."""
        await check_rate_limit(self._services, personal_translations(interaction), interaction)
        await defer(interaction, ephemeral=True)
        subscription = await find_subscription(interaction, digest)
        shown = await issue_message.post_now(interaction, subscription)
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-history", "history"),
        description=localized("cmd-digest-history-about", "See the latest issues of a digest"),
    )
    @_digest_option
    async def history(self, interaction: discord.Interaction, digest: _Digest = None) -> None:
        """List the digest's latest issues."""
        await defer(interaction, ephemeral=True)
        subscription = await find_subscription(interaction, digest)
        ledger = self._services.stores.ledger
        entries = await asyncio.to_thread(
            ledger.history, subscription.subscription_id, _MAX_HISTORY_ISSUES
        )
        shown = descriptions.build_history(
            personal_translations(interaction), subscription, entries
        )
        await show(interaction, shown, ephemeral=True)

    @edit.autocomplete("digest")
    @pause.autocomplete("digest")
    @resume.autocomplete("digest")
    @unsubscribe.autocomplete("digest")
    @preview.autocomplete("digest")
    @now.autocomplete("digest")
    @history.autocomplete("digest")
    @without_errors
    async def complete_digest(
        self, interaction: discord.Interaction, current: str
    ) -> list[Choice[str]]:
        """Complete a digest by its channel or topics."""
        t, typed = personal_translations(interaction), current.strip().casefold()
        found = await load_subscriptions(interaction)
        names = {
            s.subscription_id: descriptions.name_subscription(t, interaction.client, s)
            for s in found
        }
        return [
            Choice(name=name, value=subscription_id)
            for subscription_id, name in names.items()
            if typed in name.casefold()
        ][: limits.CHOICES]


async def _check_limits(interaction: discord.Interaction[Any], recipient_id: int | None) -> None:
    """Raise `TooManySubscriptions` before any form is filled in vain."""
    there = [each.recipient_id for each in await load_all_subscriptions(interaction)]
    check_limits(there, recipient_id)


def _schedule_texts(
    interaction: discord.Interaction[Any],
    time: str,
    timezone: str | None,
    cadence: str,
    weekday: str,
) -> dict[str, str]:
    """Return the options of a command as the texts of the form of schedules."""
    zone = timezone or zones.guess_zone(interaction.locale)
    return {"time": time, "zone": zone, "cadence": cadence, "weekday": weekday}
