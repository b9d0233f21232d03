"""How long to wait: as a service says, else longer each time."""

from __future__ import annotations

import pytest

from retrieval.backoff import backoff_seconds, retry_after

NOW = 1_795_000_000.0  # 2026-11-18 09:06:40 GMT


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("20", 20),
        (" 0 ", 0),
        ("1.5", 1.5),
        ("Wed, 18 Nov 2026 11:07:40 GMT", 60),
        ("Wed, 18 Nov 2026 12:07:40 +0100", 60),
        ("Wed, 18 Nov 2026 11:06:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("²", None),
        ("Wed, 99 Nov 2026 11:07:40 GMT", None),
    ],
)
def test_retry_after_is_read(said: str, seconds: float | None):
    """As seconds or as an HTTP date; what is neither says nothing."""
    assert retry_after({"retry-after": said}, NOW) == seconds


def test_a_date_counts_by_the_clock_of_the_service():
    """Ours may be wrong by a day."""
    told = {"retry-after": "Thu, 19 Nov 2026 11:07:40 GMT", "date": "Thu, 19 Nov 2026 11:07:10 GMT"}
    assert retry_after(told, NOW) == 30


def test_waits_grow_up_to_the_longest():
    """And half of each is left to chance."""
    least = [backoff_seconds(n, first=1, max_wait=10, random=lambda: 0.0) for n in range(1, 7)]
    most = [backoff_seconds(n, first=1, max_wait=10, random=lambda: 1.0) for n in range(1, 7)]

    assert least == [0.5, 1, 2, 4, 5, 5]
    assert most == [1, 2, 4, 8, 10, 10]
