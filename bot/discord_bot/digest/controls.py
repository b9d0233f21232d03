"""The buttons and menus of a subscription's panel; each change is saved at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import discord

from bot.digest import subscriptions
from bot.digest.subscriptions import Change
from bot.discord_bot import custom_ids
from bot.discord_bot.apply_guard import check_rate_limit
from bot.discord_bot.controls import control, selected_values
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import acknowledge, defer, personal_translations, show
from bot.discord_bot.digest import issue_message
from bot.discord_bot.digest.forms import build_edit_form
from bot.discord_bot.digest.panel import SOURCES, build_panel, build_removal
from bot.discord_bot.digest.permissions import allow_subscribers, find_subscription
from bot.discord_bot.errors import UserError
from bot.discord_bot.options import ANSWER_LANGUAGES
from bot.discord_bot.permissions import can_manage
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import services_of
from bot.records.subscriptions import MAX_PAPERS, MIN_PAPERS, EmptyDay, Subscription
from retrieval.text import patterns as re


@control(custom_ids.DIGEST, allow_subscribers)
async def subscription_control(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Change, show, pause, resume or end a subscription."""
    action, t = match["action"], personal_translations(interaction)
    if action in {"words", "when"}:
        subscription = await find_subscription(interaction, match["token"])
        form = build_edit_form(t, interaction.client, subscription, action)
        await interaction.response.send_modal(form)
        return
    if action == "preview":
        await check_rate_limit(services_of(interaction), interaction)
        await defer(interaction, ephemeral=True)
        subscription = await find_subscription(interaction, match["token"])
        shown = await issue_message.build_preview(interaction, subscription)
        await show(interaction, shown, ephemeral=True)
        return
    await acknowledge(interaction)
    subscription = await find_subscription(interaction, match["token"])
    if action == "remove":
        changed = build_removal(t, subscription)
    elif action == "removed":
        store = services_of(interaction).stores.subscriptions
        await asyncio.to_thread(store.remove, subscription.subscription_id)
        changed = notice(t("digest-removed"), kind="ok")
    else:
        subscription = await _change(interaction, subscription, action)
        saved = "" if action == "panel" else t("digest-saved")
        changed = build_panel(t, interaction.client, subscription, saved)
    await component_message.replace(interaction, changed)


async def _change(
    interaction: discord.Interaction[Any], subscription: Subscription, action: str
) -> Subscription:
    """Save what a button or menu changes; return the subscription as it is then."""
    services, found = services_of(interaction), subscription.subscription_id
    store = services.stores.subscriptions
    match action:
        case "panel":
            return subscription
        case "pause":
            return await asyncio.to_thread(subscriptions.pause, store, found)
        case "resume":
            return await asyncio.to_thread(subscriptions.resume, store, found, services.now())
        case setting:
            values = selected_values(interaction)
            if setting == "role" and values:
                _check_role(interaction, values[0])
            change = _build_change(setting, values)
            return await asyncio.to_thread(
                subscriptions.update, store, found, change, services.now()
            )


def _check_role(interaction: discord.Interaction[Any], role_id: str) -> None:
    """Raise `UserError` for @everyone, and for a role that the person may not mention."""
    if role_id == str(interaction.guild_id):
        raise UserError("digest-everyone")
    role = interaction.guild.get_role(int(role_id)) if interaction.guild else None
    may = interaction.permissions.mention_everyone or can_manage(interaction)
    if not may and (role is None or not role.mentionable):
        raise UserError("digest-not-your-role")


def _build_change(setting: str, values: Sequence[str]) -> Change:
    """Return the change that somebody chose in a menu."""
    value = values[0] if values else ""

    def change(found: Subscription) -> Subscription:
        match setting:
            case "papers":
                return replace(found, papers=min(max(int(value), MIN_PAPERS), MAX_PAPERS))
            case "sources":
                wanted = [source for each in values for source in SOURCES[each][1]]
                if set(values) >= set(SOURCES):
                    wanted = []  # all sources: any source, including future ones
                return replace(found, interests=replace(found.interests, sources=tuple(wanted)))
            case "empty":
                return replace(found, empty_day=cast(EmptyDay, value))
            case "language":
                return replace(found, language=value if value in ANSWER_LANGUAGES else "")
            case _:
                return replace(found, notify_role=int(value) if value else None)

    return change
