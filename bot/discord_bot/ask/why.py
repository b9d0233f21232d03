"""`/why`, and the button that stands for it: how an answer came about."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.ext import commands

from bot.conversations import ConversationTurn
from bot.discord_bot.ask.desk import AskContext, latest
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales import Translations
from bot.discord_bot.locales.translator import localized
from bot.discord_bot.permissions import everywhere
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.rendering.receipt import receipt
from bot.discord_bot.services import Services, settings_of
from bot.receipts.receipt import retention_days

_LINK = re.compile(r"/channels/(?:@me|\d{1,20})/\d{1,20}/(\d{1,20})/?\s*$", re.ASCII)
_LONGEST = 200


class WhyCommand(commands.Cog):
    """Shows receipts, to whoever sees the answer."""

    def __init__(self, desk: AskContext) -> None:
        self._desk = desk

    @app_commands.command(
        name=localized("cmd-why", "why"),
        description=localized("cmd-why-about", "See how an answer was made"),
    )
    @app_commands.rename(answer=localized("cmd-why-opt-answer", "answer"))
    @app_commands.describe(
        answer=localized(
            "cmd-why-opt-answer-about",
            "A link to the answer or its receipt id (default: the newest answer here)",
        )
    )
    @everywhere
    async def why(
        self, interaction: discord.Interaction, answer: Range[str, 1, _LONGEST] | None = None
    ) -> None:
        """Show the receipt, to the person alone."""
        await defer(interaction, ephemeral=True)
        services, t = self._desk.services, personal_translations(interaction)
        turn_id = await _meant(services, interaction, answer, t)
        shown = await because(services, interaction, turn_id, t)
        await show(interaction, shown, ephemeral=True)


async def because(
    services: Services, interaction: discord.Interaction[Any], turn_id: str, t: Translations
) -> OutgoingMessage:
    """Return what to show of an answer's receipt; raise `UserError` where none is kept."""
    kept = await asyncio.to_thread(services.stores.receipts.get, turn_id)
    if kept is None:
        settings = await settings_of(services, interaction.guild_id)
        days = retention_days(settings, services.application.settings.receipt_days)
        raise UserError(t("receipt-gone"), t("receipt-gone-todo", days=days))
    return receipt(t, kept)


async def _meant(
    services: Services,
    interaction: discord.Interaction[Any],
    answer: str | None,
    t: Translations,
) -> str:
    """Return the turn that is meant: the named one, else the newest here."""
    if answer is None:
        here = interaction.channel_id
        newest = None if here is None else await latest(services, here)
        if newest is None:
            raise UserError(t("receipt-nothing-here"), t("receipt-nothing-here-todo"))
        return newest
    turn = await asyncio.to_thread(_named, services, answer)
    if turn is None or not _sees(interaction, turn):
        raise UserError(t("receipt-unknown"), t("receipt-unknown-todo"))
    return turn.turn_id


def _named(services: Services, answer: str) -> ConversationTurn | None:
    """Return the turn that a link or an id names; block."""
    turns = services.stores.turns
    if found := _LINK.search(answer):
        return turns.find_by_answer(int(found[1]))
    return turns.get(answer.strip())


def _sees(interaction: discord.Interaction[Any], turn: ConversationTurn) -> bool:
    """Say whether who asks can read the channel of an answer: this one, or an open one here.

    Of a private thread elsewhere it is not known who is in it, so that it counts as unseen.
    """
    if turn.channel_id == interaction.channel_id:
        return True
    guild, person = interaction.guild, interaction.user
    if guild is None or turn.guild_id != guild.id or not isinstance(person, discord.Member):
        return False
    channel = guild.get_channel_or_thread(turn.channel_id)
    if channel is None or (isinstance(channel, discord.Thread) and channel.is_private()):
        return False
    allowed_there = channel.permissions_for(person)
    return allowed_there.view_channel and allowed_there.read_message_history
