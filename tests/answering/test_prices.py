"""What tokens cost."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.language_model import Usage
from bot.answering.metering import Price, Prices, dollars, list_prices

PRICES = Prices(date(2026, 11, 25), {"small": Price(0.5, 2.0), "small-2": Price(10, 10)})


@pytest.mark.parametrize(
    ("model", "cost"),
    [
        ("small", 0.0007),
        ("Small", 0.0007),
        ("small-2024-07-18", 0.0007),
        ("maker/small", 0.0007),
        ("small-2", 0.011),
        ("smaller", None),
        ("", None),
    ],
)
def test_by_name(model: str, cost: float | None) -> None:
    """A price is found by the name alone, whatever maker and date stand around it."""
    found = dollars(model, Usage(1_000, 100), PRICES)

    assert found == (None if cost is None else pytest.approx(cost))


def test_nothing_costs_nothing() -> None:
    """Where no token was used, the price need not be known."""
    assert dollars("llama3", Usage(), PRICES) == 0.0


def test_the_list() -> None:
    """Every price of the file is above nothing, output dearer than input, and the file dated."""
    prices = list_prices()

    assert prices.written >= date(2026, 11, 25)
    assert all(0 < price.prompt < price.completion for price in prices.models.values())
    assert dollars("gpt-4o-mini-2024-07-18", Usage(1_000_000, 0)) == pytest.approx(0.15)
