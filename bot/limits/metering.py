"""Meter the calls of language models: reserve each in advance, and settle it afterwards.

The client of a model asks the account of the current context, so that every call is counted,
whichever use case makes it (docs/decisions/0039). Costs are by the list prices in `prices.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from bot.answering.answer import Answer
from bot.answering.language_model import ModelUnavailable, OverBudget, Usage
from bot.answering.options import EXTRACTIVE, AnswerOptions
from bot.errors import StorageError
from bot.limits.budgets import Budgets
from bot.records.spending import Budget, Reservation, Spending
from retrieval.text import patterns as re

Settle = Callable[[Usage], None]
"""Counts what a call used and releases its reservation; blocks, and never raises."""

Report = Callable[[Exception, str], object]
"""Logs an error; the string says what the program was doing."""

_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_MILLION = 1e6


class EventCounter:
    """Ignores events; `bot.operations.metrics` overrides the methods.

    Each is quick, thread-safe, and never fails.
    """

    def count_answer(self, answer: Answer) -> None:
        """Count an answer or a refusal."""

    def count_usage(self, model: str, usage: Usage, cost: float | None) -> None:
        """Count what a model used; `cost` in US dollars, None if unknown."""

    def count_cached_answer(self) -> None:
        """Count an answer from the cache."""

    def count_refusal(self, why: str) -> None:
        """Count a refused request; `why` is one of a few words."""

    def count_over_budget(self, budget: str) -> None:
        """Count a text written as quotes because `budget` is used up."""

    def count_failure(self, of: str) -> None:
        """Count an incident; `of` is what the program was doing, never text from people."""


class Account:
    """Meters the model calls that a person in a server causes, against their budgets.

    `exhausted` is the budget that was used up at the start, `refused` the one for which a later
    call was refused.
    """

    def __init__(
        self,
        budgets: Budgets | None,
        guild_id: int | None,
        user_id: int,
        *,
        counts: EventCounter,
        report: Report,
        exhausted: Budget | None = None,
    ) -> None:
        self._budgets = budgets
        self._owner = guild_id, user_id
        self._counts = counts
        self._report = report
        self.exhausted = exhausted
        self.refused: Budget | None = None

    def allowed_model(self, model: str | None) -> str | None:
        """Return `model`, or the extractive one if a budget is used up."""
        return model if self.exhausted is None else EXTRACTIVE

    def allowed_options(self, options: AnswerOptions) -> AnswerOptions:
        """Return the options with the model that may still write."""
        return replace(options, model=self.allowed_model(options.model))

    def reserve(self, model: str, usage: Usage) -> Settle:
        """Reserve the most that a call may use, and return the function that settles it; block.

        Raises `OverBudget` if nothing is left, and `ModelUnavailable` if budgets are set but cannot
        be read.
        """
        reservation = self._reserve(Spending(usage.total_tokens, find_cost(model, usage) or 0.0))

        def settle(usage: Usage) -> None:
            cost = find_cost(model, usage)
            self._counts.count_usage(model, usage, cost)
            if self._budgets is not None and reservation is not None:
                try:
                    self._budgets.settle(reservation, Spending(usage.total_tokens, cost or 0.0))
                except StorageError as error:
                    self._report(error, "counting what was spent")

        return settle

    def _reserve(self, amount: Spending) -> Reservation | None:
        if self._budgets is None:
            return None
        try:
            reservation = self._budgets.reserve(*self._owner, amount)
        except StorageError as error:
            self._report(error, "reserving what a model may cost")
            if not self._budgets.is_limited:
                return None
            raise ModelUnavailable(
                "The model was not asked, as it cannot be looked up what is left of the budget. "
                "The log says why."
            ) from error
        if isinstance(reservation, Reservation):
            return reservation
        self.refused = reservation
        raise OverBudget(f"The budget ({reservation}) of today is used up.")


_current: ContextVar[Account | None] = ContextVar("account", default=None)


@contextmanager
def charge_to(account: Account) -> Iterator[None]:
    """Charge every model call in the block, and in tasks begun there, to `account`."""
    token = _current.set(account)
    try:
        yield
    finally:
        _current.reset(token)


def reserve(model: str, usage: Usage) -> Settle:
    """Reserve a call as `Account.reserve` of the context does; without an account, do nothing."""
    account = _current.get()
    return (lambda usage: None) if account is None else account.reserve(model, usage)


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens: of the prompt, and of what is written."""

    prompt: float
    completion: float


@dataclass(frozen=True, slots=True)
class Prices:
    """What models cost, by name, and the date of the list."""

    written: date
    models: Mapping[str, Price]


@cache
def load_prices() -> Prices:
    """Return the prices in prices.toml, read once."""
    text = files("bot.limits").joinpath("prices.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text)
    models = {
        name: Price(float(price["in"]), float(price["out"]))
        for name, price in document["models"].items()
    }
    return Prices(document["written"], models)


def find_cost(model: str, usage: Usage, prices: Prices | None = None) -> float | None:
    """Return what a model's tokens cost in US dollars; None if its price is unknown.

    The vendor before a slash ("openai/gpt-4o") and a date at the end of the name are ignored.
    """
    if not usage.total_tokens:
        return 0.0
    known = (prices or load_prices()).models
    name = model.rpartition("/")[2].lower()
    price = known.get(name) or known.get(_DATED.sub("", name))
    if price is None:
        return None
    spent = usage.prompt_tokens * price.prompt + usage.completion_tokens * price.completion
    return spent / _MILLION


def find_unpriced(models: Iterable[str]) -> tuple[str, ...]:
    """Return the models whose price is unknown."""
    return tuple(name for name in models if find_cost(name, Usage(1, 1)) is None)
