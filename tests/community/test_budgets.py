"""Whose budget is used up, and when it is there again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.community.budgets import Budgets, Limit, Spent
from tests.storage.memory import memory_community

MARA, JONAS, GROUP, LAB = 100, 200, 1, 2


class Days:
    """A calendar that is turned by hand."""

    def __init__(self) -> None:
        self.today = date(2026, 3, 1)

    def __call__(self) -> date:
        return self.today


def budgets(days: Days | None = None, **limits: Limit) -> Budgets:
    """Return budgets over an empty store."""
    return Budgets(memory_community().spending, **limits, today=days or Days())


def test_without_limits_nothing_is_used_up() -> None:
    """However much is spent."""
    free = budgets()
    free.spend(GROUP, MARA, Spent(10**9, 10**6))

    assert free.used_up(GROUP, MARA) is None


@pytest.mark.parametrize(
    ("limit", "spent"),
    [
        (Limit(tokens=100), Spent(100)),
        (Limit(tokens=100, dollars=5), Spent(3, 5.0)),
        (Limit(dollars=0.5), Spent(10**6, 0.5)),
        (Limit(tokens=0), Spent()),
    ],
)
def test_a_limit_that_is_reached(limit: Limit, spent: Spent) -> None:
    """By tokens or by dollars, whichever comes first."""
    assert limit.reached(spent)


def test_a_persons_budget_holds_everywhere() -> None:
    """In each server and in direct messages, and others have their own."""
    held = budgets(user=Limit(tokens=100))
    held.spend(GROUP, MARA, Spent(60))
    held.spend(None, MARA, Spent(40))

    assert held.used_up(LAB, MARA) == held.used_up(None, MARA) == "user"
    assert held.used_up(GROUP, JONAS) is None


def test_a_servers_budget_is_everybodys_there() -> None:
    """Elsewhere the same people go on; digests count too."""
    held = budgets(server=Limit(dollars=1))
    held.spend(GROUP, MARA, Spent(1, 0.6))
    held.spend(GROUP, 0, Spent(1, 0.4))

    assert held.used_up(GROUP, JONAS) == "server"
    assert held.used_up(LAB, MARA) is None
    assert held.used_up(None, MARA) is None


def test_the_bots_budget_comes_first() -> None:
    """It is what the operator pays."""
    held = budgets(user=Limit(tokens=1), server=Limit(tokens=1), all=Limit(tokens=10))
    held.spend(LAB, JONAS, Spent(10))

    assert held.used_up(GROUP, MARA) == "all"


def test_the_next_day_it_is_there_again() -> None:
    """Days are those of the calendar that is given."""
    days = Days()
    held = budgets(days, user=Limit(tokens=5))
    held.spend(GROUP, MARA, Spent(5))
    days.today += timedelta(days=1)

    assert held.used_up(GROUP, MARA) is None
    assert held.today(None) == Spent()


def test_what_was_spent_today() -> None:
    """In a server, and in all."""
    held = budgets()
    held.spend(GROUP, MARA, Spent(5, 0.5))
    held.spend(None, MARA, Spent(7))
    held.spend(GROUP, MARA, Spent())

    assert held.today(GROUP) == Spent(5, 0.5)
    assert held.today(None) == Spent(12, 0.5)
