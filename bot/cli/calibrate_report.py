"""Report a calibration: a table with bars, a picture, a JSON document, and warnings."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from retrieval.search.calibration.calibrate import CalibrationReport, Point, Share


MIN_QUESTIONS = 30
"""Questions of a sort, below which an error may be anything."""

MOST_REFUSED, MOST_ANSWERED = 0.05, 0.03
"""Errors above which a cut-off is not good."""

_BAR_COLUMNS = 20  # columns for 100 %


def print_calibration(console: Console, found: CalibrationReport) -> None:
    """Print the curve, and the errors at the cut-off chosen."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_row("cut-off", "answerable refused", "", "unanswerable answered", "")
    for point in curve_rows(found):
        chosen = point.cutoff == found.fit.cutoff
        table.add_row(
            f"{point.cutoff:.2f}" + (" ←" if chosen else ""),
            f"{100 * point.refused.value:.1f} %",
            format_bar(point.refused.value),
            f"{100 * point.answered.value:.1f} %",
            format_bar(point.answered.value),
            style="bold" if chosen else "",
        )
    console.print(table)
    console.print()
    for line in summary_lines(found):
        console.print(line, highlight=False)


def curve_rows(found: CalibrationReport) -> list[Point]:
    """Return every second point of the curve, and that of the cut-off chosen, in order."""
    shown = [p for p in found.curve[1::2] if p.cutoff != found.fit.cutoff]
    return sorted([*shown, found.at], key=lambda point: point.cutoff)


def summary_lines(found: CalibrationReport) -> list[str]:
    """Return what was found, in sentences."""
    said = [
        f"Cut-off {found.fit.cutoff:.2f}, from {found.answerable} answerable and "
        f"{found.unanswerable} unanswerable questions; {found.papers:,} papers.",
        f"Answerable questions refused: {format_share(found.at.refused)}; "
        f"{format_share(found.before.refused)} before.",
        f"Unanswerable questions answered: {format_share(found.at.answered)}; "
        f"{format_share(found.before.answered)} before.",
    ]
    if found.hidden is not None:
        said.append(
            f"Refused when the paper asked for is hidden: {format_share(found.hidden)}. The rest "
            "of its field is still there, so that many may be answered by others."
        )
    if found.left_out:
        said.append(f"Left out, as the library covers them: {', '.join(found.left_out)}.")
    return said


def calibration_warnings(found: CalibrationReport, overruled: float | None) -> tuple[str, ...]:
    """Return what to be careful of; `overruled` is the operator's own cut-off, if there is one."""
    told = []
    for name, count in (("answerable", found.answerable), ("unanswerable", found.unanswerable)):
        if not count:
            told.append(f"There is no {name} question, so that nothing can be fitted.")
        elif count < MIN_QUESTIONS:
            told.append(
                f"Only {count} {name} questions: fewer than {MIN_QUESTIONS} say little, and the "
                "cut-off stays near the one that Footnote came with."
            )
    if found.at.refused.of and found.at.refused.value > MOST_REFUSED:
        told.append(
            f"Even so {found.at.refused.value:.0%} of the answerable questions would be refused: "
            "see whether these papers do answer them, or try another embedder."
        )
    if found.at.answered.of and found.at.answered.value > MOST_ANSWERED:
        told.append(
            f"Even so {found.at.answered.value:.0%} of the unanswerable questions would be "
            "answered: see whether the library does not answer them after all."
        )
    if overruled is not None:
        told.append(f"FOOTNOTE_CUTOFF is {overruled:g}, and comes before this cut-off.")
    return tuple(told)


def calibration_to_json(found: CalibrationReport) -> dict[str, Any]:
    """Return it for programs; shares are from 0 to 1."""
    return {
        "cutoff": found.fit.cutoff,
        "slope": found.fit.slope,
        "shift": found.fit.shift,
        "answerable": found.answerable,
        "unanswerable": found.unanswerable,
        "papers": found.papers,
        "answerable_refused": _share_to_json(found.at.refused),
        "unanswerable_answered": _share_to_json(found.at.answered),
        "before": {
            "cutoff": found.before.cutoff,
            "answerable_refused": _share_to_json(found.before.refused),
            "unanswerable_answered": _share_to_json(found.before.answered),
        },
        "hidden_refused": None if found.hidden is None else _share_to_json(found.hidden),
        "fields_left_out": list(found.left_out),
        "curve": [
            {
                "cutoff": point.cutoff,
                "answerable_refused": round(point.refused.value, 4),
                "unanswerable_answered": round(point.answered.value, 4),
            }
            for point in found.curve
        ],
    }


def format_bar(value: float) -> str:
    """Return a bar as long as a share."""
    return "█" * round(_BAR_COLUMNS * value)


def format_share(found: Share) -> str:
    """Return a share with its interval, in words."""
    if not found.of:
        return "not measured"
    return f"{100 * found.value:.1f} % ({100 * found.low:.1f} to {100 * found.high:.1f} %)"


def _share_to_json(found: Share) -> dict[str, float | int]:
    return {
        "share": round(found.value, 4),
        "low": round(found.low, 4),
        "high": round(found.high, 4),
        "of": found.of,
    }


_INK, _OTHER, _RULE = "#5b32c4", "#b45309", "#d5d7dd"


def draw_calibration(found: CalibrationReport) -> bytes:
    """Return the picture, with what it says as its description. Takes a second or so."""
    from matplotlib.figure import Figure

    canvas = Figure(figsize=(8, 4.5), dpi=120)
    axes = canvas.subplots()
    at = [point.cutoff for point in found.curve]
    for name, colour, line, shares in (
        ("answerable refused", _INK, "-", [p.refused for p in found.curve]),
        ("unanswerable answered", _OTHER, "--", [p.answered for p in found.curve]),
    ):
        axes.plot(at, [s.value for s in shares], line, color=colour, label=name)
        axes.fill_between(
            at, [s.low for s in shares], [s.high for s in shares], color=colour, alpha=0.15
        )
    axes.axvline(found.fit.cutoff, color="black", linewidth=0.8)
    axes.annotate(
        f"cut-off {found.fit.cutoff:.2f}",
        (found.fit.cutoff, 0.97),
        xytext=(4, 0),
        textcoords="offset points",
        va="top",
        fontsize=9,
        xycoords=("data", "axes fraction"),
    )
    axes.set_xlim(0, 1)
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    axes.set_xlabel("cut-off: confidence below which a question is refused")
    axes.set_title("When to refuse", loc="left", fontsize=11)
    axes.grid(color=_RULE, linewidth=0.6)
    axes.legend(frameon=False, fontsize=9)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    written = BytesIO()
    # Without matplotlib's own mark the same figures give the same bytes.
    about = {"Description": "\n".join(summary_lines(found)), "Software": None}
    canvas.savefig(written, format="png", bbox_inches="tight", metadata=about)
    return written.getvalue()
