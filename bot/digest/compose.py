"""Compose an issue: new papers, ranked and chosen, each with a verified sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from structlog.contextvars import bound_contextvars, get_contextvars

from bot.answering.language_model import LanguageModel
from bot.answering.llm_judge import FindJudge, find_no_judge
from bot.answering.options import AnswerOptions, pick_model
from bot.digest.candidates import Terms
from bot.digest.choose import ChoosePapers
from bot.digest.summaries import SummarizePicks
from bot.grounding.checker import Check
from bot.limits.guard import Guard
from bot.records.digest_ledger import PaperVotes
from bot.records.issues import Issue
from bot.records.schedule import load_zone
from bot.records.server_settings import ServerSettings
from bot.records.spending import NOBODY
from bot.records.subscriptions import Subscription
from retrieval.provenance import guild_place, user_place
from retrieval.search.topic_fit import TopicRanker

if TYPE_CHECKING:
    from bot.storage.digest_ledger import DigestLedger
    from bot.storage.votes import DigestVoteStore
    from retrieval.library.catalog.catalog import Catalog

_MAX_SENT_PAPERS: Final = 2_000  # at least a year and a half of a daily digest of five papers
_MAX_VOTED_PAPERS: Final = 500


@dataclass
class Compose:
    """Composes the issue that a subscription would get now; records nothing.

    `builder_at` gives the builder of a place, since an issue has no paper that a member uploaded
    elsewhere. `ledger` and `votes` give what the channel was sent and how it voted,
    `server_settings` the language and model of its server. Model calls are charged to the server,
    those of a personal digest to the member too: beyond a budget, the issue quotes.
    """

    builder_at: Callable[[str], IssueBuilder]
    ledger: DigestLedger
    votes: DigestVoteStore
    server_settings: Callable[[int], ServerSettings]
    guard: Guard

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
            async with self.guard.charge(subscription.guild_id, person) as account:
                build = self.builder_at(_find_place(subscription))
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
            self.ledger.sent_papers(subscription.channel_id, _MAX_SENT_PAPERS),
            self.votes.list_for_subscription(subscription.subscription_id, _MAX_VOTED_PAPERS),
            self.server_settings(subscription.guild_id),
        )


def _find_place(subscription: Subscription) -> str:
    """Return where the issues go: to a server, or to a member's direct messages."""
    if subscription.recipient_id is not None:
        return user_place(subscription.recipient_id)
    return guild_place(subscription.guild_id)


@dataclass
class IssueBuilder:
    """Builds issues from the library, with sentences by a model.

    `language` is for subscriptions and servers without one of their own. `model_seconds` limits
    how long a model may write one issue: what is not ready by then is quoted.
    """

    catalog: Catalog
    rank: TopicRanker
    model: LanguageModel
    quoting: LanguageModel
    _: KW_ONLY
    check: Check
    find_judge: FindJudge = find_no_judge
    models: Mapping[str, LanguageModel] = field(default_factory=dict)
    language: str = "English"
    model_seconds: float = 120.0

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
        choose = ChoosePapers(self.catalog, self.rank)
        chosen = await asyncio.to_thread(choose, subscription, day, tuple(already_sent), votes)
        summarize = SummarizePicks(
            pick_model(options.model, self.model, self.models),
            self.quoting,
            self.check,
            Terms(subscription.interests.exclude),
            subscription.language or options.language or self.language,
            self.model_seconds,
            find_judge=self.find_judge,
        )
        issue = Issue(
            issue_id,
            subscription.subscription_id,
            day,
            now,
            chosen.up_to,
            chosen.considered,
            picks=chosen.picks,
            rest=chosen.rest,
            chart=chosen.chart,
            weekly=subscription.schedule.cadence == "weekly",
            silent_topics=chosen.silent_topics,
        )
        return await summarize(issue)
