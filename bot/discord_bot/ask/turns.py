"""Save and find the turns of conversations, and the receipts of their answers."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.answering.answer import Answer
from bot.answering.options import AnswerOptions
from bot.discord_bot.errors import UserError, log_incident
from bot.discord_bot.permissions import is_from_here
from bot.discord_bot.services import Services, services_of
from bot.records.conversations import ConversationTurn, Question
from bot.records.receipts import (
    AnswerRequest,
    Receipt,
    Scope,
    build_receipt,
    retention_days,
    strip_receipt_fields,
)
from bot.records.server_settings import ServerSettings

if TYPE_CHECKING:
    from bot.storage.stores import Stores


async def make_receipt(
    question: Question,
    answer: Answer,
    options: AnswerOptions,
    settings: ServerSettings,
    services: Services,
) -> Receipt | None:
    """Build the receipt of an answer; return None if the server keeps none, or on failure."""
    if not retention_days(settings, services.application.settings.receipt_days):
        return None
    try:
        return build_receipt(
            answer,
            receipt_id=question.turn_id,
            made_at=services.now(),
            build=await asyncio.to_thread(services.application.build_info),
            request=AnswerRequest(question.filters, options, question.parent_id),
            scope=Scope(question.guild_id, question.channel_id, question.user_id),
        )
    except Exception as error:
        log_incident(error, services, of="making a receipt", turn=question.turn_id)
        return None


async def save_turn(turn: ConversationTurn, receipt: Receipt | None, services: Services) -> bool:
    """Save a turn with its receipt; return False if the turn must be forgotten.

    A failure is logged, and the answer is shown anyway. If cancelled, it still waits for the save
    to end, so that the caller can forget the turn.
    """
    saving = asyncio.ensure_future(asyncio.to_thread(_save, turn, receipt, services.stores))
    try:
        return await asyncio.shield(saving)
    except asyncio.CancelledError:
        await asyncio.wait({saving})
        raise
    except Exception as error:
        log_incident(error, services, of="saving a turn", turn=turn.turn_id)
        return True


def _save(turn: ConversationTurn, receipt: Receipt | None, stores: Stores) -> bool:
    if receipt is not None:
        # First, so that whatever forgets the turn finds its receipt.
        whose = replace(receipt.scope, channel_id=turn.channel_id)
        stores.receipts.keep(replace(receipt, scope=whose))
    kept = stores.turns.keep(replace(turn, answer=strip_receipt_fields(turn.answer)))
    if not kept:
        stores.turns.forget([turn.turn_id])
    return kept


async def find_turn(interaction: discord.Interaction[Any], turn_id: str) -> ConversationTurn:
    """Return the turn of a button or form; raise `UserError` if it is gone or not from here.

    In direct messages, people may also mean what they asked elsewhere: an answer that could not be
    shown there was sent to them.
    """
    turns = services_of(interaction).stores.turns
    turn = await asyncio.to_thread(turns.get, turn_id)
    alone = interaction.guild_id is None and interaction.context.dm_channel
    if turn is None or not (
        is_from_here(interaction, turn.channel_id)
        or (alone and turn.user_id == interaction.user.id)
    ):
        raise UserError("ask-forgotten")
    return turn


async def find_newest_seen(interaction: discord.Interaction[Any]) -> str | None:
    """Return the newest turn here that is the person's own or that all here see.

    Or the one that the thread was opened from. Where the bot is not a member, nobody sees the
    answers of others.
    """
    here, person = interaction.channel_id, interaction.user.id
    if here is None:
        return None
    turns = services_of(interaction).stores.turns

    def find() -> ConversationTurn | None:
        others = interaction.guild_id is None or interaction.is_guild_integration()
        return turns.latest_seen(here, person, others=others) or turns.find_by_answer(here)

    turn = await asyncio.to_thread(find)
    return turn.turn_id if turn else None


async def find_latest_turn(services: Services, channel_id: int) -> ConversationTurn | None:
    """Return the newest turn of a thread, or the one that it was opened from.

    A thread has the id of the message that it was opened from.
    """
    turns = services.stores.turns

    def find() -> ConversationTurn | None:
        return turns.latest_in(channel_id) or turns.find_by_answer(channel_id)

    return await asyncio.to_thread(find)
