"""Print at the end of a test run how many attacks of each kind were held off."""

from __future__ import annotations

from typing import Any


def print_attacks(reporter: Any) -> None:
    """Write a line for each kind of attack that was tried in this run, in whatever process."""
    reports = [*reporter.stats.get("passed", ()), *reporter.stats.get("failed", ())]
    told = [v for r in reports for name, v in r.user_properties if name == "attacks"]
    if not told:
        return
    reporter.section("attacks held off")
    for kind, tried, succeeded, seen in sorted(told):
        held = f"{tried - succeeded} of {tried}"
        reporter.write_line(f"{kind:<20} {held:>10}   ({seen} reached the model)")
    tried, succeeded = sum(t for _, t, _, _ in told), sum(s for _, _, s, _ in told)
    share = 100 * (tried - succeeded) / tried
    reporter.write_line(f"{'all':<20} {tried - succeeded:>4} of {tried}   {share:.1f} %")
