"""The two forms of a digest: one for its interests, one for its schedule and channel.

A form of schedules without a field for a channel is that of a personal digest.

The custom id of a form that edits a subscription has a hash of what each field showed: only fields
that somebody changed are saved, so that concurrent edits of other fields are kept. A form with
invalid input is saved, and can be opened again with everything that was typed.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import discord
from discord import ui

from bot.digest import subscriptions
from bot.digest.schedule import Schedule
from bot.digest.subscriptions import FORM_DRAFT, Interests, Subscription
from bot.discord_bot import limits
from bot.discord_bot.controls import Control, Field, Form, Menu, build_modal
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.delivery.respond import personal_translations, show
from bot.discord_bot.digest.descriptions import describe_schedule, server_address
from bot.discord_bot.digest.panel import build_option, build_panel, name_permissions
from bot.discord_bot.digest.parse import (
    CADENCES,
    INTEREST_FIELDS,
    InvalidInput,
    Plan,
    parse_interests,
    parse_plan,
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
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage, button, link_button
from bot.discord_bot.services import services_of
from retrieval.text import patterns as re

_INTERESTS_ID = "fn:m:digest:words:"
_SCHEDULE_ID = "fn:m:digest:when:"
_INTERESTS_FORM = re.compile(
    r"fn:m:digest:words:(?:(?P<subscription>[0-9A-Za-z]{1,12})(?P<hashes>(?:\.[0-9a-f]{8}){5})?"
    r"|new\.(?P<plan>\S{1,80}))"
)
_SCHEDULE_FORM = re.compile(
    r"fn:m:digest:when:(?P<subscription>[0-9A-Za-z]{1,12}|-)(?P<hashes>(?:\.[0-9a-f]{8}){4,5})?"
)
_REOPEN = re.compile(r"fn:d:again:(?P<token>[0-9A-Za-z]{1,20})")
_NEW = "-"  # in place of a subscription's id

_SCHEDULE_ATTRIBUTES: Mapping[str, str] = MappingProxyType(
    {"time": "at", "zone": "zone", "cadence": "cadence", "weekday": "weekday"}
)  # field of the form → attribute of `Schedule`
_SCHEDULE_FIELDS = (*_SCHEDULE_ATTRIBUTES, "channel")  # in the order of the form
_LONG_FIELDS = frozenset({"topics", "authors"})


async def _submit_interests(
    interaction: discord.Interaction[Any], match: re.Match, texts: Mapping[str, str]
) -> None:
    """Subscribe a channel or the person, or change a subscription's interests."""
    await component_message.begin(interaction)
    services, t = services_of(interaction), personal_translations(interaction)
    client, store = interaction.client, services.stores.subscriptions
    try:
        interests = parse_interests(texts)
        if match["subscription"]:
            subscription = await find_subscription(interaction, match["subscription"])
            names = _changed_fields(texts, INTEREST_FIELDS, match["hashes"])
            changed = {name: getattr(interests, name) for name in names}
            subscription = await asyncio.to_thread(
                subscriptions.update,
                store,
                subscription.subscription_id,
                lambda found: replace(found, interests=replace(found.interests, **changed)),
                services.now(),
            )
            saved = t("digest-saved")
        else:
            plan = parse_plan(match["plan"])
            if plan is None:
                raise UserError(t("digest-form-gone"), t("digest-form-gone-todo"))
            channel_id, recipient_id = await _find_destination(interaction, plan)
            subscription = await asyncio.to_thread(
                subscriptions.subscribe,
                store,
                services.application.catalog.last_arrival,
                subscription_id=services.new_id()[-12:],
                guild_id=require_server(interaction),
                channel_id=channel_id,
                recipient_id=recipient_id,
                language=ENGLISH_NAMES[t.language] if recipient_id is not None else "",
                user_id=interaction.user.id,
                schedule=plan.schedule,
                interests=interests,
                now=services.now(),
            )
            saved = t("digest-subscribed")
            if recipient_id is not None:
                subscription = await _welcome(interaction, t, subscription)
    except InvalidInput as error:
        shown = await _offer_correction(interaction, t, error, match.string, texts)
    else:
        shown = build_panel(t, client, subscription, saved)
    await component_message.finish(interaction, shown)


