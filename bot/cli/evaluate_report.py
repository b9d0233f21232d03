"""Report how good the answers are: a table, a picture or JSON, and what changed."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.terminal import plain, print_text
from bot.evaluation.metrics import Unit
from bot.evaluation.run import Change, Comparison, Figure, Run
from bot.evaluation.run_files import to_json
from bot.export.escape import one_line

if TYPE_CHECKING:
    from bot.cli.json_output import JSON
    from bot.evaluation.confidence_interval import Interval
    from bot.evaluation.run import Change, Comparison, Figure, Run


_BETTER, _WORSE, _NOISE = "better", "worse", "within noise"


def print_run(
    console: Console, run: Run, figures: Sequence[Figure], changed: Comparison | None
) -> None:
    """Print a run's figures, each with its 95 % interval, and what changed."""
    print_text(console, plain(run_heading(run), "bold"))
    console.print(_table(figures, changed))
    for line in run_remarks(changed):
        print_text(console, plain(line, "dim"))


def run_heading(run: Run) -> str:
    """Return what was run, in a line."""
    return f"{len(run.outcomes):,} questions ({run.name}) by {run.model}, {run.papers:,} papers"


def run_remarks(changed: Comparison | None) -> Sequence[str]:
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


def format_figure(figure: Figure) -> str:
    """Return a figure with its interval and what it is of."""
    return f"{format_amount(figure.value, figure.metric.unit)} {format_interval(figure)}".strip()


def format_amount(value: float, unit: Unit) -> str:
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


def format_interval(figure: Figure) -> str:
    """Return a figure's interval, without its unit; nothing where it cannot vary."""
    within, unit = figure.within, figure.metric.unit
    if within is None or within.low == within.high:
        return ""
    low, high = (
        format_amount(v, unit).removesuffix(" %").removesuffix(" ms")
        for v in _interval_ends(figure)
    )
    return f"({low}–{high})"


def format_change(change: Change) -> str:
    """Return how a figure changed, and whether that is more than noise."""
    if change.before == change.after:
        return "same"
    told = (_BETTER if change.better else _WORSE) if change.real else _NOISE
    return f"{format_amount(change.before, change.metric.unit)} before: {told}"


def _interval_ends(figure: Figure) -> tuple[float, float]:
    return (figure.within.low, figure.within.high) if figure.within else (0.0, 0.0)


def _table(figures: Sequence[Figure], changed: Comparison | None) -> Table:
    table = Table.grid(padding=(0, 2))
    moves = {change.metric.name: change for change in changed.changes} if changed else {}
    for figure in figures:
        over = "" if changed else f" {figure.metric.over}"
        row = [
            plain(figure.metric.label),
            Text(format_figure(figure)),
            Text(f"{figure.count:,}{over}", "dim"),
        ]
        if changed:
            change = moves.get(figure.metric.name)
            row.append(Text(format_change(change), _style(change)) if change else Text())
        table.add_row(*row)
    return table


def _style(change: Change) -> str:
    if not change.real:
        return "dim"
    return "green" if change.better else "bold red"


def run_to_json(run: Run, figures: Sequence[Figure], changed: Comparison | None) -> JSON:
    """Return the run, its figures by name, and what changed (null without an earlier run)."""
    return {
        **to_json(run),
        "figures": {figure.metric.name: _figure_to_json(figure) for figure in figures},
        "compared": changed and _comparison_to_json(changed),
    }


def _figure_to_json(figure: Figure) -> JSON:
    return {
        "value": figure.value,
        "unit": figure.metric.unit,
        "count": figure.count,
        "interval": _interval_to_json(figure.within),
    }


def _comparison_to_json(changed: Comparison) -> JSON:
    return {
        "made_at": changed.before.made_at.isoformat(),
        "model": changed.before.model,
        "shared": changed.shared,
        "changes": {change.metric.name: _change_to_json(change) for change in changed.changes},
    }


def _change_to_json(change: Change) -> JSON:
    return {
        "before": change.before,
        "after": change.after,
        "interval": _interval_to_json(change.within),
        "more_than_noise": change.real,
        "better": change.better if change.real else None,
    }


def _interval_to_json(within: Interval | None) -> list[float] | None:
    return None if within is None else [within.low, within.high]


_INK, _BEFORE, _RULE = "#5b32c4", "#5c6370", "#d5d7dd"
_ROW, _MARGIN = 0.34, 1.1  # inches
_MARKUP = str.maketrans({"$": r"\$"})  # what matplotlib would take for mathematics


def draw_run(run: Run, figures: Sequence[Figure], changed: Comparison | None) -> bytes:
    """Return the picture, with what it says as its description.

    Shares have a dot; times, tokens and costs stand below in words. Takes a second or so.
    """
    from matplotlib.figure import Figure as Canvas

    shares = [figure for figure in figures if figure.metric.unit == "share"]
    others = [figure for figure in figures if figure.metric.unit != "share"]
    canvas = Canvas(figsize=(9, _MARGIN + _ROW * (len(shares) + 1 + len(others) / 2)), dpi=120)
    axes = canvas.subplots()
    before = {c.metric.name: c.before for c in changed.changes} if changed else {}
    _draw_dots(axes, shares, before)
    axes.set_title(_escape_markup(run_heading(run)), fontsize=11, loc="left")
    told = "\n".join(f"{f.metric.label}: {format_figure(f)}" for f in others)
    axes.set_xlabel(f"{_format_legend(changed)}\n{told.translate(_MARKUP)}", loc="left", fontsize=9)
    written = BytesIO()
    # Without matplotlib's own mark the same figures give the same bytes.
    about = {"Description": describe_run(run, figures, changed), "Software": None}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph", UserWarning)  # a box stands for it
        canvas.savefig(written, format="png", bbox_inches="tight", metadata=about)
    return written.getvalue()


def describe_run(run: Run, figures: Sequence[Figure], changed: Comparison | None) -> str:
    """Return what the picture says."""
    moves = (
        {change.metric.name: format_change(change) for change in changed.changes} if changed else {}
    )
    lines = [run_heading(run)]
    for figure in figures:
        move = moves.get(figure.metric.name)
        lines.append(
            f"{figure.metric.label}: {format_figure(figure)}" + (f", {move}" if move else "")
        )
    return "\n".join(lines)


def _draw_dots(axes: Any, shares: Sequence[Figure], before: dict[str, float]) -> None:
    for row, figure in enumerate(shares):
        if figure.within:
            axes.plot([figure.within.low, figure.within.high], [row, row], color=_INK, alpha=0.35)
        if figure.metric.name in before:
            was = before[figure.metric.name]
            axes.plot(was, row, "o", color=_BEFORE, markersize=9, fillstyle="none")
        axes.plot(figure.value, row, "o", color=_INK, markersize=5)
        axes.text(1.04, row, format_amount(figure.value, "share"), va="center", fontsize=9)
    wanted = [f"{f.metric.label} {'↑' if f.metric.best == 'high' else '↓'}" for f in shares]
    axes.set_yticks(range(len(shares)), [_escape_markup(label) for label in wanted], fontsize=9)
    axes.set_ylim(len(shares) - 0.5, -0.5)
    axes.set_xlim(-0.02, 1.02)
    axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    axes.tick_params(length=0)
    axes.grid(axis="x", color=_RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _format_legend(changed: Comparison | None) -> str:
    told = "dot: now · bar: 95 % interval · ↑ higher is better, ↓ lower"
    return f"{told} · ring: before" if changed else told


def _escape_markup(text: str) -> str:
    return one_line(text).translate(_MARKUP)
