"""Answer a question: stream the answer, save it, and deliver it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, aclosing, nullcontext, suppress
from dataclasses import fields, replace
from functools import partial

from structlog.contextvars import bound_contextvars

from bot.answering.answer import Answer, DraftDiscarded, ReadingPapers, Timings
from bot.answering.language_model import LanguageModelError, Turn, Usage
from bot.answering.options import AnswerOptions
from bot.answering.suggestions import suggest_questions
from bot.discord_bot.ask.question import AnswerRun, AnswerRuns
from bot.discord_bot.ask.turns import make_receipt, save_turn
from bot.discord_bot.budget_notice import compose_notice, describe_cost
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.delivery.targets import SentMessage
from bot.discord_bot.errors import build_problem, log_incident
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering import answer as render
from bot.discord_bot.rendering.answer import draft_message, queue_message
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.rendering.notices import problem
from bot.discord_bot.services import Services, find_place
from bot.errors import StorageError
from bot.grounding.sentence import Sentence
from bot.limits.answer_cache import AnswerCache, CachedAnswer
from bot.limits.metering import Account
from bot.records.conversations import ConversationTurn, Question, Tally
from bot.records.receipts import Receipt
from bot.records.server_settings import ServerSettings

_MAX_HISTORY_TURNS = 6  # turns of a conversation that a question is read with
_IDLE_WAIT_SECONDS = 0.5  # seconds that others, who have just arrived, may hold up an answer


class AnswerService:
    """Answers questions, and tracks the answers in progress."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.runs = AnswerRuns()
        self._cache = AnswerCache(services.application.catalog, self._load_answer)

    async def answer(
        self,
        question: Question,
        live: StreamingReply,
        t: Translations,
        settings: ServerSettings,
        *,
        context: Sequence[Turn] = (),
        fallback: Sequence[OutgoingMessage] = (),
        refuses: bool = True,
    ) -> ConversationTurn | None:
        """Answer in a reply; return the turn, or None if there is no answer.

        The caller has checked rate limit and moderation before the reply had a place.
        `context` are further turns to read the question with, such as a quoted message.
        `fallback` is shown instead if answering fails, before the error is raised;
        without it, the reply itself says what failed.
        Unless it `refuses`, nothing is shown where no paper comes near.
        """
        with bound_contextvars(turn=question.turn_id), self.runs.track(question) as run:
            if run.is_cancelled:
                return None
            try:
                async with (
                    self.services.guard.charge(question.guild_id, question.user_id) as account,
                    self._look_up_cached(
                        question,
                        options := account.allowed_options(settings.options),
                        is_alone=not (context or fallback),
                    ) as cached,
                ):
                    if cached is None:
                        answer = await self._generate(question, live, t, options, context, account)
                        self.services.counts.count_answer(answer)
                    else:
                        answer = self._adapt_cached(cached, question, t)
                        self.services.counts.count_cached_answer()
                    if answer.refusal_reason == "far" and not refuses:
                        await live.delete()
                        return None
                    run.is_delivering = True
                    receipt = await make_receipt(question, answer, options, settings, self.services)
                    turn = await self._deliver(
                        run, answer, receipt, live, t, regenerated=bool(fallback)
                    )
                if run.is_cancelled or self.runs.is_deleted(turn):
                    await live.delete()
                    await self._forget(turn.turn_id)
                    return None
                return turn
            except asyncio.CancelledError:
                await self._clean_up(run, live, t, fallback)
            except Exception as error:
                if run.is_cancelled:
                    await self._clean_up(run, live, t, fallback)
                elif fallback:
                    await live.finalize(fallback)
                    raise
                else:
                    await self._show_failure(error, question, live, t)
            return None

    def _look_up_cached(
        self, question: Question, options: AnswerOptions, *, is_alone: bool
    ) -> AbstractAsyncContextManager[CachedAnswer | None]:
        """Look up the answer to the same question; give None if it must be generated.

        A follow-up is never answered from the cache. An answer is only reused where it can be
        seen: never in another channel, server or direct message.
        """
        settings = self.services.application.settings
        if not settings.cache_answers or question.parent_id is not None or not is_alone:
            return nullcontext()
        return self._cache.lookup(
            question.question,
            question.filters,
            replace(options, unsupported=options.unsupported or settings.unsupported),
            scope=(question.channel_id, question.user_id if question.private else None),
            turn_id=question.turn_id,
            now=question.asked_at,
        )

    def _load_answer(self, turn_id: str) -> CachedAnswer | None:
        turn = self.services.stores.turns.get(turn_id)
        return None if turn is None else CachedAnswer(turn.answer, turn.asked_at)

    def _adapt_cached(self, cached: CachedAnswer, question: Question, t: Translations) -> Answer:
        """Return a cached answer as one to `question`; it says so, and has cost nothing."""
        answer = cached.answer
        cost = describe_cost(answer.usage, t)
        notice = answer.notice.removesuffix(cost).strip()
        minutes = max(round((question.asked_at - cached.asked_at).total_seconds() / 60), 0)
        before = t("ask-answered-before", minutes=minutes)
        again = t("ask-regenerate") if render.can_regenerate(answer) else ""
        return replace(
            answer,
            question=question.question,
            notice=" ".join(filter(None, (before, again, notice))),
            took=Timings(),
            usage=Usage(),
        )

    async def _generate(
        self,
        question: Question,
        live: StreamingReply,
        t: Translations,
        options: AnswerOptions,
        context: Sequence[Turn],
        account: Account,
    ) -> Answer:
        asked = question.shown_question

        def show_position(ahead: int) -> None:
            live.update(lambda: queue_message(t, ahead, asked))

        async with self.services.queue.slot(question.user_id, show_position):
            await self.services.pending_acks.wait_idle(_IDLE_WAIT_SECONDS)
            history = [*await self._load_history(question), *context]
            place = find_place(question.guild_id, question.user_id)
            services = self.services.at(place)
            stream = services.application.ask.stream(
                question.question, filters=question.filters, history=history, options=options
            )
            sentences: list[Sentence] = []
            reading: ReadingPapers | None = None
            async with aclosing(stream) as pieces:
                async for piece in pieces:
                    match piece:
                        case Answer():
                            notice = compose_notice(piece, services, t, account)
                            suggested = await asyncio.to_thread(suggest_questions, piece, history)
                            return replace(piece, notice=notice, suggestions=suggested)
                        case ReadingPapers():
                            reading = piece
                        case DraftDiscarded():
                            sentences.clear()
                        case Sentence():
                            sentences.append(piece)
                    # At the end few edits are left, for the last state.
                    if not services.in_flight.shutting_down:
                        live.update(partial(draft_message, t, asked, sentences, reading))
        raise LanguageModelError("The answer ended before it began. Ask again.")

    async def _load_history(self, question: Question) -> list[Turn]:
        if question.parent_id is None:
            return []
        turns = self.services.stores.turns
        kept = await asyncio.to_thread(turns.conversation, question.parent_id, _MAX_HISTORY_TURNS)
        return [turn.turn for turn in kept]

    async def _deliver(
        self,
        run: AnswerRun,
        answer: Answer,
        receipt: Receipt | None,
        live: StreamingReply,
        t: Translations,
        *,
        regenerated: bool,
    ) -> ConversationTurn:
        asked = {field.name: getattr(run.question, field.name) for field in fields(Question)}
        turn = _with_messages(ConversationTurn(**asked, answer=answer), live.sent)
        tally = Tally()
        if regenerated:  # the stored answer stays until the new one is shown
            votes = self.services.stores.votes
            tally = await asyncio.to_thread(votes.tally, turn.turn_id)
        elif not await save_turn(turn, receipt, self.services):
            # Kept before it is shown, as its buttons are pressed at once.
            run.is_cancelled = True
            return turn
        shown_turn = _with_messages(turn, await live.finalize(render.answer(t, turn, tally)))
        has_changed = regenerated or shown_turn != turn
        if has_changed and not await save_turn(shown_turn, receipt, self.services):
            run.is_cancelled = True
        return shown_turn

    async def _show_failure(
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

    async def _clean_up(
        self,
        run: AnswerRun,
        live: StreamingReply,
        t: Translations,
        fallback: Sequence[OutgoingMessage],
    ) -> None:
        await live.stop()
        if run.is_cancelled or not fallback:
            await self._forget(run.question.turn_id)  # it may just have been kept
        if run.is_cancelled:
            await live.delete()
            return
        with suppress(Exception):
            cut = problem(t, t("ask-cut"), t("ask-cut-todo"))
            await live.finalize(fallback or [cut])


def _with_messages(turn: ConversationTurn, written: Sequence[SentMessage]) -> ConversationTurn:
    if not written:
        return turn
    ids = tuple(message.message_id for message in written)
    return replace(turn, channel_id=written[0].channel_id, answer_message_ids=ids)
