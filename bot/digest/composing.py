"""Compose an issue: what is new, ranked, picked, each pick in a verified sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.answering.language_model import LanguageModel
from bot.answering.options import NO_EXTRA_MODELS, AnswerOptions, pick_model
from bot.digest.candidates import Terms
from bot.digest.choose import ChoosePapers
from bot.digest.issue import Issue
from bot.digest.ledger import PaperVotes
from bot.digest.schedule import load_zone
from bot.digest.subscriptions import Subscription
from bot.digest.summaries import SummarizePicks
from bot.grounding.checker import Check
from retrieval.search.topic_fit import TopicRanker

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog


class Compose:
    """Composes issues, as `Composing` has it.

    `language` is for subscriptions and servers without one of their own. `patience` is how long
    all that a model writes of one issue may take, in seconds: what is late is quoted.
    """

    def __init__(
        self,
        catalog: Catalog,
        rank: TopicRanker,
        model: LanguageModel,
        quoting: LanguageModel,
        *,
        check: Check,
        judge: bool = False,
        models: Mapping[str, LanguageModel] = NO_EXTRA_MODELS,
        language: str = "English",
        patience: float = 120.0,
    ) -> None:
        self._choose = ChoosePapers(catalog, rank)
        self._model = model
        self._quoting = quoting
        self._check = check
        self._judge = judge
        self._offered = models
        self._language = language
        self._patience = patience

    async def __call__(
        self,
        subscription: Subscription,
        *,
        issue_id: str,
        now: datetime,
        given: Collection[str],
        votes: Sequence[PaperVotes],
        options: AnswerOptions = AnswerOptions(),
    ) -> Issue:
        """Return the issue of what is new to `subscription` at `now`; raise `RetrievalError`s.

        `given` are best with the newest first. `options` is what the server has chosen of language
        and model.
        """
        day = now.astimezone(load_zone(subscription.schedule.zone)).date()
        found = await asyncio.to_thread(self._choose, subscription, day, tuple(given), votes)
        write = SummarizePicks(
            pick_model(options.model, self._model, self._offered),
            self._quoting,
            self._check,
            Terms(subscription.interests.exclude),
            subscription.language or options.language or self._language,
            self._patience,
            judge=self._judge,
        )
        written = await write(found.picks)
        return Issue(
            issue_id,
            subscription.subscription_id,
            day,
            now,
            found.up_to,
            found.considered,
            written.headline,
            written.picks,
            found.rest,
            found.chart,
            subscription.schedule.cadence == "weekly",
            written.mode,
            written.model,
            written.notice,
            written.usage,
            written.fallen.reason if written.fallen else None,
        )
