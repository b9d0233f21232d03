"""Draw how good the answers are, as a PNG: a dot a figure, its interval, and what it was."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.cli.render.evaluation import amount, heading, measured, moved
from bot.export.inert import one_line

if TYPE_CHECKING:
    from bot.evaluation.run import Comparison, Figure, Run

_INK, _BEFORE, _RULE = "#5b32c4", "#5c6370", "#d5d7dd"
_ROW, _MARGIN = 0.34, 1.1  # inches
_MARKUP = str.maketrans({"$": r"\$"})  # what matplotlib would take for mathematics


def drawn(run: Run, figures: Sequence[Figure], changed: Comparison | None) -> bytes:
    """Return the picture, with what it says as its description.

    Shares have a dot; times, tokens and costs stand below in words. Takes a second or so.
    """
    from matplotlib.figure import Figure as Canvas

    shares = [figure for figure in figures if figure.metric.unit == "share"]
    others = [figure for figure in figures if figure.metric.unit != "share"]
    canvas = Canvas(figsize=(9, _MARGIN + _ROW * (len(shares) + 1 + len(others) / 2)), dpi=120)
    axes = canvas.subplots()
    before = {c.metric.name: c.before for c in changed.changes} if changed else {}
    _dots(axes, shares, before)
    axes.set_title(_plain(heading(run)), fontsize=11, loc="left")
    told = "\n".join(f"{f.metric.label}: {measured(f)}" for f in others)
    axes.set_xlabel(f"{_legend(changed)}\n{told.translate(_MARKUP)}", loc="left", fontsize=9)
    written = BytesIO()
    # Without matplotlib's own mark the same figures give the same bytes.
    about = {"Description": described(run, figures, changed), "Software": None}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph", UserWarning)  # a box stands for it
        canvas.savefig(written, format="png", bbox_inches="tight", metadata=about)
    return written.getvalue()


def described(run: Run, figures: Sequence[Figure], changed: Comparison | None) -> str:
    """Return what the picture says."""
    moves = {change.metric.name: moved(change) for change in changed.changes} if changed else {}
    lines = [heading(run)]
    for figure in figures:
        move = moves.get(figure.metric.name)
        lines.append(f"{figure.metric.label}: {measured(figure)}" + (f", {move}" if move else ""))
    return "\n".join(lines)


def _dots(axes: Any, shares: Sequence[Figure], before: dict[str, float]) -> None:
    for row, figure in enumerate(shares):
        if figure.within:
            axes.plot([figure.within.low, figure.within.high], [row, row], color=_INK, alpha=0.35)
        if figure.metric.name in before:
            was = before[figure.metric.name]
            axes.plot(was, row, "o", color=_BEFORE, markersize=9, fillstyle="none")
        axes.plot(figure.value, row, "o", color=_INK, markersize=5)
        axes.text(1.04, row, amount(figure.value, "share"), va="center", fontsize=9)
    wanted = [f"{f.metric.label} {'↑' if f.metric.best == 'high' else '↓'}" for f in shares]
    axes.set_yticks(range(len(shares)), [_plain(label) for label in wanted], fontsize=9)
    axes.set_ylim(len(shares) - 0.5, -0.5)
    axes.set_xlim(-0.02, 1.02)
    axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    axes.tick_params(length=0)
    axes.grid(axis="x", color=_RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _legend(changed: Comparison | None) -> str:
    told = "dot: now · bar: 95 % interval · ↑ higher is better, ↓ lower"
    return f"{told} · ring: before" if changed else told


def _plain(text: str) -> str:
    return one_line(text).translate(_MARKUP)
