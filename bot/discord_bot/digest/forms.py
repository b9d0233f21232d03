"""The two forms of a digest: one for its interests, one for its schedule and channel.

A form of schedules without a field for a channel is that of a personal digest. A form with invalid
input is saved, and can be opened again with everything that was typed; so is the schedule of a new
digest until its interests are given.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import ui

from bot.digest import subscriptions
from bot.discord_bot import limits
from bot.discord_bot.controls import Field, Menu, build_modal, control, entered_texts
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.delivery.respond import personal_translations, show
from bot.discord_bot.digest.descriptions import describe_schedule, server_address
from bot.discord_bot.digest.panel import build_panel, name_permissions
from bot.discord_bot.digest.parse import (
    CADENCES,
    InvalidInput,
    parse_interests,
    parse_time,
    parse_zone,
)
from bot.discord_bot.digest.permissions import (
    POSTABLE_CHANNEL_TYPES,
    allow_subscribers,
    can_write,
    find_channel,
    find_subscription,
    missing_permissions,
    require_digest_manager,
)
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import ENGLISH_NAMES, Translations
from bot.discord_bot.permissions import can_manage, require_server
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage, button, link_button, option
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import save_state, services_of
from bot.records.schedule import Schedule
from bot.records.subscriptions import FORM_DRAFT, Interests, Subscription
from retrieval.text import patterns as re

_INTERESTS_ID = "fn:m:digest:words:"
_SCHEDULE_ID = "fn:m:digest:when:"
_NEW = "-"  # in place of a subscription's id
# Forms of earlier versions have hashes of what they showed at the end of their ids.
_HASHES = r"(?:\.[0-9a-f]{8})*"
_INTERESTS_FORM = re.compile(
    rf"fn:m:digest:words:(?:(?P<subscription>[0-9A-Za-z]{{1,12}}){_HASHES}"
    r"|new\.(?P<draft>[0-9A-Za-z]{1,20}))"
)
_SCHEDULE_FORM = re.compile(rf"fn:m:digest:when:(?P<subscription>[0-9A-Za-z]{{1,12}}|-){_HASHES}")
_REOPEN = re.compile(r"fn:d:again:(?P<token>[0-9A-Za-z]{1,20})")


@dataclass(frozen=True, slots=True)
class _InterestField:
    """A field of the form of interests: its label and hint, and whether it has lines."""

    label: str
    hint: str
    long: bool = False

    @property
    def max_chars(self) -> int:
        """How much may be entered."""
        return 2_000 if self.long else 1_000


_INTEREST_FIELDS = {
    "topics": _InterestField("digest-form-topics", "digest-form-topics-hint", True),
    "categories": _InterestField("digest-form-categories", "digest-form-categories-hint"),
    "include": _InterestField("digest-form-include", "digest-form-include-hint"),
    "exclude": _InterestField("digest-form-exclude", "digest-form-exclude-hint"),
    "authors": _InterestField("digest-form-authors", "digest-form-authors-hint", True),
}
"""By their names, which are those of `Interests`."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """A channel, None for the person's direct messages, and a schedule."""

    channel_id: int | None
    schedule: Schedule


