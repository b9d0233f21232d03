"""Turns and answers to be kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.answering.answer import Answer, Citation, MissingDetail, RetrievedPaper, Timings
from bot.answering.language_model import PromptUsed, Usage
from bot.answering.options import AnswerOptions
from bot.grounding.sentence import Sentence
from bot.records.conversations import ConversationTurn
from bot.records.receipts import AnswerRequest, BuildInfo, Receipt, Scope
from retrieval.paper import Evidence, Paper
from retrieval.search.query import Filters
from retrieval.search.results import Hit

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
    took=Timings(1.5, 20.25, 21.75),
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
            packed=b"token vectors",
        ),
    ),
)


def turn(turn_id: str = "t1", minutes: float = 0, **changes: Any) -> ConversationTurn:
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
    return ConversationTurn(**{**values, **changes})


SEARCHED = Answer(
    question="And how do they like it?",
    answered=True,
    mode="model",
    model="gpt-4o-mini",
    sentences=(
        Sentence(
            "Cats sleep sixteen hours a day.",
            (1,),
            score=0.93,
            evidence=(Evidence(PAPER.paper_id, PAPER.abstract[:31], 0, 31),),
        ),
        Sentence("Dogs do too.", (1,), False, "The abstract denies it.", 0.04, contradicted=True),
        Sentence("They like it.", (), False, "No citation.", 0.2, borderline=True),
    ),
    notice="A notice.",
    took=Timings(1.5, 20.25, 21.75),
    usage=Usage(120, 45),
    searched="How long do cats sleep: And how do they like it?",
    retrieved=(
        RetrievedPaper(PAPER.paper_id, 1, 0.91, 4.5, 0.61, 0.4, PAPER.title),
        RetrievedPaper("t-0123456789abcdef", None, 0.2, 0.0, 0.25, 0.1, "Another"),
    ),
    confidence=0.82,
    cutoff=0.35,
    prompt=PromptUsed("answer", "0123456789ab"),
)
"""What a receipt keeps of an answer: without papers' abstracts."""

UNSTATED = Answer(
    question="How many cats were there?",
    answered=False,
    mode="extractive",
    model="",
    missing=MissingDetail("the number of cats", Paper("2001.00001", "Cats", "", ("Ann Lee",))),
)


def receipt(receipt_id: str = "t1", minutes: float = 0, **changes: Any) -> Receipt:
    """Return a receipt that was made so many minutes after `NOW`."""
    values: dict[str, Any] = {
        "receipt_id": receipt_id,
        "made_at": NOW + timedelta(minutes=minutes),
        "answer": SEARCHED,
        "build": BuildInfo("0.1.0", "minilm", 67, "gpt-4o-mini"),
        "request": AnswerRequest(
            Filters(2019, None, ("cs.CL",), ("García",), ("arxiv",)),
            AnswerOptions("German", 0.3, "gpt-4o-mini", "strike"),
            "t0",
        ),
        "scope": Scope(1, 10, 100),
        "cost": 0.000045,
    }
    return Receipt(**{**values, **changes})
