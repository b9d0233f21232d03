"""What a paper says of itself."""

from datetime import date

import pytest

from retrieval.paper import PUBLISHED_PRECISION, Paper


@pytest.mark.parametrize(
    ("published", "precision", "expected"),
    [
        (None, None, ""),
        (date(2019, 2, 26), None, "2019-02-26"),
        (date(2019, 1, 1), None, "2019-01-01"),
        (date(2019, 1, 1), "year", "2019"),
        (date(2019, 2, 1), "month", "2019-02"),
        (date(2019, 2, 26), "month", "2019-02-26"),
        (date(2019, 2, 26), "year", "2019-02-26"),
    ],
)
def test_a_date_is_as_exact_as_known(
    published: date | None, precision: str | None, expected: str
) -> None:
    """A precision that an exact date contradicts comes from another account."""
    extra = {PUBLISHED_PRECISION: precision} if precision else {}

    assert Paper("t-1", "T", "", published=published, extra=extra).published_on == expected
