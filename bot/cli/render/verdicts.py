"""Show the verdicts of `footnote verify` as they come, and how many there were."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.cli.render.page import numbered, plain

if TYPE_CHECKING:
    from bot.cli.claims import BadLine, Claim
    from bot.grounding.verdict import Verdict

_STYLES = {"supported": "green", "contradicted": "bold red", "unsupported": "yellow"}
_WIDEST = max(map(len, _STYLES))


def verdict(console: Console, claim: Claim, found: Verdict) -> None:
    """Print the ruling, score and text of one line; below, the span that decides, and why."""
    head = Text.assemble(
        (f"{found.label:{_WIDEST}}", _STYLES[found.label]), f"  {found.score:.2f}  "
    )
    lines = [head + plain(claim.text)]
    if found.span:
        lines.append(plain(f"“{found.span.text}”", "dim"))
    if found.reason:
        lines.append(plain(found.reason, "dim"))
    numbered(console, f"{claim.line:4}", lines)


def bad_line(console: Console, bad: BadLine) -> None:
    """Print why there is no verdict on a line."""
    numbered(console, f"{bad.line:4}", [plain(f"Not read: {bad.message}", "bold red")])


def summary(console: Console, counts: Mapping[str, int]) -> None:
    """Print how many lines got which ruling, and how many none."""
    parts = [f"{counts.get(ruling, 0):,} {ruling}" for ruling in _STYLES]
    if bad := counts.get("bad", 0):
        parts.append(f"{bad:,} not read")
    console.print()
    console.print(", ".join(parts) + ".")
