"""Refuse questions, at once those about another world than the library's.

Whether an abstract states what a nearer question asks is decided in
`bot/quotes/answerability.py`, or by a language model.
"""

from __future__ import annotations

from dataclasses import replace

from bot.answering.answer import Answer, MissingDetail
from bot.answering.assistant import Plan, Refusal
from bot.grounding.language import is_english

_FAR_SHARE = 0.1
"""Of the cutoff: a question that the search is less sure of is about another world. Of 200 such
questions 93 % are below, of 160 about real abstracts two, and 2 % of 432 that describe a paper."""


def is_another_world(plan: Plan, confidence: float, cutoff: float) -> bool:
    """Tell whether a question is so far from the library that no paper is worth reading for it.

    `confidence` is that of the search, from 0 to 1. A question about papers in question is not.
    """
    return not plan.papers and confidence < _FAR_SHARE * cutoff


def refuse(blank: Answer, plan: Plan, refusal: Refusal, *, is_read: bool = False) -> Answer:
    """Return a refusal, with a lead if the question is English.

    One of a question that was put to one paper, or for which one paper `is_read`, says that this
    paper does not state it, or the passages of it that were read.
    """
    missing = refusal.missing
    of_one = len(plan.papers) == 1 and (plan.filters.paper or is_read)
    if of_one and not (missing or refusal.lead):
        missing = MissingDetail(plan.asked.rstrip(" ?？"), plan.papers[0])
    return replace(
        blank,
        lead=refusal.lead if is_english(plan.asked) else None,
        missing=missing,
        nearest=() if missing else refusal.nearest,
    )
