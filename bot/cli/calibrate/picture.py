"""Draw both errors against the cut-off, as a PNG."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from bot.cli.calibrate.report import lines

if TYPE_CHECKING:
    from retrieval.search.calibration.calibrate import CalibrationReport

_INK, _OTHER, _RULE = "#5b32c4", "#b45309", "#d5d7dd"


def drawn(found: CalibrationReport) -> bytes:
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
    about = {"Description": "\n".join(lines(found)), "Software": None}
    canvas.savefig(written, format="png", bbox_inches="tight", metadata=about)
    return written.getvalue()
