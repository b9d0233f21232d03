"""Say who may tend the digests of a server, and find the one that is meant."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.digest.subscriptions import Subscription
from bot.discord_bot.delivery.respond import personal_translations
from bot.discord_bot.errors import UserError
from bot.discord_bot.permissions import can_manage, require_server
from bot.discord_bot.services import services_of, settings_at


async def tenders_only(interaction: discord.Interaction[Any]) -> None:
    """Admit who manages the server, or has one of the roles that tend its digests, wherever."""
    require_server(interaction)
    if can_manage(interaction):
        return
    settings = await settings_at(interaction)
    own = {role.id for role in getattr(interaction.user, "roles", ())}
    if own.isdisjoint(settings.digest_roles):
        t = personal_translations(interaction)
        raise UserError(t("digest-not-yours"), t("digest-not-yours-todo"))


async def of_server(interaction: discord.Interaction[Any]) -> list[Subscription]:
    """Return the server's subscriptions, oldest first."""
    subscriptions = services_of(interaction).stores.subscriptions
    return list(await asyncio.to_thread(subscriptions.of_guild, require_server(interaction)))


async def meant(interaction: discord.Interaction[Any], subscription_id: str | None) -> Subscription:
    """Return the subscription of an id, else the only one: of this channel, or of the server.

    Raises `UserError` where there is none, or more than one could be meant.
    """
    t = personal_translations(interaction)
    every = await of_server(interaction)
    if subscription_id is not None:
        found = [each for each in every if each.subscription_id == subscription_id.strip()]
    else:
        here = [each for each in every if each.channel_id == interaction.channel_id]
        found = here or every
    if len(found) == 1:
        return found[0]
    if subscription_id is not None:
        raise UserError(t("digest-gone"), t("digest-gone-todo"))
    if not every:
        raise UserError(t("digest-none"), t("digest-none-todo"))
    raise UserError(t("digest-which"), t("digest-which-todo"))