async def _submit_schedule(
    interaction: discord.Interaction[Any], match: re.Match, texts: Mapping[str, str]
) -> None:
    """Change a subscription's schedule and channel, or offer a new one's form of interests."""
    await component_message.begin(interaction)
    services, t = services_of(interaction), personal_translations(interaction)
    try:
        plan = await _build_plan(interaction, texts)
    except InvalidInput as error:
        shown = await _offer_correction(interaction, t, error, match.string, texts)
    else:
        if match["subscription"] == _NEW:
            form_id = f"{_INTERESTS_ID}{_create_target(plan)}"
            reopen = await _save_form(interaction, t("digest-button-go-on"), form_id, {})
            when = describe_schedule(t, plan.schedule)
            shown = notices.notice(t, when, t("digest-go-on"), buttons=[reopen])
        else:
            subscription = await find_subscription(interaction, match["subscription"])
            names = _changed_fields(texts, _SCHEDULE_FIELDS, match["hashes"])
            subscription = await asyncio.to_thread(
                subscriptions.update,
                services.stores.subscriptions,
                subscription.subscription_id,
                lambda found: _apply_plan(found, plan, names),
                services.now(),
            )
            shown = build_panel(t, interaction.client, subscription, t("digest-saved"))
    await component_message.finish(interaction, shown)


INTERESTS_FORM = Form(_INTERESTS_FORM, _submit_interests, allow_subscribers)
SCHEDULE_FORM = Form(_SCHEDULE_FORM, _submit_schedule, allow_subscribers)


async def start_subscription(
    interaction: discord.Interaction[Any], texts: Mapping[str, str]
) -> None:
    """Open the form of interests for a new subscription, whose schedule and channel are `texts`.

    If they are invalid, offer to correct them instead.
    """
    t = personal_translations(interaction)
    try:
        plan = await _build_plan(interaction, texts)
    except InvalidInput as error:
        shown = await _offer_correction(interaction, t, error, f"{_SCHEDULE_ID}{_NEW}", texts)
        await show(interaction, shown, ephemeral=True)
    else:
        form = _build_interests_form(t, _create_target(plan), {})
        await interaction.response.send_modal(form)


def build_edit_form(
    t: Translations, client: discord.Client, subscription: Subscription, action: str
) -> ui.Modal:
    """Return the form that edits a subscription's interests ("words") or schedule ("when")."""
    if action == "words":
        texts = _interests_to_texts(subscription.interests)
        return _build_interests_form(t, _edit_target(subscription, texts), texts)
    texts = _schedule_to_texts(subscription.schedule)
    if subscription.recipient_id is None:
        channel = find_channel(client, subscription.channel_id)
        texts["channel"] = str(channel.id) if channel else ""
    return _build_schedule_form(t, _edit_target(subscription, texts), texts)


class ReopenForm(Control, template=_REOPEN, rule=allow_subscribers):
    """Opens a saved form again."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form with everything that was typed into it."""
        services, t = services_of(interaction), personal_translations(interaction)
        remembered = services.stores.component_state
        found = await asyncio.to_thread(remembered.load, FORM_DRAFT, self.match["token"]) or {}
        form_id = str(found.get("form", ""))
        texts = {str(k): str(v) for k, v in dict(found.get("texts", {})).items()}
        if _INTERESTS_FORM.fullmatch(form_id):
            form = _build_interests_form(t, form_id.removeprefix(_INTERESTS_ID), texts)
        elif _SCHEDULE_FORM.fullmatch(form_id):
            form = _build_schedule_form(t, form_id.removeprefix(_SCHEDULE_ID), texts)
        else:
            raise UserError(t("digest-form-gone"), t("digest-form-gone-todo"))
        await interaction.response.send_modal(form)


