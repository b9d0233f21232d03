"""The two forms of a digest: one for its interests, one for its schedule and channel.

A form of schedules without a field for a channel is that of a personal digest. Of invalid input the
valid part is saved, and the panel says what was left out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.digest.subscriptions import subscribe
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.controls import (
    build_modal,
    choice_menu,
    control,
    entered_texts,
    id_menu,
    menu_field,
    text_field,
)
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.delivery.respond import personal_translations
from bot.discord_bot.digest.descriptions import (
    INTERESTS,
    name_cadences,
    name_weekdays,
    server_address,
)
from bot.discord_bot.digest.panel import build_panel, name_permissions
from bot.discord_bot.digest.parse import InvalidInput, parse_interests, parse_schedule
from bot.discord_bot.digest.permissions import (
    POSTABLE_CHANNEL_TYPES,
    allow_subscribers,
    can_write,
    find_channel,
    find_subscription,
    missing_permissions,
    require_digest_manager,
)
from bot.discord_bot.locales.translations import ENGLISH_NAMES, Translations
from bot.discord_bot.permissions import can_manage, require_server
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import link_button
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import services_of
from bot.records.subscriptions import Interests, Subscription
from retrieval.text import patterns as re

_MAX_PROBLEMS = 10
_SUBSCRIPTION = r"(?P<subscription>[0-9A-Za-z]{1,12})"
_INTERESTS_FORM = re.compile(
    rf"fn:m:digest:words:{_SUBSCRIPTION}|fn:m:digest:new:(?P<channel>\d{{1,20}}|me)"
    r":(?P<time>\d{4}):(?P<zone>[^:]{1,40}):(?P<cadence>daily|weekdays|weekly):(?P<weekday>[0-6])"
)
"""A new subscription has its channel ("me" for direct messages) and schedule in the form's id."""

_SCHEDULE_FORM = re.compile(rf"fn:m:digest:when:{_SUBSCRIPTION}")


