"""Write an evaluation of answers as JSON, which another run may be compared with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.evaluation.run_json import to_json

if TYPE_CHECKING:
    from bot.cli.json_output import JSON
    from bot.evaluation.bootstrap import Interval
    from bot.evaluation.run import Change, Comparison, Figure, Run


def document(run: Run, figures: Sequence[Figure], changed: Comparison | None) -> JSON:
    """Return the run, its figures by name, and what changed (null without an earlier run)."""
    return {
        **to_json(run),
        "figures": {figure.metric.name: _figure(figure) for figure in figures},
        "compared": changed and _compared(changed),
    }


def _figure(figure: Figure) -> JSON:
    return {
        "value": figure.value,
        "unit": figure.metric.unit,
        "count": figure.count,
        "interval": _interval(figure.within),
    }


def _compared(changed: Comparison) -> JSON:
    return {
        "made_at": changed.before.made_at.isoformat(),
        "model": changed.before.model,
        "shared": changed.shared,
        "changes": {change.metric.name: _change(change) for change in changed.changes},
    }


def _change(change: Change) -> JSON:
    return {
        "before": change.before,
        "after": change.after,
        "interval": _interval(change.within),
        "more_than_noise": change.real,
        "better": change.better if change.real else None,
    }


def _interval(within: Interval | None) -> list[float] | None:
    return None if within is None else [within.low, within.high]
