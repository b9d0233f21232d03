"""Make outcomes and runs for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.evaluation.outcome import Outcome
from bot.evaluation.run import Run

GOOD = Outcome(
    question="How?",
    group="",
    answerable=True,
    answered=True,
    called=False,
    replaced=False,
    recall_at_3=1.0,
    recall_at_8=1.0,
    reciprocal_rank=1.0,
    statements=2,
    unsupported=0,
    citations=2,
    precise_citations=2,
    known_citations=2,
    facts=1,
    facts_stated=1,
    milliseconds=40.0,
    prompt_tokens=0,
    completion_tokens=0,
    cost=0.0,
)
REFUSED = replace(
    GOOD,
    answered=False,
    statements=0,
    citations=0,
    precise_citations=0,
    known_citations=0,
    facts_stated=0,
)
FAR = replace(
    REFUSED,
    group="far",
    answerable=False,
    recall_at_3=None,
    recall_at_8=None,
    reciprocal_rank=None,
    facts=0,
)


def outcomes(*given: Outcome) -> tuple[Outcome, ...]:
    """Return outcomes, each of a question of its own."""
    return tuple(replace(one, question=f"Question {n}?") for n, one in enumerate(given))


def run(*given: Outcome, name: str = "starter", model: str = "extractive", day: int = 1) -> Run:
    """Return a run of these outcomes."""
    made_at = datetime(2026, 1, day, 12, tzinfo=UTC)
    return Run(name, model, 67, made_at, "0.1.0", outcomes(*given))
