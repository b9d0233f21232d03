"""Buttons under an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Literal

import discord

from bot.conversations import ConversationTurn, Tally
from bot.discord_bot import custom_ids
from bot.discord_bot.ask import follow_up
from bot.discord_bot.ask.command import load_receipt_message
from bot.discord_bot.ask.deletions import find_deletion_listener
from bot.discord_bot.ask.question import Question
from bot.discord_bot.ask.session import AnswerService, find_answer_service
from bot.discord_bot.ask.targets import command_targets
from bot.discord_bot.ask.turns import find_turn
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.component_message import edit_keeping_files
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.delivery.respond import (
    acknowledge,
    personal_translations,
    server_translations,
    show,
    translations_for,
)
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.errors import UserError
from bot.discord_bot.guard_messages import check_moderation, check_rate_limit
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.permissions import can_manage
from bot.discord_bot.posting import add_post_button
from bot.discord_bot.rendering import answer as answers
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage, button
from bot.discord_bot.rendering.notices import bibtex, notice
from bot.discord_bot.services import load_settings, services_of
from bot.export.formats import export_papers

_MAX_QUESTION_UNITS = 300


class AnswerButton(Control, template=custom_ids.ANSWER):
    """A button under an answer, or the menu there; earlier answers have a button for each."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says."""
        answering, t = find_answer_service(interaction), personal_translations(interaction)
        turn_id = self.match["token"]
        action = self.match["action"]
        match self.values[0] if action == "more" and self.values else action:
            case "up":
                await _vote(answering, interaction, turn_id, 1)
            case "down":
                await _vote(answering, interaction, turn_id, -1)
            case "follow":
                await find_turn(interaction, turn_id)
                await interaction.response.send_modal(follow_up.build_form(turn_id, t))
            case "again":
                await _regenerate(answering, interaction, turn_id, t)
            case "ask1" | "ask2" as chosen:
                await _ask_suggestion(answering, interaction, turn_id, int(chosen[-1]) - 1)
            case "delete":
                turn = await _find_deletable(interaction, turn_id, t)
                await show(interaction, _ask_to_delete(t, turn), ephemeral=True)
            case "deleted":
                turn = await _find_deletable(interaction, turn_id, t)
                await acknowledge(interaction)
                whole = await find_deletion_listener(interaction).delete_turn(turn)
                done = t("ask-deleted" if whole else "ask-deleted-not-message")
                await component_message.replace(interaction, notice(t, done, "", kind="ok"))
            case "why":
                turn = await find_turn(interaction, turn_id)
                receipt = await load_receipt_message(answering.services, interaction, turn_id, t)
                postable = add_post_button(interaction, t, [receipt], turn=turn)
                await show(interaction, postable, ephemeral=True)
            case detail:
                turn = await find_turn(interaction, turn_id)
                read = await _show_details(detail, turn, t)
                read = add_post_button(interaction, t, read, turn=turn)
                await show(interaction, read, ephemeral=True)


async def _ask_suggestion(
    answering: AnswerService, interaction: discord.Interaction[Any], turn_id: str, index: int
) -> None:
    """Ask a suggested question as a follow-up."""
    turn, t = await find_turn(interaction, turn_id), personal_translations(interaction)
    suggested = turn.answer.suggestions
    if index >= len(suggested):  # another version suggested it
        raise UserError(t("errors-unknown-control"), t("errors-unknown-control-todo"))
    await follow_up.ask(answering, interaction, turn, suggested[index].question)


async def _find_deletable(
    interaction: discord.Interaction[Any], turn_id: str, t: Translations
) -> ConversationTurn:
    """Return a turn that the person may delete; raise `UserError` for any other."""
    turn = await find_turn(interaction, turn_id)
    if interaction.user.id != turn.user_id and not can_manage(interaction):
        raise UserError(t("ask-not-yours-to-delete"))
    return turn


def _ask_to_delete(t: Translations, turn: ConversationTurn) -> OutgoingMessage:
    question = escape_markdown(turn.question, _MAX_QUESTION_UNITS)
    yes = button(
        t("ask-button-delete"),
        custom_ids.build_answer_id("deleted", turn.turn_id),
        style=discord.ButtonStyle.danger,
    )
    about = f"{question}\n{t('ask-delete-about')}"
    return notice(t, t("ask-delete"), about, buttons=[yes])


