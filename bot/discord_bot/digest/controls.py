"""What the commands, buttons and menus of a subscription do; each change is saved at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import control, selected_values
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import acknowledge, defer, personal_translations, show
from bot.discord_bot.digest import issue_message
from bot.discord_bot.digest.forms import build_edit_form, update
from bot.discord_bot.digest.panel import PANEL_SETTINGS, build_panel, build_removal
from bot.discord_bot.digest.permissions import allow_subscribers, find_subscription
from bot.discord_bot.errors import UserError
from bot.discord_bot.permissions import can_manage
from bot.discord_bot.question_limits import check_rate_limit
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import services_of
from bot.records.subscriptions import Subscription
from retrieval.text import patterns as re


@control(custom_ids.DIGEST, allow_subscribers)
async def subscription_control(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Change, show, pause, resume or end a subscription."""
    action = match["action"]
    if action in {"words", "when"}:
        subscription = await find_subscription(interaction, match["token"])
        form = build_edit_form(
            personal_translations(interaction), interaction.client, subscription, action
        )
        await interaction.response.send_modal(form)
    elif action == "preview":
        await show_outcome(interaction, match["token"], action)
    else:
        await acknowledge(interaction)
        subscription = await find_subscription(interaction, match["token"])
        await component_message.replace(interaction, await _act(interaction, subscription, action))


async def show_outcome(
    interaction: discord.Interaction[Any], subscription_id: str | None, action: str
) -> None:
    """Do what is asked with a subscription, see `find_subscription`; show the person the outcome.

    `action` is "now", or one of `custom_ids.DIGEST`.
    """
    if action in {"preview", "now"}:
        await check_rate_limit(services_of(interaction), interaction)
    await defer(interaction, ephemeral=True)
    subscription = await find_subscription(interaction, subscription_id)
    if action == "preview":
        preview = await issue_message.build_preview(interaction, subscription)
        await show(interaction, preview, ephemeral=True)
        return
    await show(interaction, await _act(interaction, subscription, action), ephemeral=True)


async def _act(
    interaction: discord.Interaction[Any], subscription: Subscription, action: str
) -> OutgoingMessage:
    services, t = services_of(interaction), personal_translations(interaction)
    store, found = services.stores.subscriptions, subscription.subscription_id
    match action:
        case "panel":
            return build_panel(t, interaction.client, subscription)
        case "now":
            return await issue_message.post_now(interaction, subscription)
        case "remove":
            return build_removal(t, subscription)
        case "removed":
            await asyncio.to_thread(store.remove, found)
            return notice(t("digest-removed"), kind="ok")
        case "pause":
            await asyncio.to_thread(store.pause, found, "asked")
            changed = await asyncio.to_thread(store.require, found)
        case "resume":
            await asyncio.to_thread(store.resume, found, services.now())
            changed = await asyncio.to_thread(store.require, found)
        case "role":
            role = _check_role(interaction, selected_values(interaction))
            changed = await update(interaction, found, lambda each: replace(each, notify_role=role))
        case setting:
            choose, values = PANEL_SETTINGS[setting].choose, selected_values(interaction)
            changed = await update(interaction, found, lambda each: choose(each, values))
    return build_panel(t, interaction.client, changed, t("digest-saved"))


def _check_role(interaction: discord.Interaction[Any], values: Sequence[str]) -> int | None:
    """Return the chosen role; raise `UserError` for @everyone or one they may not mention."""
    if not values:
        return None
    role_id = int(values[0])
    if role_id == interaction.guild_id:
        raise UserError("digest-everyone")
    role = interaction.guild.get_role(role_id) if interaction.guild else None
    may = interaction.permissions.mention_everyone or can_manage(interaction)
    if not may and (role is None or not role.mentionable):
        raise UserError("digest-not-your-role")
    return role_id
