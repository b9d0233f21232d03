"""docs/threat-model.md names only what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:bot|deploy|prompts|retrieval|tests)/[^`]*)`", PAGE)))


@pytest.mark.parametrize("named", NAMED)
def test_what_it_names_is_there(named: str) -> None:
    """The module, and the test in it, as the page writes them."""
    path, _, test = named.partition("::")
    found = ROOT / path

    assert found.exists()
    assert not test or re.search(rf"^(?:async )?def {test}\(", found.read_text(), re.MULTILINE)


def test_each_row_shows_its_lock() -> None:
    """By a test, but for the one of which there is nothing to run."""
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line]
    locks = [row for row in rows if not re.match(r"\| (?:they try|it tries) \|", row)]

    assert len(locks) > 20
    assert [row for row in locks if "`tests/" not in row] == [
        "| to do something | it has no tools; its text is no command to anything | |"
    ]
