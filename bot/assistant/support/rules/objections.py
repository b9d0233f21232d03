"""Gather what all rules have against a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant.support.rules.objection import Objection, Signals
from retrieval.sentences import Span


def objections(
    text: str, spans: Sequence[Span], near: Sequence[int], title: str
) -> list[Objection]:
    """Return what speaks against `text`, heaviest first; nothing where no rule objects.

    `spans` are the abstract's sentences, and `near` the places among them of those that come
    nearest in meaning, best first.
    """
    del text, spans, near, title
    return []


def signals(text: str, spans: Sequence[Span], near: Sequence[int], title: str) -> Signals:
    """Return the same findings as numbers; arguments as for `objections`."""
    del text, spans, near, title
    return Signals()