async def _show_details(
    action: str, turn: ConversationTurn, t: Translations
) -> Sequence[OutgoingMessage]:
    if action == "evidence":
        return answers.evidence(t, turn.answer)
    if action == "sources":
        return [answers.sources(t, turn.answer)]
    papers = [citation.paper for citation in turn.answer.citations]
    text = await asyncio.to_thread(lambda: "".join(export_papers(papers, "bibtex")))
    return [bibtex(t, text)]


async def _vote(
    answering: AnswerService,
    interaction: discord.Interaction[Any],
    turn_id: str,
    value: Literal[-1, 1],
) -> None:
    async with answering.votes.refresh_after(turn_id, interaction):
        await find_turn(interaction, turn_id)
        votes, now = answering.services.stores.votes, answering.services.now()
        await asyncio.to_thread(votes.cast, turn_id, interaction.user.id, value, now)


async def _regenerate(
    answering: AnswerService, interaction: discord.Interaction[Any], turn_id: str, t: Translations
) -> None:
    """Answer the question again, in place of the old answer."""
    services = answering.services
    turn = await find_turn(interaction, turn_id)
    settings = await load_settings(interaction)
    if interaction.user.id != turn.user_id and not can_manage(interaction):
        raise UserError(t("ask-not-yours"), t("ask-not-yours-todo"))
    if answering.runs.is_running(turn_id):
        raise UserError(t("ask-at-it"))
    await check_rate_limit(services, t, interaction)
    await acknowledge(interaction)
    await check_moderation(services, t, turn.question)
    spoken = server_translations(
        settings.language, interaction.guild_locale or interaction.locale, services
    )
    tally = await asyncio.to_thread(services.stores.votes.tally, turn_id)
    before = _show_turn(spoken, turn, tally)
    question = Question(
        turn_id,
        turn.question,
        turn.asked_at,
        turn.guild_id,
        turn.channel_id,
        turn.user_id,
        message_id=turn.question_message_id,
        parent_id=turn.parent_id,
        filters=turn.filters,
        message_channel_id=turn.question_channel_id,
        quoted_message_id=turn.quoted_message_id,
        quoted_user_id=turn.quoted_user_id,
        private=turn.private,
    )
    pressed = interaction.message.id if interaction.message else None
    places = command_targets(interaction, services.new_id(), spoken, lambda: pressed)
    live = StreamingReply(places, clock=services.clock)
    live.update(lambda: answers.thinking_message(spoken, question.shown_text))
    renewed = await answering.answer(question, live, spoken, settings, fallback=before[-1:])
    if renewed is not None:
        await _delete_replaced(interaction, turn, renewed)


def _show_turn(t: Translations, turn: ConversationTurn, tally: Tally) -> list[OutgoingMessage]:
    return answers.answer(
        t,
        turn.answer,
        turn.turn_id,
        tally=tally,
        filters=turn.filters,
        shows_question=turn.question_message_id is None,
    )


async def _delete_replaced(
    interaction: discord.Interaction[Any], before: ConversationTurn, renewed: ConversationTurn
) -> None:
    """Delete the further messages of a long old answer."""
    client: discord.Client = interaction.client
    channel = client.get_partial_messageable(before.channel_id, guild_id=before.guild_id)
    for message_id in before.answer_message_ids:
        if message_id not in renewed.answer_message_ids:
            try:
                await channel.get_partial_message(message_id).delete()
            except (discord.HTTPException, *CONNECTION_ERRORS):
                return  # they stay, which is untidy and no more


async def show_votes(turn_id: str, interaction: discord.Interaction[Any]) -> None:
    """Show the current votes in the message that was pressed."""
    community = services_of(interaction).stores
    turn = await asyncio.to_thread(community.turns.get, turn_id)
    if turn is None or interaction.message is None:
        return
    tally = await asyncio.to_thread(community.votes.tally, turn_id)
    t = await translations_for(interaction, ephemeral=False)
    shown = _show_turn(t, turn, tally)[-1]
    await edit_keeping_files(interaction, shown)
