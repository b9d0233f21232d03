"""Whose budget is used up, and when it is there again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import StorageError
from bot.limits.budgets import Budgets, Limit
from bot.records.spending import Reservation, Spending
from tests.temporary_stores import TemporaryStores

MARA, JONAS, GROUP, LAB = 100, 200, 1, 2


class Days:
    """A calendar that is turned by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def budgets(kept: TemporaryStores, days: Days | None = None, **limits: Limit) -> Budgets:
    """Return budgets over an empty store."""
    return Budgets(kept.stores.spending, **limits, now=days or Days())


def spend(held: Budgets, guild_id: int | None, user_id: int, spent: Spending) -> None:
    """Have a call made that costs so much."""
    reserved = held.reserve(guild_id, user_id, spent)
    assert isinstance(reserved, Reservation)
    held.settle(reserved, spent)


@pytest.mark.parametrize(
    ("limit", "spent"),
    [
        (Limit(tokens=100), Spending(100)),
        (Limit(tokens=100, dollars=5), Spending(3, 5.0)),
        (Limit(dollars=0.5), Spending(10**6, 0.5)),
        (Limit(tokens=0), Spending()),
    ],
)
def test_a_limit_that_is_reached(limit: Limit, spent: Spending) -> None:
    """By tokens or by dollars, whichever comes first."""
    assert limit.is_reached(spent)


def test_a_persons_budget_holds_everywhere(kept: TemporaryStores) -> None:
    """In each server and in direct messages, and others have their own."""
    held = budgets(kept, user=Limit(tokens=100))
    spend(held, GROUP, MARA, Spending(60))
    spend(held, None, MARA, Spending(40))

    assert held.find_exhausted(LAB, MARA) == held.find_exhausted(None, MARA) == "user"
    assert held.find_exhausted(GROUP, JONAS) is None


def test_a_servers_budget_is_everybodys_there(kept: TemporaryStores) -> None:
    """Elsewhere the same people go on; digests count too."""
    held = budgets(kept, server=Limit(dollars=1))
    spend(held, GROUP, MARA, Spending(1, 0.6))
    spend(held, GROUP, 0, Spending(1, 0.4))

    assert held.find_exhausted(GROUP, JONAS) == "server"
    assert held.find_exhausted(LAB, MARA) is None
    assert held.find_exhausted(None, MARA) is None


def test_the_next_day_it_is_there_again(kept: TemporaryStores) -> None:
    """Days are those of the calendar that is given."""
    days = Days()
    held = budgets(kept, days, user=Limit(tokens=5))
    spend(held, GROUP, MARA, Spending(5))
    days.now += timedelta(days=1)

    assert held.find_exhausted(GROUP, MARA) is None
    assert held.spent_today(None) == Spending()


def test_what_is_reserved_is_not_given_again(kept: TemporaryStores) -> None:
    """Of fifteen calls at the same moment a budget of one token lets one through."""
    held = budgets(kept, user=Limit(tokens=1))
    taken = [held.reserve(GROUP, MARA, Spending(1_000)) for _ in range(15)]

    assert isinstance(taken[0], Reservation)
    assert taken[1:] == ["user"] * 14
    assert held.find_exhausted(LAB, MARA) == "user"


def test_a_reservation_of_a_killed_process_ends(kept: TemporaryStores) -> None:
    """After longer than any call takes."""
    days = Days()
    held = budgets(kept, days, all=Limit(tokens=10))
    held.reserve(GROUP, MARA, Spending(1_000))
    before = held.find_exhausted(GROUP, JONAS)
    days.now += timedelta(minutes=15)

    assert (before, held.find_exhausted(GROUP, JONAS)) == ("all", None)


def test_what_could_not_be_counted_is_counted_later(kept: TemporaryStores) -> None:
    """With the next call, when the store works again."""
    held = budgets(kept)
    reserved = held.reserve(GROUP, MARA, Spending(100))
    assert isinstance(reserved, Reservation)
    kept.failing = True
    with pytest.raises(StorageError):
        held.settle(reserved, Spending(70))
    kept.failing = False
    held.reserve(GROUP, JONAS, Spending(5))

    assert held.spent_today(None) == Spending(70)
    assert [row["tokens"] for row in kept.rows("reservations")] == [5]


def test_a_store_that_fails_for_long_loses_no_call(kept: TemporaryStores) -> None:
    """Several calls wait to be counted, through another failure in between."""
    held = budgets(kept)
    calls = [held.reserve(GROUP, MARA, Spending(100)) for _ in range(3)]
    kept.failing = True
    for call in calls:
        assert isinstance(call, Reservation)
        with pytest.raises(StorageError):
            held.settle(call, Spending(70))
    with pytest.raises(StorageError):
        held.reserve(GROUP, JONAS, Spending(5))
    kept.failing = False
    held.reserve(GROUP, JONAS, Spending(5))

    assert held.spent_today(None) == Spending(210)
