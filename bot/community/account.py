"""Meter the calls of models that one request causes, against the budgets of who asked."""

from __future__ import annotations

from collections.abc import Callable

from bot.answering.cost import dollars
from bot.answering.language_model import ModelUnavailable, OverBudget, Usage
from bot.answering.metering import Settle
from bot.community.budgets import Budget, Budgets, Reservation, Spent
from bot.errors import StorageError


class Account:
    """Meters the calls of models that a person in a server causes, as `Meter` has it.

    `used` is told what each call used, and its cost in US dollars, None where that is not known;
    `failed` what could not be counted. `over` is the budget that a call was refused for.
    """

    def __init__(
        self,
        budgets: Budgets | None,
        guild_id: int | None,
        user_id: int,
        *,
        used: Callable[[str, Usage, float | None], None],
        failed: Callable[[StorageError, str], object],
    ) -> None:
        self._budgets = budgets
        self._whose = guild_id, user_id
        self._used = used
        self._failed = failed
        self.over: Budget | None = None

    def used_up(self) -> Budget | None:
        """Return the budget that is used up; None where there is none, or nobody can say; block."""
        if self._budgets is None:
            return None
        try:
            return self._budgets.used_up(*self._whose)
        except StorageError as error:
            self._failed(error, "reading the budgets")
            return None

    def reserve(self, model: str, most: Usage) -> Settle:
        """Reserve what a call may cost at most; raise `OverBudget` where nothing is left.

        Where budgets are set and nobody can say what is left of them, the model is not called.
        """
        held = self._held(Spent(most.total_tokens, dollars(model, most) or 0.0))

        def settle(usage: Usage) -> None:
            cost = dollars(model, usage)
            self._used(model, usage, cost)
            if self._budgets is not None and held is not None:
                try:
                    self._budgets.settle(held, Spent(usage.total_tokens, cost or 0.0))
                except StorageError as error:
                    self._failed(error, "counting what was spent")

        return settle

    def _held(self, most: Spent) -> Reservation | None:
        budgets = self._budgets
        if budgets is None:
            return None
        try:
            held = budgets.reserve(*self._whose, most)
        except StorageError as error:
            self._failed(error, "reserving what a model may cost")
            if not budgets.any:
                return None
            raise ModelUnavailable(
                "The model was not asked, as it cannot be looked up what is left of the budget. "
                "The log says why."
            ) from error
        if isinstance(held, Reservation):
            return held
        self.over = held
        raise OverBudget(f"The budget ({held}) of today is used up.")
