"""Answer a question: show it as it is written, keep it, and bring it home whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, aclosing, nullcontext, suppress
from dataclasses import replace
from typing import Any, cast

import discord
from structlog.contextvars import bound_contextvars

from bot.answering.answer import Answer, DraftDiscarded, Timings
from bot.answering.answer_cache import AnswerCache, CachedAnswer
from bot.answering.language_model import LanguageModelError, Turn, Usage
from bot.answering.metering import Account
from bot.answering.options import AnswerOptions
from bot.conversations import ConversationTurn, Tally
from bot.discord_bot.ask.question import Question, Run, Running
from bot.discord_bot.ask.turns import AnswerPersister
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.delivery.targets import SentMessage
from bot.discord_bot.delivery.vote_refresh import VoteRefresher
from bot.discord_bot.errors import build_problem, log_incident
from bot.discord_bot.guard_messages import build_notice, describe_cost
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering import answer as answers
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.rendering.notices import problem
from bot.discord_bot.services import Services
from bot.errors import StorageError
from bot.grounding.sentence import Sentence
from bot.receipts.receipt import Receipt
from bot.settings.server import ServerSettings

_MAX_HISTORY_TURNS = 6  # turns of a conversation that a question is read with
_IDLE_WAIT_SECONDS = 0.5  # seconds that others, who have just arrived, may hold up an answer


COG = "asking"
"""Name of the cog that holds the `Answering`."""


def answering_of(interaction: discord.Interaction[Any]) -> Answering:
    """Return what makes the answers of the bot that an interaction came to."""
    return cast(Answering, interaction.client.get_cog(COG).answering)


class Answering:
    """Makes answers, so many at once, and knows which are being made."""

    def __init__(self, services: Services, votes: VoteRefresher) -> None:
        self.services = services
        self.votes = votes
        self._keeping = AnswerPersister(services)
        self.running = Running()
        self._cache = AnswerCache(services.application.catalog, self._load_answer)

    async def answer(
        self,
        question: Question,
        live: StreamingReply,
        t: Translations,
        settings: ServerSettings,
        *,
        heard: Sequence[Turn] = (),
        otherwise: Sequence[OutgoingMessage] = (),
    ) -> ConversationTurn | None:
        """Answer in a reply; return the turn, None where there is no answer.

        The caller has checked rate limit and moderation before the reply had a place.
        `heard` is what was said last, beside the turns of the question's conversation.
        `otherwise` is what stands instead where there is none, before the failure is raised;
        without it, the reply itself says what failed.
        """
        with bound_contextvars(turn=question.turn_id), self.running.making(question) as run:
            if run.called_off:
                return None
            try:
                guard = self.services.guard
                async with (
                    guard.charge(question.guild_id, question.user_id) as account,
                    self._cached(
                        question,
                        options := account.allowed_options(settings.options),
                        alone=not (heard or otherwise),
                    ) as cached,
                ):
                    if cached is None:
                        answer = await self._made(question, live, t, options, heard, account)
                        self.services.counts.count_answer(answer)
                    else:
                        answer = self._reused(cached, question, t, options)
                        self.services.counts.count_cached_answer()
                    run.landing = True
                    receipt = await self._keeping.receipt(question, answer, options, settings)
                    turn = await self._bring_home(
                        run, answer, receipt, live, t, anew=bool(otherwise)
                    )
                if run.called_off:
                    await live.delete()
                    await self._forget(turn.turn_id)
                    return None
                return turn
            except asyncio.CancelledError:
                await self._called_off(run, live, t, otherwise)
                return None
            except Exception as error:
                if run.called_off:
                    await self._called_off(run, live, t, otherwise)
                    return None
                if otherwise:
                    await live.finalize(otherwise)
                    raise
                await self._failed(error, question, live, t)
                return None

    def _cached(
        self, question: Question, options: AnswerOptions, *, alone: bool
    ) -> AbstractAsyncContextManager[CachedAnswer | None]:
        """Give the answer that the same question had; None where it is to be made.

        A follow-up is never answered from the cache. An answer is only reused where it can be
        seen: never in another channel, server or direct message.
        """
        settings = self.services.application.settings
        if not settings.cache_answers or question.follows is not None or not alone:
            return nullcontext()
        return self._cache.lookup(
            question.text,
            question.filters,
            replace(options, unsupported=options.unsupported or settings.unsupported),
            scope=(question.channel_id, question.user_id if question.private else None),
            turn_id=question.turn_id,
            now=question.asked_at,
        )

    def _load_answer(self, turn_id: str) -> CachedAnswer | None:
        turn = self.services.stores.turns.get(turn_id)
        return None if turn is None else CachedAnswer(turn.answer, turn.asked_at)

    def _reused(
        self,
        cached: CachedAnswer,
        question: Question,
        t: Translations,
        options: AnswerOptions,
    ) -> Answer:
        """Return a cached answer as one to `question`; it says so, and has cost nothing."""
        answer = cached.answer
        cost = describe_cost(answer, self.services, t, options.model)
        notice = answer.notice.removesuffix(cost).strip()
        minutes = max(round((question.asked_at - cached.asked_at).total_seconds() / 60), 0)
        return replace(
            answer,
            question=question.text,
            notice=f"{t('asking-answered-before', minutes=minutes)} {notice}".strip(),
            took=Timings(),
            usage=Usage(),
        )

    async def _made(
        self,
        question: Question,
        live: StreamingReply,
        t: Translations,
        options: AnswerOptions,
        heard: Sequence[Turn],
        account: Account,
    ) -> Answer:
        def waiting(before: int) -> None:
            live.update(lambda: answers.queue_message(t, question.text, before))

        async with self.services.queue.slot(question.user_id, waiting):
            await self.services.arrivals.wait_idle(_IDLE_WAIT_SECONDS)
            history = [*await self._history(question), *heard]
            services = self.services
            stream = services.application.ask.stream(
                question.text, filters=question.filters, history=history, options=options
            )
            sentences: list[Sentence] = []
            async with aclosing(stream) as pieces:
                async for piece in pieces:
                    match piece:
                        case Answer():
                            notice = build_notice(piece, services, t, account, options.model)
                            return replace(piece, notice=notice)
                        case DraftDiscarded():
                            sentences.clear()
                        case Sentence():
                            sentences.append(piece)
                    if not services.at_hand.shutting_down:  # few edits are left: for the last state
                        live.update(lambda: answers.draft_message(t, question.text, sentences))
        raise LanguageModelError("The answer ended before it began. Ask again.")

    async def _history(self, question: Question) -> list[Turn]:
        if question.follows is None:
            return []
        turns = self.services.stores.turns
        kept = await asyncio.to_thread(turns.conversation, question.follows, _MAX_HISTORY_TURNS)
        return [turn.turn for turn in kept]

    async def _bring_home(
        self,
        run: Run,
        answer: Answer,
        receipt: Receipt | None,
        live: StreamingReply,
        t: Translations,
        *,
        anew: bool,
    ) -> ConversationTurn:
        question = run.question
        turn = ConversationTurn(
            question.turn_id,
            question.guild_id,
            question.channel_id,
            question.user_id,
            question.text,
            answer,
            question.asked_at,
            question_message_id=question.message_id,
            parent_id=question.follows,
            filters=question.filters,
            question_channel_id=question.message_channel_id,
            quoted_message_id=question.quoted_message_id,
            quoted_user_id=question.quoted_user_id,
        )
        turn = _standing(turn, live.sent)
        tally = Tally()
        if anew:  # what is kept stays as it was until the new answer stands
            votes = self.services.stores.votes
            tally = await asyncio.to_thread(votes.tally, turn.turn_id)
        elif not await self._keeping.keep(turn, receipt):
            # Kept before it is shown, as its buttons are pressed at once.
            run.called_off = True
            return turn
        shown = answers.answer(t, answer, turn.turn_id, tally=tally)
        stands = _standing(turn, await live.finalize(shown))
        if (anew or stands != turn) and not await self._keeping.keep(stands, receipt):
            run.called_off = True
        return stands

    async def _failed(
        self, error: Exception, question: Question, live: StreamingReply, t: Translations
    ) -> None:
        shown = build_problem(error, t, self.services, of="asking", turn=question.turn_id)
        try:
            await live.finalize([shown])
        except Exception as refused:
            log_incident(refused, self.services, of="telling of a failure", turn=question.turn_id)

    async def _forget(self, turn_id: str) -> None:
        with suppress(StorageError):
            await asyncio.to_thread(self.services.stores.turns.forget, [turn_id])

    async def _called_off(
        self,
        run: Run,
        live: StreamingReply,
        t: Translations,
        otherwise: Sequence[OutgoingMessage],
    ) -> None:
        await live.stop()
        if run.called_off or not otherwise:
            await self._forget(run.question.turn_id)  # it may just have been kept
        if run.called_off:
            await live.delete()
            return
        with suppress(Exception):
            cut = problem(t, t("asking-cut"), t("asking-cut-todo"))
            await live.finalize(otherwise or [cut])


def _standing(turn: ConversationTurn, written: Sequence[SentMessage]) -> ConversationTurn:
    if not written:
        return turn
    ids = tuple(message.message_id for message in written)
    return replace(turn, channel_id=written[0].channel_id, answer_message_ids=ids)
