"""How long a server asks to wait."""

from __future__ import annotations

import pytest

from bot.models.retries import parse_retry_after

NOON = "Tue, 04 Nov 2025 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "Tue, 04 Nov 2025 12:00:30 GMT", "date": NOON}, 30.0),
        ({"retry-after": "Tue, 04 Nov 2025 11:00:00 GMT", "date": NOON}, 0.0),
        ({"retry-after": "Tue, 04 Nov 2025 12:00:30 GMT"}, None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(headers: dict[str, str], seconds: float | None):
    """Seconds, or a date against the response's own; anything else is no wish."""
    assert parse_retry_after(headers) == seconds
