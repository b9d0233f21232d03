"""Report how good the answers are, and what changed: a table or JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.terminal import print_text, safe_text
from bot.evaluation.metrics import Unit
from bot.evaluation.run import ALL_KINDS, Change, Figure, Run, RunComparison
from bot.evaluation.run_files import to_json

Figures = Mapping[str, Sequence[Figure]]
"""The figures by kind of question."""

# What hardly depends on the kind; the JSON has it, too.
_OVERALL_ONLY = frozenset(
    "citation_precision unsupported sentences latency_median latency_p95 tokens cost".split()
)
_BETTER, _WORSE, _NOISE = "better", "worse", "within noise"


def print_run(
    console: Console, run: Run, figures: Figures, comparison: RunComparison | None
) -> None:
    """Print a run's figures, each with its 95 % bootstrap interval, and what changed."""
    print_text(console, run_heading(run), "bold")
    console.print(_table(figures, comparison))
    for line in run_remarks(comparison):
        print_text(console, line, "dim")


def run_heading(run: Run) -> str:
    """Return one line on what was run."""
    return f"{len(run.outcomes):,} questions ({run.name}) by {run.model}, {run.papers:,} papers"


def run_remarks(comparison: RunComparison | None) -> Sequence[str]:
    """Return notes on how to read the figures."""
    remarks = ["In parentheses: the 95 % interval, by a bootstrap over the questions."]
    if comparison:
        moment = f"{comparison.before.made_at:%Y-%m-%d %H:%M} UTC"
        remarks.append(
            f"Compared with the run of {moment} by {comparison.before.model}, on the "
            f"{comparison.shared:,} questions that both share. Changes within noise are marked. "
            "Times also depend on the load of the machine."
        )
    return remarks


def format_figure(figure: Figure) -> str:
    """Return a figure with its interval."""
    return f"{format_amount(figure.value, figure.metric.unit)} {format_interval(figure)}".strip()


def format_amount(value: float, unit: Unit) -> str:
    """Return a value as people read it."""
    match unit:
        case "share":
            return f"{100 * value:.1f} %"
        case "ms":
            return f"{value:,.0f} ms"
        case "number":
            return f"{value:,.1f}"
        case "tokens":
            return f"{value:,.0f}"
        case "USD":
            return f"${value:.4f}"


def format_interval(figure: Figure) -> str:
    """Return a figure's interval without its unit; empty if it cannot vary."""
    within, unit = figure.within, figure.metric.unit
    if within is None or within.low == within.high:
        return ""
    low, high = (
        format_amount(end, unit).removesuffix(" %").removesuffix(" ms")
        for end in (within.low, within.high)
    )
    return f"({low}–{high})"


def format_change(change: Change) -> str:
    """Return how a figure changed, and whether that is more than noise."""
    if change.before == change.after:
        return "same"
    trend = (_BETTER if change.is_improvement else _WORSE) if change.is_significant else _NOISE
    return f"{format_amount(change.before, change.metric.unit)} before: {trend}"


def _table(figures: Figures, comparison: RunComparison | None) -> Table:
    table = Table.grid(padding=(0, 2))
    for kind, some in figures.items():
        changes = comparison.changes.get(kind, ()) if comparison else None
        if kind != ALL_KINDS:
            table.add_row()
            table.add_row(Text(safe_text(kind).plain, "bold"))
            some = [each for each in some if each.metric.name not in _OVERALL_ONLY]
        for figure in some:
            table.add_row(*_row(figure, changes))
    return table


def _row(figure: Figure, changes: Sequence[Change] | None) -> list[Text]:
    """Return a figure's row; `changes` is None without an earlier run."""
    row = [safe_text(figure.metric.label), Text(format_figure(figure))]
    if changes is None:
        return [*row, Text(f"{figure.count:,} {figure.metric.over}", "dim")]
    change = next((each for each in changes if each.metric == figure.metric), None)
    moved = Text(format_change(change), _style(change)) if change else Text()
    return [*row, Text(f"{figure.count:,}", "dim"), moved]


def _style(change: Change) -> str:
    if not change.is_significant:
        return "dim"
    return "green" if change.is_improvement else "bold red"


def run_to_json(run: Run, figures: Figures, comparison: RunComparison | None) -> dict[str, Any]:
    """Return the run, its figures by name, and what changed (null without an earlier run)."""
    overall, kinds = _to_json_by_kind(figures, _figure_to_json)
    document = {**to_json(run), "figures": overall, "kinds": kinds, "compared": None}
    if comparison:
        changes, kinds = _to_json_by_kind(comparison.changes, _change_to_json)
        document["compared"] = {
            "made_at": comparison.before.made_at.isoformat(),
            "model": comparison.before.model,
            "shared": comparison.shared,
            "changes": changes,
            "kinds": kinds,
        }
    return document


def _to_json_by_kind(
    found: Mapping[str, Sequence[Any]], convert: Callable[[Any], object]
) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
    """Return what is true of all questions by the metrics' names, and the same of each kind."""
    named = {
        kind: {each.metric.name: convert(each) for each in some} for kind, some in found.items()
    }
    return named.pop(ALL_KINDS), named


def _figure_to_json(figure: Figure) -> object:
    within = figure.within and [figure.within.low, figure.within.high]
    unit = figure.metric.unit
    return {"value": figure.value, "unit": unit, "count": figure.count, "interval": within}


def _change_to_json(change: Change) -> object:
    return {
        "before": change.before,
        "after": change.after,
        "interval": change.within and [change.within.low, change.within.high],
        "more_than_noise": change.is_significant,
        "better": change.is_improvement if change.is_significant else None,
    }
