"""Ask follow-up questions by a form, which works without access to messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.discord_bot.ask.command import answer_interaction
from bot.discord_bot.ask.question import build_question
from bot.discord_bot.ask.targets import message_targets, open_thread
from bot.discord_bot.ask.turns import find_turn
from bot.discord_bot.controls import build_modal, control, entered_texts, text_field
from bot.discord_bot.delivery.respond import defer, personal_translations, show, translations_for
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.delivery.targets import SentMessage
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.question_limits import check_moderation, check_rate_limit
from bot.discord_bot.rendering.message import OutgoingMessage, link_button
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import load_settings, services_of
from bot.records.conversations import ConversationTurn
from retrieval.text import patterns as re

_QUESTION = "question"
_MAX_CHARS = 1_000


def build_form(turn_id: str, t: Translations) -> discord.ui.Modal:
    """Build the form for a follow-up question to a turn."""
    field = text_field(
        _QUESTION,
        t("ask-form-question"),
        placeholder=t("ask-form-placeholder"),
        long=True,
        max_chars=_MAX_CHARS,
    )
    return build_modal(t("ask-form-title"), f"fn:f:follow:{turn_id}", [field])


@control(re.compile(r"fn:f:follow:(?P<token>[0-9A-Za-z]{1,20})", re.ASCII))
async def follow_up_form(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Answer the question that was entered."""
    text = " ".join(entered_texts(interaction).get(_QUESTION, "").split())
    if not text:
        raise UserError("ask-empty")
    await ask(interaction, await find_turn(interaction, match["token"]), text)


async def ask(interaction: discord.Interaction[Any], turn: ConversationTurn, text: str) -> None:
    """Answer a question that follows a turn, in the turn's thread where the server has threads."""
    services, settings = services_of(interaction), await load_settings(interaction)
    asked = build_question(interaction, text, turn.turn_id, turn.filters)
    await check_rate_limit(services, interaction)
    pressed = interaction.message if settings.threads and _can_open_thread(interaction) else None
    original = await defer(interaction, ephemeral=pressed is not None)
    await check_moderation(services, text)
    if pressed is None:
        await answer_interaction(interaction, asked, settings, original)
        return
    t, spoken = personal_translations(interaction), await translations_for(interaction)
    thread = pressed.thread or await open_thread(pressed, turn.question)
    note = spoken("ask-below")
    places = message_targets(pressed, thread, interaction.user, asked.turn_id, spoken, note)
    live = StreamingReply(places)
    await interaction.client.answering.answer(asked, live, spoken, settings)
    await show(interaction, _describe_place(interaction, t, thread, live.sent), ephemeral=True)


def _describe_place(
    interaction: discord.Interaction[Any],
    t: Translations,
    thread: discord.Thread | None,
    written: Sequence[SentMessage],
) -> OutgoingMessage:
    """Build a notice that links to the answer, or to the failure in its place."""
    if not written:
        return notice(t("ask-unanswered"), kind="error")
    first, server = written[0], str(interaction.guild_id)
    if thread is not None and first.channel_id == thread.id:
        key = "ask-there"
    elif first.channel_id == interaction.channel_id:
        key = "ask-below"
    else:
        key, server = "ask-direct", "@me"
    where = f"https://discord.com/channels/{server}/{first.channel_id}/{first.message_id}"
    return notice(t(key), kind="ok", buttons=[link_button(t("ask-go"), where)])


def _can_open_thread(interaction: discord.Interaction[Any]) -> bool:
    may = interaction.app_permissions
    return (
        isinstance(interaction.channel, discord.TextChannel)
        and interaction.is_guild_integration()
        and may.create_public_threads
        and may.send_messages_in_threads
    )
