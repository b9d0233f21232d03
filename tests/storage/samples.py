"""Turns and answers to be kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from bot.assistant.answer import Answer, Citation, Sentence, Took
from bot.assistant.language_model import Usage
from bot.community.conversation import KeptTurn
from retrieval.embedding.embedder import TokenVectors
from retrieval.filters import Filters
from retrieval.paper import Evidence, Paper
from retrieval.search import Hit

NOW = datetime(2026, 11, 24, 12, 30, 15, 123456, tzinfo=UTC)

PAPER = Paper(
    "2001.00001",
    "Größe, 猫 and “quotes”",
    "Cats sleep sixteen hours a day. Dogs do not.",
    ("José García", "Ann Lee"),
    date(2020, 1, 2),
    date(2021, 3, 4),
    ("cs.CL", "stat.ML"),
    "arxiv",
    "https://arxiv.org/abs/2001.00001",
    "10.1000/a",
    {"comment": "12 pages", "n": [1, 2.5, None, {"deep": True}]},
)

ANSWER = Answer(
    question="How long do cats sleep?",
    answered=True,
    mode="model",
    model="gpt-4o-mini",
    sentences=(
        Sentence("Cats sleep sixteen hours a day.", (1,)),
        Sentence("They like it.", (), supported=False, reason="no citation"),
    ),
    citations=(Citation(1, PAPER, (Evidence(PAPER.paper_id, PAPER.abstract[:31], 0, 31),)),),
    notice="A notice.",
    took=Took(1.5, 20.25, 21.75),
    usage=Usage(120, 45),
    searched="cats' hours of sleep",
)

REFUSED = Answer(
    question="How do stocks sleep?",
    answered=False,
    mode="extractive",
    model="",
    nearest=(
        Hit(PAPER, 0.31, 4.5, 0.2, "Cats sleep.", 0.1),
        Hit(
            Paper("t-0123456789abcdef", "Another", ""),
            0.3,
            0.0,
            0.25,
            tokens=TokenVectors(
                np.ones((1, 4), np.float32), np.zeros(1, np.int32), np.ones(1, np.int32)
            ),
        ),
    ),
)


def turn(turn_id: str = "t1", minutes: float = 0, **changes: Any) -> KeptTurn:
    """Return a turn that was asked so many minutes after `NOW`."""
    values: dict[str, Any] = {
        "turn_id": turn_id,
        "guild_id": 1,
        "channel_id": 10,
        "user_id": 100,
        "question": f"Question {turn_id}?",
        "answer": ANSWER,
        "asked_at": NOW + timedelta(minutes=minutes),
        "filters": Filters(2019, None, ("cs.CL",), ("García",), ("arxiv",)),
    }
    return KeptTurn(**{**values, **changes})