async def _offer_correction(
    interaction: discord.Interaction[Any],
    t: Translations,
    error: InvalidInput,
    form_id: str,
    texts: Mapping[str, str],
) -> OutgoingMessage:
    """Say what is wrong with the input, with a button that opens the form again."""
    reopen = await _save_form(interaction, t("digest-button-again"), form_id, texts)
    what, todo = describe_invalid_input(t, error)
    return notices.notice(t, what, todo, kind="error", buttons=[reopen])


async def _save_form(
    interaction: discord.Interaction[Any], label: str, form_id: str, texts: Mapping[str, str]
) -> ui.Button[Any]:
    """Save a form with whose it is, so that it can be erased; return a button that opens it."""
    services = services_of(interaction)
    whose = {"user": str(interaction.user.id), "server": str(interaction.guild_id)}
    state = {"form": form_id, "texts": dict(texts), **whose}
    remembered = services.stores.component_state
    token = await asyncio.to_thread(remembered.save, FORM_DRAFT, state, services.now())
    return button(label, f"fn:d:again:{token}", style=discord.ButtonStyle.primary)


def describe_invalid_input(t: Translations, error: InvalidInput) -> tuple[str, str]:
    """Return what is wrong with the input and what to do about it, as Markdown."""
    values = {
        name: escape_markdown(value) if isinstance(value, str) else value
        for name, value in error.values.items()
    }
    return t(f"digest-bad-{error.kind}", **values), t(f"digest-bad-{error.kind}-todo")


async def _build_plan(interaction: discord.Interaction[Any], texts: Mapping[str, str]) -> Plan:
    """Return the schedule and channel in a form's texts; raise `InvalidInput`."""
    cadence, weekday = texts.get("cadence", ""), texts.get("weekday", "")
    channel = texts.get("channel")
    schedule = Schedule(
        cadence if cadence in CADENCES else "daily",
        parse_time(texts.get("time", "")),
        parse_zone(texts.get("zone", "")),
        int(weekday) if weekday in set("0123456") else 0,
    )
    if channel is None:
        return Plan(None, schedule)
    if not channel.isdecimal():
        raise InvalidInput("channel")
    await _check_channel(interaction, int(channel))
    return Plan(int(channel), schedule)


async def _find_destination(
    interaction: discord.Interaction[Any], plan: Plan
) -> tuple[int, int | None]:
    """Return the channel of a new digest, and its recipient if it is a personal one."""
    if plan.channel_id is None:
        messages = await interaction.user.create_dm()
        return messages.id, interaction.user.id
    await _check_channel(interaction, plan.channel_id)
    return plan.channel_id, None


