"""Limit how many papers people add: a minute, and in a day."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.discord_bot.errors import UserError
from bot.discord_bot.services import Services, services_of
from bot.limits.guard import RateLimited
from bot.records.spending import DailyRecords


async def check_adding_rate(interaction: discord.Interaction[Any]) -> None:
    """Raise `UserError` if the person adds papers too fast, or has none left today."""
    services, place = services_of(interaction), interaction.channel_id or 0
    try:
        await services.adding.acquire(interaction.user.id, place, interaction.guild_id)
    except RateLimited as error:
        services.counts.count_refusal("adding")
        raise UserError("library-rate") from error
    await take_quota(interaction, 0)  # before anything is read


async def take_quota(interaction: discord.Interaction[Any], records: int) -> None:
    """Count records as added today; raise `UserError` if there are fewer left, or none."""
    services, guild_id = services_of(interaction), interaction.guild_id
    left = await count_records(services, guild_id, interaction.user.id, records)
    if left is None:
        return
    settings = services.application.settings
    if left.user <= left.server:
        scope, most, rest = "user", settings.records_user_day, left.user
    else:
        scope, most, rest = "server", settings.records_server_day, left.server
    raise UserError("library-quota", scope=scope, most=most, left=rest, count=records)


async def count_records(
    services: Services, guild_id: int | None, user_id: int, records: int
) -> DailyRecords | None:
    """Count records as added today; if fewer are left, or none, return how many, uncounted."""
    if guild_id is None:
        return None
    take, day = services.stores.additions.take, services.now().date()
    settings = services.application.settings
    most = DailyRecords(settings.records_user_day, settings.records_server_day)
    left = await asyncio.to_thread(take, day, guild_id, user_id, records, most)
    if left is not None:
        services.counts.count_refusal("records")
    return left
