"""Answer messages: mentions, replies, direct messages, and talk in threads that the bot opened."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import discord
from discord.abc import Messageable
from discord.ext import commands

from bot.answering.language_model import Turn
from bot.discord_bot.ask.session import AnswerService
from bot.discord_bot.ask.targets import (
    close_empty_thread,
    message_targets,
    open_thread,
)
from bot.discord_bot.ask.triggers import Invocation, find_invocation, is_own_thread
from bot.discord_bot.ask.turns import find_latest_turn
from bot.discord_bot.delivery import discord_errors
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.delivery.respond import server_translations
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.delivery.targets import ChannelMessage
from bot.discord_bot.errors import UserError, build_problem, report, start_request
from bot.discord_bot.inflight import request_id
from bot.discord_bot.limiters import Cooldown, SeenIds
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.permissions import require_access
from bot.discord_bot.question_limits import check_moderation, check_rate_limit
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import load_server_settings
from bot.questions.kind import asks_surely, has_question_mark
from bot.records.conversations import ConversationTurn, Question
from bot.records.server_settings import ServerSettings
from retrieval.search.query import Filters

_REFUSAL_COOLDOWN_SECONDS = 600.0
_NO_DIRECT_MESSAGES = frozenset({discord_errors.TAKES_NO_MESSAGES, discord_errors.NO_MUTUAL_GUILDS})

_TYPING_DELAY_SECONDS = 0.4  # what is answered sooner needs no sign
_TYPING_REFRESH_SECONDS = 8.0  # Discord shows it for ten


class MessageListener(commands.Cog, name="messages"):
    """Answers messages that are for the bot."""

    def __init__(self, answering: AnswerService, me: discord.ClientUser) -> None:
        self._answering = answering
        self._services = answering.services
        self._seen_ids = SeenIds()
        self._refusal_cooldown = Cooldown(self._services.clock, _REFUSAL_COOLDOWN_SECONDS)
        self._me = me

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message if it is for the bot."""
        found = find_invocation(message, self._me)
        if found is None or not self._seen_ids.add(message.id):
            return
        if found.trigger == "thread" and not await asyncio.to_thread(asks_surely, found.text):
            return  # people talk with each other
        guild_id = message.guild.id if message.guild else None
        settings = await load_server_settings(self._services, guild_id)
        locale = message.guild.preferred_locale if message.guild else "en"
        t = server_translations(settings.language, locale, self._services)
        start_request(message, self._services)
        try:
            require_access(message, settings)
            if found.trigger == "mention" and not settings.mentions:
                raise UserError("ask-no-mentions")
            await check_rate_limit(self._services, message)
            if text := found.text or found.quoted:
                await check_moderation(self._services, text)
                await self._answer(message, found, text, settings, t)
            else:
                await self._explain_usage(message, t)
        except UserError as refused:
            await self._refuse(message, refused, t)

    async def _answer(
        self,
        message: discord.Message,
        found: Invocation,
        text: str,
        settings: ServerSettings,
        t: Translations,
    ) -> None:
        quoted = found.quoted_message
        parent = await self._find_parent(message, found)
        # In a direct message that is no reply, somebody may go on to other papers.
        goes_on = message.reference is not None or message.guild is not None
        question = Question(
            turn_id=request_id(self._services.new_id),
            guild_id=message.guild.id if message.guild else None,
            channel_id=message.channel.id,
            user_id=message.author.id,
            question=text,
            asked_at=self._services.now(),
            question_message_id=message.id,
            question_channel_id=message.channel.id,
            quoted_message_id=quoted.id if quoted else None,
            quoted_user_id=quoted.author.id if quoted else None,
            parent_id=parent.turn_id if parent else None,
            filters=Filters(paper=parent.filters.paper) if parent and goes_on else Filters(),
        )
        thread = None
        if found.trigger == "mention" and settings.threads and question.parent_id is None:
            thread = await open_thread(message, text)
        context = [Turn(found.quoted, "")] if found.quoted and found.text else []
        live = StreamingReply(message_targets(message, thread, message.author, question.turn_id, t))
        refuses = found.trigger != "thread" or has_question_mark(text)
        typing = asyncio.create_task(_keep_typing(thread or message.channel), name="typing")
        try:
            turn = await self._answering.answer(
                question, live, t, settings, context=context, refuses=refuses
            )
        finally:
            typing.cancel()
        if turn is None and thread is not None:  # perhaps the question was deleted
            await close_empty_thread(thread)

    async def _find_parent(
        self, message: discord.Message, found: Invocation
    ) -> ConversationTurn | None:
        if message.reference and message.reference.message_id:
            turns = self._services.stores.turns
            return await asyncio.to_thread(turns.find_by_answer, message.reference.message_id)
        if found.trigger == "direct" or is_own_thread(message.channel, self._me):
            return await find_latest_turn(self._services, message.channel.id)
        return None

    async def _refuse(self, message: discord.Message, refused: UserError, t: Translations) -> None:
        """Refuse by direct message, not too often: in the channel the bot should be silent."""
        if not self._refusal_cooldown.try_acquire((message.author.id, refused.key)):
            return
        try:
            place = ChannelMessage(message.author, nonce=f"{message.id}r")
            await place.edit_or_send(build_problem(refused, t, self._services))
        except discord.HTTPException as error:
            if error.code not in _NO_DIRECT_MESSAGES:
                await report(error, message, self._services)

    async def _explain_usage(self, message: discord.Message, t: Translations) -> None:
        reference = message.to_reference(fail_if_not_exists=False)
        place = ChannelMessage(message.channel, nonce=f"{message.id}h", reference=reference)
        await place.edit_or_send(notice(t("ask-how"), t("ask-how-text")))


async def _keep_typing(channel: Messageable) -> None:
    """Show the bot as typing in a channel."""
    await asyncio.sleep(_TYPING_DELAY_SECONDS)
    with suppress(discord.HTTPException, *CONNECTION_ERRORS):
        while True:
            await channel.typing()
            await asyncio.sleep(_TYPING_REFRESH_SECONDS)