async def _welcome(
    interaction: discord.Interaction[Any], t: Translations, subscription: Subscription
) -> Subscription:
    """Write to a new recipient; if they take no messages, pause the digest, and say so."""
    server = escape_markdown(interaction.guild.name) if interaction.guild else "…"
    shown = notices.notice(
        t,
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
        raise InvalidInput("channel")
    name = f"#{channel.name}"
    if not can_manage(interaction) and not can_write(channel, interaction.user):
        raise InvalidInput("yours", channel=name)
    if missing := missing_permissions(channel):
        raise InvalidInput("permissions", channel=name, permissions=name_permissions(t, missing))


def _apply_plan(found: Subscription, plan: Plan, names: Collection[str]) -> Subscription:
    """Return a subscription with the named fields of a plan."""
    changed = {
        field: getattr(plan.schedule, field)
        for name, field in _SCHEDULE_ATTRIBUTES.items()
        if name in names
    }
    channel_id = found.channel_id
    if found.recipient_id is None and plan.channel_id is not None and "channel" in names:
        channel_id = plan.channel_id
    return replace(found, channel_id=channel_id, schedule=replace(found.schedule, **changed))


def _edit_target(subscription: Subscription, texts: Mapping[str, str]) -> str:
    """Return the end of the custom id of a form that edits a subscription and shows `texts`."""
    return "".join([subscription.subscription_id, *(f".{_hash(text)}" for text in texts.values())])


def _create_target(plan: Plan) -> str:
    """Return the end of the custom id of a form of interests that subscribes a channel."""
    return f"new.{plan.to_text()}"


def _changed_fields(
    texts: Mapping[str, str], fields: Sequence[str], hashes: str | None
) -> set[str]:
    """Return which fields differ from what the form showed; all of them without `hashes`.

    The form of a personal digest shows no channel, the last of the fields.
    """
    shown = (hashes or "").split(".")[1:] or [""] * len(fields)
    pairs = zip(fields, shown, strict=False)
    return {name for name, shown_hash in pairs if _hash(texts.get(name, "")) != shown_hash}


def _build_interests_form(t: Translations, target: str, texts: Mapping[str, str]) -> ui.Modal:
    """Return the form of topics, categories, words and authors, filled with `texts`."""
    fields = [
        Field(
            name,
            t(f"digest-form-{name}"),
            value=texts.get(name, ""),
            placeholder=t(f"digest-form-{name}-hint"),
            long=name in _LONG_FIELDS,
            required=False,
            max_chars=_max_chars(name),
        )
        for name in INTEREST_FIELDS
    ]
    return build_modal(t("digest-form-words"), f"{_INTERESTS_ID}{target}", fields)


def _build_schedule_form(t: Translations, target: str, texts: Mapping[str, str]) -> ui.Modal:
    """Return the form of time, time zone, cadence, weekday and channel, filled with `texts`.

    Without a text for the channel, it has no field for one.
    """
    cadence, weekday = texts.get("cadence", CADENCES[0]), texts.get("weekday", "0")
    cadences: ui.Select[Any] = ui.Select(
        custom_id="cadence",
        options=[
            build_option(t(f"digest-cadence-{each}"), each, chosen=each == cadence)
            for each in CADENCES
        ],
    )
    weekdays: ui.Select[Any] = ui.Select(
        custom_id="weekday",
        options=[
            build_option(t(f"digest-weekday-{day}"), str(day), chosen=str(day) == weekday)
            for day in range(7)
        ],
    )
    channel = texts.get("channel", "")
    channels: ui.ChannelSelect[Any] = ui.ChannelSelect(
        custom_id="channel",
        channel_types=POSTABLE_CHANNEL_TYPES,
        default_values=[
            discord.SelectDefaultValue(id=int(channel), type=discord.SelectDefaultValueType.channel)
        ]
        if channel.isdecimal()
        else [],
    )
    fields: list[Field | Menu] = [
        Field("time", t("digest-form-time"), texts.get("time", ""), "9:30", max_chars=20),
        Field(
            "zone", t("digest-form-zone"), texts.get("zone", ""),
            t("digest-form-zone-hint"), max_chars=60,
        ),
        Menu(t("digest-form-cadence"), cadences),
        Menu(t("digest-form-weekday"), weekdays),
    ]  # fmt: skip
    if "channel" in texts:
        fields.append(Menu(t("digest-form-channel"), channels))
    return build_modal(t("digest-form-when"), f"{_SCHEDULE_ID}{target}", fields)


def _interests_to_texts(interests: Interests) -> Mapping[str, str]:
    """Return interests as the texts of their form."""
    texts = {
        name: ("\n" if name in _LONG_FIELDS else ", ").join(getattr(interests, name))
        for name in INTEREST_FIELDS
    }
    return {name: limits.take_start(text, _max_chars(name)) for name, text in texts.items()}


def _schedule_to_texts(schedule: Schedule) -> dict[str, str]:
    """Return a schedule as the texts of its form."""
    return {
        "time": f"{schedule.at:%H:%M}",
        "zone": schedule.zone,
        "cadence": schedule.cadence,
        "weekday": str(schedule.weekday),
    }


def _max_chars(field: str) -> int:
    return 2_000 if field in _LONG_FIELDS else 1_000


def _hash(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:8]
