"""A missing description is counted: what is not checked without it is a skip with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.tests import description_file


def test_what_is_not_checked_is_skipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The check is skipped, with the file that it needs, rather than passed over."""
    monkeypatch.setattr(description_file, "DESCRIPTION", tmp_path / "missing.json")

    with pytest.raises(pytest.skip.Exception, match=r"needs .*openapi\.json"):
        description_file.skip_undescribed()
    with pytest.raises(pytest.skip.Exception, match=r"needs .*openapi\.json"):
        description_file.departures([])