@control(_INTERESTS_FORM, allow_subscribers)
async def interests_form(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Subscribe a channel or the person, or change a subscription's interests."""
    await component_message.begin(interaction)
    interests, problems = parse_interests(entered_texts(interaction))
    if match["subscription"]:
        subscription = await update(
            interaction,
            match["subscription"],
            lambda each: replace(
                each, interests=replace(interests, sources=each.interests.sources)
            ),
        )
    else:
        parts = ("channel", "time", "zone", "cadence", "weekday")
        texts = {part: match[part] for part in parts}
        subscription = await _subscribe(interaction, texts, interests)
    saved = "digest-saved" if match["subscription"] else "digest-subscribed"
    await _show_saved(interaction, subscription, saved, problems)


@control(_SCHEDULE_FORM, allow_subscribers)
async def schedule_form(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Change a subscription's schedule and channel, each unless it is invalid."""
    await component_message.begin(interaction)
    texts, changes, problems = entered_texts(interaction), dict[str, Any](), list[InvalidInput]()
    try:
        changes["schedule"] = parse_schedule(texts)
    except InvalidInput as error:
        problems.append(error)
    try:
        if "channel" in texts:
            changes["channel_id"] = await _check_channel(interaction, texts["channel"])
    except InvalidInput as error:
        problems.append(error)
    subscription = await update(
        interaction, match["subscription"], lambda each: replace(each, **changes)
    )
    await _show_saved(interaction, subscription, "digest-saved", problems)


async def _show_saved(
    interaction: discord.Interaction[Any],
    subscription: Subscription,
    saved: str,
    problems: Sequence[InvalidInput],
) -> None:
    t = personal_translations(interaction)
    lines = [t(saved)]
    for each in problems[:_MAX_PROBLEMS]:
        todo = t(each.todo, **each.values)
        lines.append(f"⚠️ {escape_markdown(t(each.key, **each.values))} {todo}")
    shown = build_panel(t, interaction.client, subscription, "\n".join(lines))
    await component_message.finish(interaction, shown)


async def update(
    interaction: discord.Interaction[Any],
    subscription_id: str,
    change: Callable[[Subscription], Subscription],
) -> Subscription:
    """Change a subscription that the person may manage; see `find_subscription`."""
    services = services_of(interaction)
    found = await find_subscription(interaction, subscription_id)
    store, now = services.stores.subscriptions, services.now()
    return await asyncio.to_thread(store.change, found.subscription_id, change, now)


async def start_subscription(
    interaction: discord.Interaction[Any], channel: str, texts: Mapping[str, str]
) -> None:
    """Open the form of interests for a new subscription; raise `InvalidInput` before.

    `channel` is the id of one, or "me". `texts` are those of a schedule, see `parse_schedule`.
    """
    when = parse_schedule(texts)
    if channel != "me":
        await _check_channel(interaction, channel)
    form_id = custom_ids.build_id(
        "m", "digest", "new", channel, f"{when.at:%H%M}", when.zone, when.cadence, when.weekday
    )
    form = _build_interests_form(personal_translations(interaction), form_id, Interests())
    await interaction.response.send_modal(form)


def build_edit_form(
    t: Translations, client: discord.Client, subscription: Subscription, action: str
) -> ui.Modal:
    """Return the form that edits a subscription's interests ("words") or schedule ("when")."""
    form_id = custom_ids.build_id("m", "digest", action, subscription.subscription_id)
    if action == "words":
        return _build_interests_form(t, form_id, subscription.interests)
    when, hint = subscription.schedule, t("digest-form-zone-hint")
    cadences = choice_menu("cadence", name_cadences(t), {when.cadence})
    weekdays = choice_menu("weekday", name_weekdays(t), {str(when.weekday)})
    fields = [
        text_field("time", t("digest-form-time"), f"{when.at:%H:%M}", "9:30", max_chars=20),
        text_field("zone", t("digest-form-zone"), when.zone, hint, max_chars=60),
        menu_field(t("digest-form-cadence"), cadences),
        menu_field(t("digest-form-weekday"), weekdays),
    ]
    if subscription.recipient_id is None:
        channel = find_channel(client, subscription.channel_id)
        chosen, types = [channel.id] if channel else [], POSTABLE_CHANNEL_TYPES
        channels = id_menu(ui.ChannelSelect, "channel", chosen, channel_types=types)
        fields.append(menu_field(t("digest-form-channel"), channels))
    return build_modal(t("digest-form-when"), form_id, fields)


def _build_interests_form(t: Translations, form_id: str, interests: Interests) -> ui.Modal:
    """Return the form of topics, categories, words and authors, filled with `interests`."""
    fields = []
    for name, field in INTERESTS.items():
        entries = ("\n" if field.long else ", ").join(getattr(interests, name))
        fields.append(
            text_field(
                name,
                t(field.label),
                limits.take_start(entries, field.max_chars),
                t(field.hint),
                long=field.long,
                required=False,
                max_chars=field.max_chars,
            )
        )
    return build_modal(t("digest-form-words"), form_id, fields)


async def _subscribe(
    interaction: discord.Interaction[Any], texts: Mapping[str, str], interests: Interests
) -> Subscription:
    """Subscribe a channel, or the person, who is then welcomed."""
    services, t = services_of(interaction), personal_translations(interaction)
    recipient_id, language = None, ""
    if texts["channel"] == "me":
        channel_id = (await interaction.user.create_dm()).id
        recipient_id, language = interaction.user.id, ENGLISH_NAMES[t.language]
    else:
        channel_id = await _check_channel(interaction, texts["channel"])
    subscription = await asyncio.to_thread(
        subscribe,
        services.stores.subscriptions,
        services.application.catalog.last_arrival,
        subscription_id=services.new_id()[-12:],
        guild_id=require_server(interaction),
        channel_id=channel_id,
        recipient_id=recipient_id,
        language=language,
        user_id=interaction.user.id,
        schedule=parse_schedule(texts),
        interests=interests,
        now=services.now(),
    )
    return await _welcome(interaction, t, subscription) if recipient_id else subscription


async def _welcome(
    interaction: discord.Interaction[Any], t: Translations, subscription: Subscription
) -> Subscription:
    """Write to a new recipient; if they take no messages, pause the digest, and say so."""
    server = escape_markdown(interaction.guild.name) if interaction.guild else "…"
    shown = notice(
        t("digest-welcome", server=server),
        # Its commands work in the server alone, so they are not mentioned to be clicked.
        Translations(t.language)("digest-welcome-about"),
        buttons=[link_button(t("digest-button-server"), server_address(subscription.guild_id))],
    )
    try:
        await interaction.user.send(view=shown.view)
    except discord.Forbidden:
        store = services_of(interaction).stores.subscriptions
        await asyncio.to_thread(store.pause, subscription.subscription_id, "messages closed")
        return replace(subscription, paused="messages closed")
    except (discord.HTTPException, discord.RateLimited, *CONNECTION_ERRORS):
        pass  # the first issue will show whether they take messages
    return subscription


async def _check_channel(interaction: discord.Interaction[Any], typed: str) -> int:
    """Return a channel's id; raise `InvalidInput` if the bot or the person may not post there.

    Raise `UserError` if the person does not manage digests of channels.
    """
    await require_digest_manager(interaction)
    channel = find_channel(interaction.client, int(typed)) if typed.isdecimal() else None
    if channel is None or channel.guild.id != interaction.guild_id:
        raise InvalidInput("digest-bad-channel")
    name = f"#{channel.name}"
    if not can_manage(interaction) and not can_write(channel, interaction.user):
        raise InvalidInput("digest-bad-yours", channel=name)
    if missing := missing_permissions(channel):
        names = name_permissions(personal_translations(interaction), missing)
        raise InvalidInput("digest-bad-permissions", channel=name, permissions=names)
    return channel.id
