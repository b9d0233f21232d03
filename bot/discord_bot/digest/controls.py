"""The buttons and menus of a subscription's panel; each change is saved at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import discord

from bot.digest import subscriptions
from bot.digest.subscriptions import MAX_PAPERS, MIN_PAPERS, Change, EmptyDay, Subscription
from bot.discord_bot import custom_ids
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import acknowledge, defer, personal_translations, show
from bot.discord_bot.digest import issue_message
from bot.discord_bot.digest.forms import build_edit_form
from bot.discord_bot.digest.panel import SOURCES, build_panel, build_removal
from bot.discord_bot.digest.permissions import allow_subscribers, find_subscription
from bot.discord_bot.errors import UserError
from bot.discord_bot.guard_messages import check_rate_limit
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.options import ANSWER_LANGUAGES
from bot.discord_bot.permissions import can_manage
from bot.discord_bot.rendering import notices
from bot.discord_bot.services import services_of


class SubscriptionControl(Control, template=custom_ids.DIGEST, rule=allow_subscribers):
    """Changes, shows, pauses, resumes or ends a subscription."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button or menu says."""
        action = self.match["action"]
        t = personal_translations(interaction)
        if action in {"words", "when"}:
            subscription = await self._find_subscription(interaction)
            form = build_edit_form(t, interaction.client, subscription, action)
            await interaction.response.send_modal(form)
            return
        if action == "preview":
            await check_rate_limit(services_of(interaction), t, interaction)
            await defer(interaction, ephemeral=True)
            subscription = await self._find_subscription(interaction)
            shown = await issue_message.build_preview(interaction, subscription)
            await show(interaction, shown, ephemeral=True)
            return
        await acknowledge(interaction)
        subscription = await self._find_subscription(interaction)
        if action == "remove":
            await component_message.replace(interaction, build_removal(t, subscription))
        elif action == "removed":
            store = services_of(interaction).stores.subscriptions
            await asyncio.to_thread(store.remove, subscription.subscription_id)
            gone = notices.notice(t, t("digest-removed"), "", kind="ok")
            await component_message.replace(interaction, gone)
        else:
            await self._change(interaction, t, subscription, action)

    async def _find_subscription(self, interaction: discord.Interaction[Any]) -> Subscription:
        return await find_subscription(interaction, self.match["token"])

    async def _change(
        self,
        interaction: discord.Interaction[Any],
        t: Translations,
        subscription: Subscription,
        action: str,
    ) -> None:
        services = services_of(interaction)
        store, subscription_id = services.stores.subscriptions, subscription.subscription_id
        saved = t("digest-saved")
        match action:
            case "panel":
                saved = ""
            case "pause":
                subscription = await asyncio.to_thread(subscriptions.pause, store, subscription_id)
            case "resume":
                subscription = await asyncio.to_thread(
                    subscriptions.resume, store, subscription_id, services.now()
                )
            case setting:
                values = _selected_values(interaction)
                if setting == "role" and values:
                    _check_role(interaction, t, values[0])
                change = _build_change(setting, values)
                subscription = await asyncio.to_thread(
                    subscriptions.update, store, subscription_id, change, services.now()
                )
        shown = build_panel(t, interaction.client, subscription, saved)
        await component_message.replace(interaction, shown)


def _check_role(interaction: discord.Interaction[Any], t: Translations, role_id: str) -> None:
    """Raise `UserError` for @everyone, and for a role that the person may not mention."""
    if role_id == str(interaction.guild_id):
        raise UserError(t("digest-everyone"), t("digest-everyone-todo"))
    role = interaction.guild.get_role(int(role_id)) if interaction.guild else None
    may = interaction.permissions.mention_everyone or can_manage(interaction)
    if not may and (role is None or not role.mentionable):
        raise UserError(t("digest-not-your-role"), t("digest-not-your-role-todo"))


def _build_change(setting: str, values: Sequence[str]) -> Change:
    """Return the change that somebody chose in a menu."""
    value = values[0] if values else ""

    def change(found: Subscription) -> Subscription:
        match setting:
            case "papers":
                count = int(value) if value.isdecimal() else found.papers
                return replace(found, papers=min(max(count, MIN_PAPERS), MAX_PAPERS))
            case "sources":
                wanted = [source for each in values for source in SOURCES.get(each, ("", ()))[1]]
                if set(values) >= set(SOURCES):
                    wanted = []  # all sources: any source, including future ones
                return replace(found, interests=replace(found.interests, sources=tuple(wanted)))
            case "empty":
                empty = cast(EmptyDay, value if value in {"silent", "say"} else found.empty_day)
                return replace(found, empty_day=empty)
            case "language":
                return replace(found, language=value if value in ANSWER_LANGUAGES else "")
            case _:
                return replace(found, notify_role=int(value) if value.isdecimal() else None)

    return change


def _selected_values(interaction: discord.Interaction[Any]) -> Sequence[str]:
    """Return the values selected in a menu; ids for roles."""
    data = cast("dict[str, Any]", interaction.data or {})
    return [str(value) for value in data.get("values", ())]
