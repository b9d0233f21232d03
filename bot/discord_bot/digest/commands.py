"""`/digest`: subscribe a channel to the few new papers that matter to it, and tend that."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.digest import subscriptions
from bot.digest.subscriptions import MAX_PER_SERVER, TooManySubscriptions
from bot.discord_bot import limits
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.delivery.vote_refresh import VoteRefresher
from bot.discord_bot.digest import forms, listing, previewing, wording, zones
from bot.discord_bot.digest.buttons import COG
from bot.discord_bot.digest.panel import panel, removing
from bot.discord_bot.digest.parse import Mistyped
from bot.discord_bot.digest.permissions import POSTABLE, meant, of_server, tenders_only
from bot.discord_bot.digest.submitted import planned, told
from bot.discord_bot.errors import without_errors
from bot.discord_bot.guard_messages import check_rate_limit
from bot.discord_bot.locales.translations import localized
from bot.discord_bot.permissions import servers_only, with_rule
from bot.discord_bot.services import Services

_HISTORY = 10
_WHICH = localized("cmd-digest-opt-digest", "digest")
_WHICH_ABOUT = localized(
    "cmd-digest-opt-digest-about", "Which digest (optional if there is only one)"
)


class _Place(app_commands.Transformer):
    """Takes the id of a channel, also of one that the bot does not see."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Return the kind of the option."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return the kinds of channels that Discord offers."""
        return POSTABLE

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> int:
        """Return the id."""
        return int(value.id)


@servers_only
class DigestCommands(
    commands.GroupCog,
    name=COG,
    group_name=localized("cmd-digest", "digest"),
    group_description=localized("cmd-digest-about", "Get new papers that matter to you"),
    group_extras=with_rule(tenders_only),
):
    """Makes and tends subscriptions; for who manages the server, or has a role that may."""

    def __init__(self, services: Services, votes: VoteRefresher) -> None:
        super().__init__()
        self._services = services
        self.votes = votes

    async def cog_unload(self) -> None:
        """Let the votes that are due be shown."""
        await self.votes.close()

    @app_commands.command(
        name=localized("cmd-digest-subscribe", "subscribe"),
        description=localized("cmd-digest-subscribe-about", "Subscribe a channel to a digest"),
    )
    @app_commands.rename(
        channel=localized("cmd-digest-subscribe-opt-channel", "channel"),
        time=localized("cmd-digest-subscribe-opt-time", "time"),
        timezone=localized("cmd-digest-subscribe-opt-timezone", "timezone"),
        cadence=localized("cmd-digest-subscribe-opt-cadence", "cadence"),
        weekday=localized("cmd-digest-subscribe-opt-weekday", "weekday"),
    )
    @app_commands.describe(
        channel=localized(
            "cmd-digest-subscribe-opt-channel-about", "Channel to post in (default: this one)"
        ),
        time=localized(
            "cmd-digest-subscribe-opt-time-about", "For example 9, 9:30 or 21h (default: 9:00)"
        ),
        timezone=localized("cmd-digest-subscribe-opt-timezone-about", "Start typing a city"),
        cadence=localized("cmd-digest-subscribe-opt-cadence-about", "How often (default: daily)"),
        weekday=localized(
            "cmd-digest-subscribe-opt-weekday-about", "Day of a weekly digest (default: Monday)"
        ),
    )
    @app_commands.choices(
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
    async def subscribe(
        self,
        interaction: discord.Interaction,
        channel: app_commands.Transform[int, _Place] | None = None,
        time: Range[str, 1, 20] = "9:00",
        timezone: Range[str, 1, 60] | None = None,
        cadence: str = "daily",
        weekday: str = "0",
    ) -> None:
        """Ask in a form what it is to be about."""
        t = personal_translations(interaction)
        if len(await of_server(interaction)) >= MAX_PER_SERVER:
            raise TooManySubscriptions
        texts = {
            "channel": str(channel or interaction.channel_id),
            "time": time,
            "zone": timezone or zones.usual_zone(interaction.locale),
            "cadence": cadence,
            "weekday": weekday,
        }
        try:
            plan = planned(t, interaction, texts)
        except Mistyped as mistyped:
            what, todo = told(t, mistyped)
            form = f"fn:m:digest:when:{forms.NEW}"
            shown = await forms.given_back(self._services, t, what, todo, form, texts)
            await show(interaction, shown, ephemeral=True)
            return
        form_of_words = forms.words_form(t, forms.for_plan(plan), {})
        await interaction.response.send_modal(form_of_words)

    @subscribe.autocomplete("timezone")
    @without_errors
    async def cities(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Complete a city."""
        usual = zones.usual_zone(interaction.locale)
        return await asyncio.to_thread(zones.completed, current, self._services.now(), usual)

    @app_commands.command(
        name=localized("cmd-digest-list", "list"),
        description=localized("cmd-digest-list-about", "See this server’s digests"),
    )
    async def listed(self, interaction: discord.Interaction) -> None:
        """List them."""
        await defer(interaction, ephemeral=True)
        t = personal_translations(interaction)
        shown = listing.listed(t, await of_server(interaction))
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-edit", "edit"),
        description=localized("cmd-digest-edit-about", "Change what a digest is about, and when"),
    )
    @app_commands.rename(digest=_WHICH)
    @app_commands.describe(digest=_WHICH_ABOUT)
    async def edit(
        self, interaction: discord.Interaction, digest: Range[str, 1, 100] | None = None
    ) -> None:
        """Show its panel."""
        await defer(interaction, ephemeral=True)
        subscription = await meant(interaction, digest)
        shown = panel(personal_translations(interaction), interaction.client, subscription)
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-pause", "pause"),
        description=localized("cmd-digest-pause-about", "Pause a digest"),
    )
    @app_commands.rename(digest=_WHICH)
    @app_commands.describe(digest=_WHICH_ABOUT)
    async def pause(
        self, interaction: discord.Interaction, digest: Range[str, 1, 100] | None = None
    ) -> None:
        """Pause it."""
        await defer(interaction, ephemeral=True)
        t = personal_translations(interaction)
        subscription = await meant(interaction, digest)
        subscription = await asyncio.to_thread(
            subscriptions.pause,
            self._services.stores.subscriptions,
            subscription.subscription_id,
        )
        shown = panel(t, interaction.client, subscription, t("digest-saved"))
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-resume", "resume"),
        description=localized("cmd-digest-resume-about", "Resume a paused digest"),
    )
    @app_commands.rename(digest=_WHICH)
    @app_commands.describe(digest=_WHICH_ABOUT)
    async def resume(
        self, interaction: discord.Interaction, digest: Range[str, 1, 100] | None = None
    ) -> None:
        """Let it run again."""
        await defer(interaction, ephemeral=True)
        t = personal_translations(interaction)
        subscription = await meant(interaction, digest)
        subscription = await asyncio.to_thread(
            subscriptions.resume,
            self._services.stores.subscriptions,
            subscription.subscription_id,
            self._services.now(),
        )
        shown = panel(t, interaction.client, subscription, t("digest-saved"))
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-unsubscribe", "unsubscribe"),
        description=localized("cmd-digest-unsubscribe-about", "End a digest for good"),
    )
    @app_commands.rename(digest=_WHICH)
    @app_commands.describe(digest=_WHICH_ABOUT)
    async def unsubscribe(
        self, interaction: discord.Interaction, digest: Range[str, 1, 100] | None = None
    ) -> None:
        """Ask whether to end it."""
        await defer(interaction, ephemeral=True)
        subscription = await meant(interaction, digest)
        shown = removing(personal_translations(interaction), subscription)
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-preview", "preview"),
        description=localized("cmd-digest-preview-about", "Preview the next issue"),
    )
    @app_commands.rename(digest=_WHICH)
    @app_commands.describe(digest=_WHICH_ABOUT)
    async def preview(
        self, interaction: discord.Interaction, digest: Range[str, 1, 100] | None = None
    ) -> None:
        """Show it to the person alone."""
        await check_rate_limit(self._services, personal_translations(interaction), interaction)
        await defer(interaction, ephemeral=True)
        subscription = await meant(interaction, digest)
        shown = await previewing.preview(interaction, subscription)
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-now", "now"),
        description=localized("cmd-digest-now-about", "Post new papers now"),
    )
    @app_commands.rename(digest=_WHICH)
    @app_commands.describe(digest=_WHICH_ABOUT)
    async def now(
        self, interaction: discord.Interaction, digest: Range[str, 1, 100] | None = None
    ) -> None:
        """Post it in its channel, and say so to the person."""
        await check_rate_limit(self._services, personal_translations(interaction), interaction)
        await defer(interaction, ephemeral=True)
        subscription = await meant(interaction, digest)
        shown = await previewing.post_now(interaction, subscription)
        await show(interaction, shown, ephemeral=True)

    @app_commands.command(
        name=localized("cmd-digest-history", "history"),
        description=localized("cmd-digest-history-about", "See the latest issues of a digest"),
    )
    @app_commands.rename(digest=_WHICH)
    @app_commands.describe(digest=_WHICH_ABOUT)
    async def history(
        self, interaction: discord.Interaction, digest: Range[str, 1, 100] | None = None
    ) -> None:
        """List them."""
        await defer(interaction, ephemeral=True)
        subscription = await meant(interaction, digest)
        ledger = self._services.stores.ledger
        entries = await asyncio.to_thread(ledger.history, subscription.subscription_id, _HISTORY)
        shown = listing.history(personal_translations(interaction), subscription, entries)
        await show(interaction, shown, ephemeral=True)

    @edit.autocomplete("digest")
    @pause.autocomplete("digest")
    @resume.autocomplete("digest")
    @unsubscribe.autocomplete("digest")
    @preview.autocomplete("digest")
    @now.autocomplete("digest")
    @history.autocomplete("digest")
    @without_errors
    async def digests(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Complete the channel or topics of a digest."""
        t, typed = personal_translations(interaction), current.strip().casefold()
        every = await of_server(interaction)
        names = {s.subscription_id: wording.named(t, interaction.client, s) for s in every}
        return [
            Choice(name=name, value=subscription_id)
            for subscription_id, name in names.items()
            if typed in name.casefold()
        ][: limits.CHOICES]