@control(_INTERESTS_FORM, allow_subscribers)
async def interests_form(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Subscribe a channel or the person, or change a subscription's interests."""
    await component_message.begin(interaction)
    services, t = services_of(interaction), personal_translations(interaction)
    texts = entered_texts(interaction)
    try:
        interests = parse_interests(texts)
        if match["subscription"]:
            found = await find_subscription(interaction, match["subscription"])
            subscription = await asyncio.to_thread(
                subscriptions.update,
                services.stores.subscriptions,
                found.subscription_id,
                lambda each: replace(
                    each, interests=replace(interests, sources=each.interests.sources)
                ),
                services.now(),
            )
            saved = t("digest-saved")
        else:
            draft = await _load_draft(interaction, match["draft"])
            plan = await _build_plan(interaction, draft["texts"])
            subscription = await _subscribe(interaction, plan, interests)
            saved = t("digest-subscribed")
    except InvalidInput as error:
        shown = await _offer_correction(interaction, error, match.string, texts)
    else:
        shown = build_panel(t, interaction.client, subscription, saved)
    await component_message.finish(interaction, shown)


@control(_SCHEDULE_FORM, allow_subscribers)
async def schedule_form(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Change a subscription's schedule and channel, or offer a new one's form of interests."""
    await component_message.begin(interaction)
    services, t = services_of(interaction), personal_translations(interaction)
    texts = entered_texts(interaction)
    try:
        plan = await _build_plan(interaction, texts)
    except InvalidInput as error:
        shown = await _offer_correction(interaction, error, match.string, texts)
    else:
        if match["subscription"] == _NEW:
            form_id = await _save_plan(interaction, texts)
            reopen = await _save_form(interaction, t("digest-button-go-on"), form_id, {})
            when = describe_schedule(t, plan.schedule)
            shown = notice(when, t("digest-go-on"), buttons=[reopen])
        else:
            found = await find_subscription(interaction, match["subscription"])
            subscription = await asyncio.to_thread(
                subscriptions.update,
                services.stores.subscriptions,
                found.subscription_id,
                lambda each: replace(
                    each, channel_id=plan.channel_id or each.channel_id, schedule=plan.schedule
                ),
                services.now(),
            )
            shown = build_panel(t, interaction.client, subscription, t("digest-saved"))
    await component_message.finish(interaction, shown)


async def start_subscription(
    interaction: discord.Interaction[Any], texts: Mapping[str, str]
) -> None:
    """Open the form of interests for a new subscription, whose schedule and channel are `texts`.

    If they are invalid, offer to correct them instead.
    """
    try:
        await _build_plan(interaction, texts)
    except InvalidInput as error:
        shown = await _offer_correction(interaction, error, f"{_SCHEDULE_ID}{_NEW}", texts)
        await show(interaction, shown, ephemeral=True)
    else:
        form_id = await _save_plan(interaction, texts)
        form = _build_interests_form(personal_translations(interaction), form_id, {})
        await interaction.response.send_modal(form)


def build_edit_form(
    t: Translations, client: discord.Client, subscription: Subscription, action: str
) -> ui.Modal:
    """Return the form that edits a subscription's interests ("words") or schedule ("when")."""
    if action == "words":
        texts = {
            name: limits.take_start(
                ("\n" if field.long else ", ").join(getattr(subscription.interests, name)),
                field.max_chars,
            )
            for name, field in _INTEREST_FIELDS.items()
        }
        return _build_interests_form(t, f"{_INTERESTS_ID}{subscription.subscription_id}", texts)
    schedule = subscription.schedule
    texts = {
        "time": f"{schedule.at:%H:%M}",
        "zone": schedule.zone,
        "cadence": schedule.cadence,
        "weekday": str(schedule.weekday),
    }
    if subscription.recipient_id is None:
        channel = find_channel(client, subscription.channel_id)
        texts["channel"] = str(channel.id) if channel else ""
    return _build_schedule_form(t, f"{_SCHEDULE_ID}{subscription.subscription_id}", texts)


@control(_REOPEN, allow_subscribers)
async def reopen_form(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Open a saved form with everything that was typed into it."""
    t, draft = personal_translations(interaction), await _load_draft(interaction, match["token"])
    form_id = str(draft["form"])
    texts = {str(k): str(v) for k, v in dict(draft["texts"]).items()}
    if _INTERESTS_FORM.fullmatch(form_id):
        form = _build_interests_form(t, form_id, texts)
    elif _SCHEDULE_FORM.fullmatch(form_id):
        form = _build_schedule_form(t, form_id, texts)
    else:
        raise UserError("digest-form-gone")
    await interaction.response.send_modal(form)


async def _load_draft(interaction: discord.Interaction[Any], token: str) -> Mapping[str, Any]:
    """Return a saved form; raise `UserError` if it is gone."""
    load = services_of(interaction).stores.component_state.load
    found = await asyncio.to_thread(load, FORM_DRAFT, token)
    if found is None:
        raise UserError("digest-form-gone")
    return found


async def _save_draft(
    interaction: discord.Interaction[Any], form_id: str, texts: Mapping[str, str]
) -> str:
    """Save a form with whose it is, so that it can be erased; return its token."""
    whose = {"user": str(interaction.user.id), "server": str(interaction.guild_id)}
    state = {"form": form_id, "texts": dict(texts), **whose}
    return await save_state(services_of(interaction), FORM_DRAFT, state)


async def _save_form(
    interaction: discord.Interaction[Any], label: str, form_id: str, texts: Mapping[str, str]
) -> ui.Button[Any]:
    """Save a form; return a button that opens it."""
    token = await _save_draft(interaction, form_id, texts)
    return button(label, f"fn:d:again:{token}", style=discord.ButtonStyle.primary)


async def _save_plan(interaction: discord.Interaction[Any], texts: Mapping[str, str]) -> str:
    """Save a new digest's schedule and channel; return the id of its form of interests."""
    return f"{_INTERESTS_ID}new.{await _save_draft(interaction, f'{_SCHEDULE_ID}{_NEW}', texts)}"


async def _offer_correction(
    interaction: discord.Interaction[Any],
    error: InvalidInput,
    form_id: str,
    texts: Mapping[str, str],
) -> OutgoingMessage:
    """Say what is wrong with the input, with a button that opens the form again."""
    t = personal_translations(interaction)
    reopen = await _save_form(interaction, t("digest-button-again"), form_id, texts)
    what, todo = describe_invalid_input(t, error)
    return notice(what, todo, kind="error", buttons=[reopen])


def describe_invalid_input(t: Translations, error: InvalidInput) -> tuple[str, str]:
    """Return what is wrong with the input and what to do about it, as Markdown."""
    values = {
        name: escape_markdown(value) if isinstance(value, str) else value
        for name, value in error.values.items()
    }
    return t(error.key, **values), t(f"{error.key}-todo", **values)


async def _build_plan(interaction: discord.Interaction[Any], texts: Mapping[str, str]) -> _Plan:
    """Return the schedule and channel in a form's texts; raise `InvalidInput`."""
    cadence, channel = texts.get("cadence", ""), texts.get("channel")
    schedule = Schedule(
        cadence if cadence in CADENCES else "daily",
        parse_time(texts.get("time", "")),
        parse_zone(texts.get("zone", "")),
        int(texts.get("weekday") or 0),
    )
    if channel is None:
        return _Plan(None, schedule)
    if not channel.isdecimal():
        raise InvalidInput("digest-bad-channel")
    await _check_channel(interaction, int(channel))
    return _Plan(int(channel), schedule)


async def _subscribe(
    interaction: discord.Interaction[Any], plan: _Plan, interests: Interests
) -> Subscription:
    """Subscribe a channel, or the person, who is then welcomed."""
    services, t = services_of(interaction), personal_translations(interaction)
    channel_id, recipient_id, language = plan.channel_id, None, ""
    if channel_id is None:
        channel_id = (await interaction.user.create_dm()).id
        recipient_id, language = interaction.user.id, ENGLISH_NAMES[t.language]
    subscription = await asyncio.to_thread(
        subscriptions.subscribe,
        services.stores.subscriptions,
        services.application.catalog.last_arrival,
        subscription_id=services.new_id()[-12:],
        guild_id=require_server(interaction),
        channel_id=channel_id,
        recipient_id=recipient_id,
        language=language,
        user_id=interaction.user.id,
        schedule=plan.schedule,
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


async def _check_channel(interaction: discord.Interaction[Any], channel_id: int) -> None:
    """Raise `InvalidInput` if the bot or the person may not post in a channel.

    Raise `UserError` if the person does not manage digests of channels.
    """
    t = personal_translations(interaction)
    await require_digest_manager(interaction)
    channel = find_channel(interaction.client, channel_id)
    if channel is None or channel.guild.id != interaction.guild_id:
        raise InvalidInput("digest-bad-channel")
    name = f"#{channel.name}"
    if not can_manage(interaction) and not can_write(channel, interaction.user):
        raise InvalidInput("digest-bad-yours", channel=name)
    if missing := missing_permissions(channel):
        names = name_permissions(t, missing)
        raise InvalidInput("digest-bad-permissions", channel=name, permissions=names)


def _build_interests_form(t: Translations, form_id: str, texts: Mapping[str, str]) -> ui.Modal:
    """Return the form of topics, categories, words and authors, filled with `texts`."""
    fields = [
        Field(
            name,
            t(field.label),
            value=texts.get(name, ""),
            placeholder=t(field.hint),
            long=field.long,
            required=False,
            max_chars=field.max_chars,
        )
        for name, field in _INTEREST_FIELDS.items()
    ]
    return build_modal(t("digest-form-words"), form_id, fields)


def _build_schedule_form(t: Translations, form_id: str, texts: Mapping[str, str]) -> ui.Modal:
    """Return the form of time, time zone, cadence, weekday and channel, filled with `texts`.

    Without a text for the channel, it has no field for one.
    """
    cadence, weekday = texts.get("cadence", CADENCES[0]), texts.get("weekday", "0")
    cadences = [
        option(t("digest-cadence", cadence=each), each, chosen=each == cadence) for each in CADENCES
    ]
    weekdays = [
        option(t("digest-weekday", day=day), str(day), chosen=str(day) == weekday)
        for day in range(7)
    ]
    hint = t("digest-form-zone-hint")
    fields: list[Field | Menu] = [
        Field("time", t("digest-form-time"), texts.get("time", ""), "9:30", max_chars=20),
        Field("zone", t("digest-form-zone"), texts.get("zone", ""), hint, max_chars=60),
        Menu(t("digest-form-cadence"), ui.Select(custom_id="cadence", options=cadences)),
        Menu(t("digest-form-weekday"), ui.Select(custom_id="weekday", options=weekdays)),
    ]
    if "channel" in texts:
        channel, kind = texts["channel"], discord.SelectDefaultValueType.channel
        channels: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id="channel",
            channel_types=POSTABLE_CHANNEL_TYPES,
            default_values=[discord.SelectDefaultValue(id=int(channel), type=kind)]
            if channel.isdecimal()
            else [],
        )
        fields.append(Menu(t("digest-form-channel"), channels))
    return build_modal(t("digest-form-when"), form_id, fields)
