"""Draw the figures of an evaluation by kind of question, as an SVG picture.

Run: footnote evaluate answers --json > RUN; python -m benchmarks.plot_answers RUN > PICTURE
The picture is 360 pixels wide, so that a phone shows it unscaled, and has colors for light and
dark pages.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from bot.evaluation.metrics import METRICS

MEASURED: Mapping[str, tuple[str, ...]] = {
    "fact": ("facts", "fact_first"),
    "list": ("paper_recall", "paper_precision", "none_named"),
    "overview": ("paper_recall", "paper_precision"),
    "comparison": ("paper_recall", "cells", "blanks"),
    "yes_no": ("facts",),
    "limitation": ("facts", "verdict_right"),
    "smalltalk": ("friendly",),
    "far": ("wrongly_answered",),
    "detail": ("wrongly_answered",),
}
"""The figures to draw of each kind; of any other kind, facts."""

METRIC_BY_NAME = {metric.name: metric for metric in METRICS}

WIDTH = 360
_BAR_WIDTH = WIDTH - 16
_KIND_HEIGHT, _ROW_HEIGHT = 34, 40
_STYLE = """
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.kind { font-weight: 600 }
.rail { fill: #e6e8eb }
.good { fill: #2f6fbd }
.fault { fill: #c0392b }
.interval { stroke: #1f2328; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .rail { fill: #30363d }
  .good { fill: #539bf5 }
  .fault { fill: #e5675b }
  .interval { stroke: #e6edf3 }
}
"""

Figures = Mapping[str, Mapping[str, Any]]
"""Figures by name, as `--json` prints them."""


def main() -> None:
    """Print the picture of a run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path)
    given = parser.parse_args()
    print(draw(json.loads(given.run.read_text(encoding="utf-8"))))


def draw(run: Mapping[str, Any]) -> str:
    """Return the picture of a run that `--json` printed."""
    drawn: list[str] = []
    y = 8
    for kind, figures in run["kinds"].items():
        rows = select_figures(kind, figures)
        if not rows:
            continue
        count = sum(outcome["kind"] == kind for outcome in run["outcomes"])
        title = f"{kind.replace('_', ' ')}, {count} question{'s' if count != 1 else ''}"
        drawn.append(f'<text class="kind" x="8" y="{y + 22}">{escape(title)}</text>')
        y += _KIND_HEIGHT
        for name, figure in rows:
            drawn += _draw_row(y, name, figure)
            y += _ROW_HEIGHT
    title = f"Answers by {run['model']} to questions of each kind, in percent"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}"'
            f' height="{y}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>{_STYLE}</style>",
            *drawn,
            "</svg>",
        ]
    )


def select_figures(kind: str, figures: Figures) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """Return the figures to draw of a kind, those that it has."""
    return [(name, figures[name]) for name in MEASURED.get(kind, ("facts",)) if name in figures]


def _draw_row(y: int, name: str, figure: Mapping[str, Any]) -> Iterator[str]:
    """Yield a label with its figure, and below it a bar with the 95 % interval."""
    metric = METRIC_BY_NAME[name]
    style = "good" if metric.best == "high" else "fault"
    yield f'<text x="8" y="{y + 14}">{escape(metric.label)}</text>'
    yield (
        f'<text x="{WIDTH - 8}" y="{y + 14}" text-anchor="end">{100 * figure["value"]:.0f} %</text>'
    )
    yield f'<rect class="rail" x="8" y="{y + 20}" width="{_BAR_WIDTH}" height="10" rx="2"/>'
    bar = round(_BAR_WIDTH * figure["value"], 1)
    yield f'<rect class="{style}" x="8" y="{y + 20}" width="{bar}" height="10" rx="2"/>'
    if figure["interval"]:
        low, high = (round(8 + _BAR_WIDTH * end, 1) for end in figure["interval"])
        if low < high:
            yield f'<path class="interval" d="M{low} {y + 25}H{high}"/>'


if __name__ == "__main__":
    main()
