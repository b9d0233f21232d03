"""Lay out how good the answers are, and what changed since another run."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.render.page import plain, show
from bot.evaluation.metrics import Unit
from bot.evaluation.run import Change, Comparison, Figure, Run

_BETTER, _WORSE, _NOISE = "better", "worse", "within noise"


def show_run(
    console: Console, run: Run, figures: Sequence[Figure], changed: Comparison | None
) -> None:
    """Print a run's figures, each with its 95 % interval, and what changed."""
    show(console, plain(heading(run), "bold"))
    console.print(_table(figures, changed))
    for line in remarks(changed):
        show(console, plain(line, "dim"))


def heading(run: Run) -> str:
    """Return what was run, in a line."""
    return f"{len(run.outcomes):,} questions ({run.name}) by {run.model}, {run.papers:,} papers"


def remarks(changed: Comparison | None) -> Sequence[str]:
    """Return what is to be known of the figures."""
    said = ["In brackets the 95 % interval, by a bootstrap over the questions."]
    if changed:
        moment = f"{changed.before.made_at:%Y-%m-%d %H:%M} UTC"
        said.append(
            f"Compared with the run of {moment} by {changed.before.model}, on the "
            f"{changed.shared:,} questions of both; better or worse where that is more than noise. "
            "Times differ with how busy the machine is, too."
        )
    return said


def measured(figure: Figure) -> str:
    """Return a figure with its interval and what it is of."""
    return f"{amount(figure.value, figure.metric.unit)} {between(figure)}".strip()


def amount(value: float, unit: Unit) -> str:
    """Return a value as people read it."""
    match unit:
        case "share":
            return f"{100 * value:.1f} %"
        case "ms":
            return f"{value:,.0f} ms"
        case "tokens":
            return f"{value:,.0f}"
        case "USD":
            return f"${value:.4f}"


def between(figure: Figure) -> str:
    """Return a figure's interval, without its unit; nothing where it cannot vary."""
    within, unit = figure.within, figure.metric.unit
    if within is None or within.low == within.high:
        return ""
    low, high = (amount(v, unit).removesuffix(" %").removesuffix(" ms") for v in _ends(figure))
    return f"({low}–{high})"


def moved(change: Change) -> str:
    """Return how a figure changed, and whether that is more than noise."""
    if change.before == change.after:
        return "same"
    told = (_BETTER if change.better else _WORSE) if change.real else _NOISE
    return f"{amount(change.before, change.metric.unit)} before: {told}"


def _ends(figure: Figure) -> tuple[float, float]:
    return (figure.within.low, figure.within.high) if figure.within else (0.0, 0.0)


def _table(figures: Sequence[Figure], changed: Comparison | None) -> Table:
    table = Table.grid(padding=(0, 2))
    moves = {change.metric.name: change for change in changed.changes} if changed else {}
    for figure in figures:
        over = "" if changed else f" {figure.metric.over}"
        row = [
            plain(figure.metric.label),
            Text(measured(figure)),
            Text(f"{figure.count:,}{over}", "dim"),
        ]
        if changed:
            change = moves.get(figure.metric.name)
            row.append(Text(moved(change), _style(change)) if change else Text())
        table.add_row(*row)
    return table


def _style(change: Change) -> str:
    if not change.real:
        return "dim"
    return "green" if change.better else "bold red"
