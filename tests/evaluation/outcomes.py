"""Outcomes for tests."""

from __future__ import annotations

from dataclasses import replace

from bot.evaluation.outcome import Outcome

GOOD = Outcome(
    question="How?",
    after="",
    kind="fact",
    answerable=True,
    refuse=False,
    answered=True,
    declined=False,
    called=False,
    replaced=False,
    has_lead=False,
    verdict="",
    given_verdict="",
    statements=2,
    unsupported=0,
    citations=2,
    precise_citations=2,
    papers=1,
    retrieved_papers=1,
    named_papers=1,
    right_papers=1,
    facts=1,
    facts_stated=1,
    fact_first=True,
    cells=0,
    cells_stated=0,
    blanks=0,
    blanks_told=0,
    sentences=2,
    characters=90,
    milliseconds=40.0,
    prompt_tokens=0,
    completion_tokens=0,
    cost=0.0,
)
REFUSED = replace(
    GOOD,
    answered=False,
    declined=True,
    statements=0,
    citations=0,
    precise_citations=0,
    named_papers=0,
    right_papers=0,
    facts_stated=0,
    fact_first=False,
    sentences=0,
    characters=0,
)
FAR = replace(
    REFUSED, kind="far", answerable=False, refuse=True, papers=0, retrieved_papers=0, facts=0
)
