"""Compose an issue: new papers, ranked and chosen, each with a verified sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from structlog.contextvars import bound_contextvars, get_contextvars

from bot.answering.language_model import LanguageModel
from bot.answering.llm_judge import FindJudge, find_no_judge
from bot.answering.options import NO_EXTRA_MODELS, AnswerOptions, pick_model
from bot.digest.candidates import Terms
from bot.digest.choose import ChoosePapers
from bot.digest.summaries import SummarizePicks
from bot.grounding.checker import Check
from bot.limits.guard import Guard
from bot.records.issues import Issue
from bot.records.ledger import PaperVotes
from bot.records.schedule import load_zone
from bot.records.server_settings import ServerSettings
from bot.records.spending import NOBODY
from bot.records.subscriptions import Subscription
from retrieval.provenance import guild_place, user_place
from retrieval.search.topic_fit import TopicRanker

if TYPE_CHECKING:
    from bot.storage.ledger import DigestLedger
    from bot.storage.votes import DigestVoteStore
    from retrieval.library.catalog.catalog import Catalog

_MAX_SENT_PAPERS: Final = 2_000  # at least a year and a half of a daily digest of five papers
_MAX_VOTED_PAPERS: Final = 500


class Compose:
    """Composes the issue that a subscription would get now; records nothing.

    `builder_at` gives the builder of a place, since an issue has no paper that a member uploaded
    elsewhere. `ledger` and `votes` give what the channel was sent and how it voted,
    `server_settings` the language and model of its server. Model calls are charged to the server,
    those of a personal digest to the member too: beyond a budget, the issue quotes.
    """

    def __init__(
        self,
        builder_at: Callable[[str], IssueBuilder],
        ledger: DigestLedger,
        votes: DigestVoteStore,
        server_settings: Callable[[int], ServerSettings],
        guard: Guard,
    ) -> None:
        self._builder_at = builder_at
        self._ledger = ledger
        self._votes = votes
        self._server_settings = server_settings
        self._guard = guard

    async def __call__(
        self,
        subscription: Subscription,
        *,
        issue_id: str,
        now: datetime,
        ignore_history: bool = False,
    ) -> Issue:
        """Return the issue of `now`; with `ignore_history`, it may repeat papers already sent.

        Raises `RetrievalError` and `StorageError`. A model that fails is replaced by quotes.
        """
        sent, votes, settings = await asyncio.to_thread(self._read, subscription)
        # In the log, a preview or an issue on demand belongs to the request of the person.
        request = get_contextvars().get("request", issue_id)
        with bound_contextvars(request=request, issue=issue_id):
            person = subscription.recipient_id or NOBODY
            async with self._guard.charge(subscription.guild_id, person) as account:
                build = self._builder_at(_find_place(subscription))
                return await build(
                    subscription,
                    issue_id=issue_id,
                    now=now,
                    already_sent=() if ignore_history else sent,
                    votes=votes,
                    options=account.allowed_options(settings.options),
                )

    def _read(
        self, subscription: Subscription
    ) -> tuple[Sequence[str], Sequence[PaperVotes], ServerSettings]:
        return (
            self._ledger.sent_papers(subscription.channel_id, _MAX_SENT_PAPERS),
            self._votes.list_for_subscription(subscription.subscription_id, _MAX_VOTED_PAPERS),
            self._server_settings(subscription.guild_id),
        )


def _find_place(subscription: Subscription) -> str:
    """Return where the issues go: to a server, or to a member's direct messages."""
    if subscription.recipient_id is not None:
        return user_place(subscription.recipient_id)
    return guild_place(subscription.guild_id)


class IssueBuilder:
    """Builds issues from the library, with sentences by a model.

    `language` is for subscriptions and servers without one of their own. `model_seconds` limits
    how long a model may write one issue: what is not ready by then is quoted.
    """

    def __init__(
        self,
        catalog: Catalog,
        rank: TopicRanker,
        model: LanguageModel,
        quoting: LanguageModel,
        *,
        check: Check,
        find_judge: FindJudge = find_no_judge,
        models: Mapping[str, LanguageModel] = NO_EXTRA_MODELS,
        language: str = "English",
        model_seconds: float = 120.0,
    ) -> None:
        self._choose = ChoosePapers(catalog, rank)
        self._model = model
        self._quoting = quoting
        self._check = check
        self._find_judge = find_judge
        self._models = models
        self._language = language
        self._model_seconds = model_seconds

    async def __call__(
        self,
        subscription: Subscription,
        *,
        issue_id: str,
        now: datetime,
        already_sent: Collection[str],
        votes: Sequence[PaperVotes],
        options: AnswerOptions = AnswerOptions(),
    ) -> Issue:
        """Return the issue of what is new to `subscription` at `now`; raise `RetrievalError`s.

        `already_sent` are ids of papers that are not shown again, newest first. `options` are the
        server's language and model.
        """
        day = now.astimezone(load_zone(subscription.schedule.zone)).date()
        chosen = await asyncio.to_thread(
            self._choose, subscription, day, tuple(already_sent), votes
        )
        summarize = SummarizePicks(
            pick_model(options.model, self._model, self._models),
            self._quoting,
            self._check,
            Terms(subscription.interests.exclude),
            subscription.language or options.language or self._language,
            self._model_seconds,
            find_judge=self._find_judge,
        )
        written = await summarize(chosen.picks)
        return Issue(
            issue_id,
            subscription.subscription_id,
            day,
            now,
            chosen.up_to,
            chosen.considered,
            written.headline,
            written.picks,
            chosen.rest,
            chosen.chart,
            subscription.schedule.cadence == "weekly",
            written.mode,
            written.model,
            written.notice,
            written.usage,
            written.fallback.reason if written.fallback else None,
            chosen.silent_topics,
        )
