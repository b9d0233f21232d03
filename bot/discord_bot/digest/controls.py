"""The controls of a subscription's panel; each change is kept at once."""

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
from bot.discord_bot.digest import forms, previewing
from bot.discord_bot.digest.panel import SOURCES, panel, removing
from bot.discord_bot.digest.permissions import known, meant, tenders_only
from bot.discord_bot.errors import UserError
from bot.discord_bot.guard_messages import check_rate_limit
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.options import ANSWER_LANGUAGES
from bot.discord_bot.permissions import can_manage
from bot.discord_bot.rendering import notices
from bot.discord_bot.services import services_of


class OnDigest(Control, template=custom_ids.DIGEST, rule=tenders_only):
    """Changes, shows, pauses, resumes or ends a subscription."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button or menu is for."""
        action = self.match["action"]
        t = personal_translations(interaction)
        if action in {"words", "when"}:
            await self._open_form(interaction, t, action)
            return
        if action == "preview":
            await check_rate_limit(services_of(interaction), t, interaction)
            await defer(interaction, ephemeral=True)
            subscription = await self._meant(interaction)
            shown = await previewing.preview(interaction, subscription)
            await show(interaction, shown, ephemeral=True)
            return
        await acknowledge(interaction)
        subscription = await self._meant(interaction)
        if action == "remove":
            await component_message.replace(interaction, removing(t, subscription))
        elif action == "removed":
            store = services_of(interaction).stores.subscriptions
            await asyncio.to_thread(store.remove, subscription.subscription_id)
            gone = notices.notice(t, t("digest-removed"), "", kind="ok")
            await component_message.replace(interaction, gone)
        else:
            await self._change(interaction, t, subscription, action)

    async def _meant(self, interaction: discord.Interaction[Any]) -> Subscription:
        return await meant(interaction, self.match["token"])

    async def _open_form(
        self, interaction: discord.Interaction[Any], t: Translations, action: str
    ) -> None:
        subscription = await self._meant(interaction)
        of = subscription.subscription_id
        if action == "words":
            texts = forms.words_texts(subscription.interests)
            form = forms.words_form(t, forms.for_subscription(of, texts), texts)
        else:
            there = known(interaction.client, subscription.channel_id)
            texts = forms.when_texts(there.id if there else None, subscription.schedule)
            form = forms.when_form(t, forms.for_subscription(of, texts), texts)
        await interaction.response.send_modal(form)

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
                values = _values(interaction)
                if setting == "role" and values:
                    _check_role(interaction, t, values[0])
                change = _chosen(setting, values)
                subscription = await asyncio.to_thread(
                    subscriptions.update, store, subscription_id, change, services.now()
                )
        shown = panel(t, interaction.client, subscription, saved)
        await component_message.replace(interaction, shown)


def _check_role(interaction: discord.Interaction[Any], t: Translations, role_id: str) -> None:
    """Raise `UserError` for everyone, and for a role that the person could not mention either."""
    if role_id == str(interaction.guild_id):
        raise UserError(t("digest-everyone"), t("digest-everyone-todo"))
    role = interaction.guild.get_role(int(role_id)) if interaction.guild else None
    may = interaction.permissions.mention_everyone or can_manage(interaction)
    if not may and (role is None or not role.mentionable):
        raise UserError(t("digest-not-your-role"), t("digest-not-your-role-todo"))


def _chosen(setting: str, values: Sequence[str]) -> Change:
    """Return the change that a menu stands for."""
    value = values[0] if values else ""

    def change(found: Subscription) -> Subscription:
        match setting:
            case "papers":
                count = int(value) if value.isdecimal() else found.papers
                return replace(found, papers=min(max(count, MIN_PAPERS), MAX_PAPERS))
            case "sources":
                wanted = [source for each in values for source in SOURCES.get(each, ("", ()))[1]]
                if set(values) >= set(SOURCES):
                    wanted = []  # of all of them is as of any, and of those still to come
                return replace(found, interests=replace(found.interests, sources=tuple(wanted)))
            case "empty":
                empty = cast(EmptyDay, value if value in {"silent", "say"} else found.empty_day)
                return replace(found, empty_day=empty)
            case "language":
                return replace(found, language=value if value in ANSWER_LANGUAGES else "")
            case _:
                return replace(found, notify_role=int(value) if value.isdecimal() else None)

    return change


def _values(interaction: discord.Interaction[Any]) -> Sequence[str]:
    """Return what was chosen: ids, where roles were."""
    data = cast("dict[str, Any]", interaction.data or {})
    return [str(value) for value in data.get("values", ())]
