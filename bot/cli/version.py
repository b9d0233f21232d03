"""`footnote version`: which Footnote this is."""

from __future__ import annotations

import sys


def version() -> None:
    """Say which version this is."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        number = installed("footnote")
    except PackageNotFoundError:  # run from a checkout that is not installed
        number = "(not installed)"
    sys.stdout.write(f"footnote {number}\n")
