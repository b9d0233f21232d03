"""Take the forms of a digest; what cannot be taken comes back as it was typed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import discord

from bot.digest import subscriptions
from bot.digest.schedule import Schedule
from bot.digest.subscriptions import Subscription
from bot.discord_bot.controls import Form
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import personal_translations
from bot.discord_bot.digest import forms, wording
from bot.discord_bot.digest.forms import NEW, WHEN_FORM, WORDS_FORM, given_back, go_on
from bot.discord_bot.digest.panel import panel, permissions_named
from bot.discord_bot.digest.parse import (
    CADENCES,
    FIELDS,
    Mistyped,
    Plan,
    interests_in,
    read_plan,
    time_in,
    zone_in,
)
from bot.discord_bot.digest.permissions import known, lacking, may_write, meant, tenders_only
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.permissions import can_manage, require_server
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import services_of


async def words_submitted(
    interaction: discord.Interaction[Any], match: re.Match[str], texts: Mapping[str, str]
) -> None:
    """Make a subscription, or change what one is about."""
    await component_message.begin(interaction)
    services, t = services_of(interaction), personal_translations(interaction)
    client, store = interaction.client, services.stores.subscriptions
    try:
        interests = interests_in(texts)
        if match["subscription"]:
            subscription = await meant(interaction, match["subscription"])
            names = forms.touched(texts, FIELDS, match["stood"])
            settled = {name: getattr(interests, name) for name in names}
            subscription = await asyncio.to_thread(
                subscriptions.update,
                store,
                subscription.subscription_id,
                lambda found: replace(found, interests=replace(found.interests, **settled)),
                services.now(),
            )
            saved = t("digest-saved")
        else:
            plan = read_plan(match["plan"])
            if plan is None:
                raise UserError(t("digest-form-gone"), t("digest-form-gone-todo"))
            check_channel(t, interaction, plan.channel_id)
            subscription = await asyncio.to_thread(
                subscriptions.subscribe,
                store,
                services.application.catalog.last_arrival,
                subscription_id=services.new_id()[-12:],
                guild_id=require_server(interaction),
                channel_id=plan.channel_id,
                user_id=interaction.user.id,
                schedule=plan.schedule,
                interests=interests,
                now=services.now(),
            )
            saved = t("digest-subscribed")
    except Mistyped as mistyped:
        shown = await given_back(services, t, *told(t, mistyped), match.string, texts)
    else:
        shown = panel(t, client, subscription, saved)
    await component_message.finish(interaction, shown)


async def when_submitted(
    interaction: discord.Interaction[Any], match: re.Match[str], texts: Mapping[str, str]
) -> None:
    """Change when and where a subscription comes, or go on to say what a new one is about."""
    await component_message.begin(interaction)
    services, t = services_of(interaction), personal_translations(interaction)
    try:
        plan = planned(t, interaction, texts)
    except Mistyped as mistyped:
        shown: OutgoingMessage = await given_back(
            services, t, *told(t, mistyped), match.string, texts
        )
    else:
        if match["subscription"] == NEW:
            what = wording.schedule(t, plan.schedule)
            shown = await go_on(services, t, what, plan)
        else:
            subscription = await meant(interaction, match["subscription"])
            names = forms.touched(texts, forms.WHEN_FIELDS, match["stood"])
            subscription = await asyncio.to_thread(
                subscriptions.update,
                services.stores.subscriptions,
                subscription.subscription_id,
                lambda found: _planned_anew(found, plan, names),
                services.now(),
            )
            shown = panel(t, interaction.client, subscription, t("digest-saved"))
    await component_message.finish(interaction, shown)


def _planned_anew(found: Subscription, plan: Plan, names: Collection[str]) -> Subscription:
    """Return a subscription with what of a plan somebody has touched."""
    when = plan.schedule
    of_schedule = {
        "at": ("time", when.at), "zone": ("zone", when.zone),
        "cadence": ("cadence", when.cadence), "weekday": ("weekday", when.weekday),
    }  # fmt: skip
    settled: dict[str, Any] = {
        field: value for field, (name, value) in of_schedule.items() if name in names
    }
    channel_id = plan.channel_id if "channel" in names else found.channel_id
    return replace(found, channel_id=channel_id, schedule=replace(found.schedule, **settled))


def planned(
    t: Translations, interaction: discord.Interaction[Any], texts: Mapping[str, str]
) -> Plan:
    """Return the plan of what was typed and chosen; raise `Mistyped`."""
    cadence, weekday = texts.get("cadence", ""), texts.get("weekday", "")
    channel = texts.get("channel", "")
    schedule = Schedule(
        cadence if cadence in CADENCES else "daily",
        time_in(texts.get("time", "")),
        zone_in(texts.get("zone", "")),
        int(weekday) if weekday in set("0123456") else 0,
    )
    if not channel.isdecimal():
        raise Mistyped("channel")
    check_channel(t, interaction, int(channel))
    return Plan(int(channel), schedule)


def check_channel(t: Translations, interaction: discord.Interaction[Any], channel_id: int) -> None:
    """Raise `Mistyped` where the bot may not post in a channel, or the person may not."""
    channel = known(interaction.client, channel_id)
    if channel is None or channel.guild.id != interaction.guild_id:
        raise Mistyped("channel")
    if not can_manage(interaction) and not may_write(channel, interaction.user):
        raise Mistyped("yours", channel=f"#{channel.name}")
    if lacks := lacking(channel):
        raise Mistyped(
            "permissions",
            channel=f"#{channel.name}",
            permissions=permissions_named(t, lacks),
        )


def told(t: Translations, mistyped: Mistyped) -> tuple[str, str]:
    """Return what is wrong, and what to do about it, as Markdown of ours."""
    values = {
        name: escape_markdown(value) if isinstance(value, str) else value
        for name, value in mistyped.values.items()
    }
    kind = mistyped.kind
    return t(f"digest-bad-{kind}", **values), t(f"digest-bad-{kind}-todo")


WORDS_SUBMITTED = Form(WORDS_FORM, words_submitted, tenders_only)
WHEN_SUBMITTED = Form(WHEN_FORM, when_submitted, tenders_only)
