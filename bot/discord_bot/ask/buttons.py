"""Buttons under an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Literal

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.ask import follow_up
from bot.discord_bot.ask.command import answer_interaction, load_receipt_message
from bot.discord_bot.ask.turns import find_turn
from bot.discord_bot.controls import control, selected_values
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import (
    acknowledge,
    personal_translations,
    show,
    translations_for,
)
from bot.discord_bot.errors import UserError
from bot.discord_bot.images.pages import draw_evidence
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.papers.paper import build_bibtex
from bot.discord_bot.permissions import can_manage
from bot.discord_bot.posting import add_post_button
from bot.discord_bot.question_limits import check_moderation, check_rate_limit
from bot.discord_bot.rendering.answer import answer
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.evidence import evidence, list_evidence, sources
from bot.discord_bot.rendering.message import OutgoingMessage, button
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import load_settings, services_of
from bot.records.conversations import ConversationTurn
from retrieval.text import patterns as re

_MAX_QUESTION_UNITS = 300


@control(custom_ids.ANSWER)
async def answer_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Do what a button under an answer says, or the menu; earlier answers have only buttons."""
    t, turn = personal_translations(interaction), await find_turn(interaction, match["token"])
    chosen = selected_values(interaction)
    match chosen[0] if match["action"] == "more" and chosen else match["action"]:
        case "up":
            await _vote(interaction, turn, 1)
        case "down":
            await _vote(interaction, turn, -1)
        case "follow":
            await interaction.response.send_modal(follow_up.build_form(turn.turn_id, t))
        case "again":
            await _regenerate(interaction, turn)
        case "ask1" | "ask2" as suggestion:
            suggested = turn.answer.suggestions[int(suggestion[-1]) - 1 :]
            if not suggested:  # another version suggested it
                raise UserError("errors-unknown-control")
            await follow_up.ask(interaction, turn, suggested[0].question)
        case "delete":
            _check_own(interaction, turn, "ask-not-yours-to-delete")
            await show(interaction, _ask_to_delete(t, turn), ephemeral=True)
        case "deleted":
            _check_own(interaction, turn, "ask-not-yours-to-delete")
            await acknowledge(interaction)
            whole = await interaction.client.deletions.delete_turn(turn)
            done = t("ask-deleted" if whole else "ask-deleted-not-message")
            await component_message.replace(interaction, notice(done, kind="ok"))
        case detail:
            shown = add_post_button(
                interaction, t, await _find_details(detail, interaction, turn), turn=turn
            )
            await show(interaction, shown, ephemeral=True)


def _check_own(interaction: discord.Interaction[Any], turn: ConversationTurn, error: str) -> None:
    """Raise `UserError` unless the person asked the question or manages the server."""
    if interaction.user.id != turn.user_id and not can_manage(interaction):
        raise UserError(error)


def _ask_to_delete(t: Translations, turn: ConversationTurn) -> OutgoingMessage:
    question = escape_markdown(turn.question, _MAX_QUESTION_UNITS)
    deletes = custom_ids.build_id("a", "deleted", turn.turn_id)
    yes = button(t("ask-button-delete"), deletes, style=discord.ButtonStyle.danger)
    return notice(t("ask-delete"), f"{question}\n{t('ask-delete-about')}", buttons=[yes])


async def _find_details(
    action: str, interaction: discord.Interaction[Any], turn: ConversationTurn
) -> Sequence[OutgoingMessage]:
    t = personal_translations(interaction)
    match action:
        case "why":
            return [await load_receipt_message(interaction, turn.turn_id)]
        case "evidence":
            return evidence(
                t, turn.answer, await draw_evidence(interaction, list_evidence(turn.answer))
            )
        case "sources":
            return [sources(t, turn.answer)]
        case _:
            return [build_bibtex(t, [citation.paper for citation in turn.answer.citations])]


async def _vote(
    interaction: discord.Interaction[Any], turn: ConversationTurn, value: Literal[-1, 1]
) -> None:
    services, t = services_of(interaction), await translations_for(interaction)
    votes, turn_id = services.stores.votes, turn.turn_id
    await asyncio.to_thread(votes.cast, turn_id, interaction.user.id, value, services.now())

    async def show_votes() -> None:
        tally = await asyncio.to_thread(votes.tally, turn_id)
        await component_message.edit(interaction, answer(t, turn, tally)[-1])

    await interaction.client.votes.refresh(turn_id, interaction, show_votes)


async def _regenerate(interaction: discord.Interaction[Any], turn: ConversationTurn) -> None:
    """Answer the question again, in place of the old answer."""
    services = services_of(interaction)
    _check_own(interaction, turn, "ask-not-yours")
    if interaction.client.answering.runs.is_running(turn.turn_id):
        raise UserError("ask-at-it")
    await check_rate_limit(services, interaction)
    await acknowledge(interaction)
    await check_moderation(services, turn.question)
    tally = await asyncio.to_thread(services.stores.votes.tally, turn.turn_id)
    before = answer(await translations_for(interaction), turn, tally)
    pressed = interaction.message.id if interaction.message else None
    settings = await load_settings(interaction)
    renewed = await answer_interaction(interaction, turn, settings, pressed, before[-1:])
    if renewed is not None:
        kept = (*renewed.answer_message_ids, *turn.copy_message_ids)
        await interaction.client.deletions.delete_messages(turn, kept)
