"""Subscriptions and issues to be kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.answering.language_model import Usage
from bot.grounding.sentence import Sentence
from bot.records.issues import Chart, Issue, Pick, Reason, TopicDays
from bot.records.schedule import Schedule
from bot.records.subscriptions import Interests, Subscription
from retrieval.paper import Evidence
from tests.storage.samples import NOW, PAPER

SETTLED = Subscription(
    "s1",
    1,
    10,
    100,
    NOW,
    NOW,
    schedule=Schedule("weekly", time(7, 45), "Asia/Kathmandu", 6),
    interests=Interests(
        ("cats’ sleep", "猫 \ud800\0"),
        ("cs", "stat.ML"),
        ("nap",),
        ("dog",),
        ("García",),
        ("arxiv",),
    ),
    papers=10,
    empty_day="say",
    language="German",
    notify_role=2**63 - 1,
)


def subscription(subscription_id: str = "s1", **changes: Any) -> Subscription:
    """Return a subscription of server 1, due at `NOW`."""
    return replace(Subscription(subscription_id, 1, 10, 100, NOW, NOW), **changes)


def issue(issue_id: str = "i1", papers: tuple[str, ...] = ("a", "b"), **changes: Any) -> Issue:
    """Return an issue that shows papers, with something in every field."""
    picks = tuple(
        Pick(
            number,
            replace(PAPER, paper_id=paper_id),
            0.75,
            (Reason("topic", "cats’ sleep", 0.5), Reason("new")),
            Sentence("Cats sleep sixteen hours a day.", (number,)),
            (Evidence(paper_id, PAPER.abstract[:31], 0, 31),),
        )
        for number, paper_id in enumerate(papers, 1)
    )
    whole = Issue(
        issue_id,
        "s1",
        date(2026, 11, 24),
        NOW,
        up_to=7,
        considered=5,
        headline=(Sentence("Cats sleep.", (1,)), Sentence("So do dogs.", (2,))),
        picks=picks,
        rest=(Pick(3, replace(PAPER, paper_id="c"), 0.25),),
        chart=Chart((date(2026, 11, 23), date(2026, 11, 24)), (TopicDays("cats’ sleep", (3, 2)),)),
        weekly=True,
        mode="model",
        model="gpt-4o-mini",
        notice="A notice.",
        usage=Usage(120, 45),
        fallback_reason="strayed",
    )
    return replace(whole, **changes)
