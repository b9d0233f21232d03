"""Report a calibration: a table with bars, JSON, and warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from retrieval.search.calibration.calibrate import CalibrationReport, ErrorPoint, Share


MIN_QUESTIONS = 30
"""Fewer questions of a kind say little about an error rate."""

MAX_REFUSED_SHARE, MAX_ANSWERED_SHARE = 0.05, 0.03
"""Error rates above which a cutoff is not good."""

_BAR_COLUMNS = 20  # for 100 %


def print_calibration(console: Console, report: CalibrationReport) -> None:
    """Print the curve, and the error rates at the chosen cutoff."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_row("cutoff", "answerable refused", "", "unanswerable answered", "")
    for point in curve_rows(report):
        chosen = point.cutoff == report.fit.cutoff
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
    for line in summary_lines(report):
        console.print(line, highlight=False)


def curve_rows(report: CalibrationReport) -> list[ErrorPoint]:
    """Return every second point of the curve and the chosen one, in order."""
    shown = [p for p in report.curve[1::2] if p.cutoff != report.fit.cutoff]
    return sorted([*shown, report.errors], key=lambda point: point.cutoff)


def summary_lines(report: CalibrationReport) -> list[str]:
    """Return what was report, in sentences."""
    lines = [
        f"Cutoff {report.fit.cutoff:.2f}, from {report.answerable} answerable and "
        f"{report.unanswerable} unanswerable questions; {report.papers:,} papers.",
        f"Answerable questions refused: {format_share(report.errors.refused)}; "
        f"{format_share(report.default_errors.refused)} before.",
        f"Unanswerable questions answered: {format_share(report.errors.answered)}; "
        f"{format_share(report.default_errors.answered)} before.",
    ]
    if report.hidden_refused is not None:
        lines.append(
            f"Refused when the paper asked for is hidden: {format_share(report.hidden_refused)}. "
            "Other papers of its field may answer many of these questions."
        )
    if report.skipped_fields:
        lines.append(
            f"Fields left out, because the library covers them: {', '.join(report.skipped_fields)}."
        )
    return lines


def calibration_warnings(report: CalibrationReport, override: float | None) -> tuple[str, ...]:
    """Return warnings; `override` is the operator's own cutoff, if there is one."""
    warnings = []
    for name, count in (("answerable", report.answerable), ("unanswerable", report.unanswerable)):
        if not count:
            warnings.append(f"There are no {name} questions, so nothing can be fitted.")
        elif count < MIN_QUESTIONS:
            warnings.append(
                f"There are only {count} {name} questions. Fewer than {MIN_QUESTIONS} say little, "
                "and the cutoff stays near Footnote's built-in one."
            )
    if report.errors.refused.total and report.errors.refused.value > MAX_REFUSED_SHARE:
        warnings.append(
            f"{report.errors.refused.value:.0%} of the answerable questions would still be "
            "refused. Check that the papers answer them, or try another embedder."
        )
    if report.errors.answered.total and report.errors.answered.value > MAX_ANSWERED_SHARE:
        warnings.append(
            f"{report.errors.answered.value:.0%} of the unanswerable questions would still be "
            "answered. Check that the library does not answer them."
        )
    if override is not None:
        warnings.append(f"FOOTNOTE_CUTOFF is {override:g}, and overrides this cutoff.")
    return tuple(warnings)


def calibration_to_json(report: CalibrationReport) -> dict[str, Any]:
    """Return the report; shares are from 0 to 1."""
    return {
        "cutoff": report.fit.cutoff,
        "slope": report.fit.slope,
        "shift": report.fit.shift,
        "answerable": report.answerable,
        "unanswerable": report.unanswerable,
        "papers": report.papers,
        "answerable_refused": _share_to_json(report.errors.refused),
        "unanswerable_answered": _share_to_json(report.errors.answered),
        "before": {
            "cutoff": report.default_errors.cutoff,
            "answerable_refused": _share_to_json(report.default_errors.refused),
            "unanswerable_answered": _share_to_json(report.default_errors.answered),
        },
        "hidden_refused": None
        if report.hidden_refused is None
        else _share_to_json(report.hidden_refused),
        "fields_left_out": list(report.skipped_fields),
        "curve": [
            {
                "cutoff": point.cutoff,
                "answerable_refused": round(point.refused.value, 4),
                "unanswerable_answered": round(point.answered.value, 4),
            }
            for point in report.curve
        ],
    }


def format_bar(value: float) -> str:
    """Return a bar whose length shows a share."""
    return "█" * round(_BAR_COLUMNS * value)


def format_share(share: Share) -> str:
    """Return a share with its interval, in words."""
    if not share.total:
        return "not measured"
    return f"{100 * share.value:.1f} % ({100 * share.low:.1f} to {100 * share.high:.1f} %)"


def _share_to_json(share: Share) -> dict[str, float | int]:
    return {
        "share": round(share.value, 4),
        "low": round(share.low, 4),
        "high": round(share.high, 4),
        "of": share.total,
    }
