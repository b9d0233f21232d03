"""Say what an answer cost, by the list prices in `prices.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from bot.answering.language_model import Usage

_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens: of the prompt, and of what is written."""

    prompt: float
    completion: float


@dataclass(frozen=True, slots=True)
class Prices:
    """What models cost, by name, and the day on which that was written down."""

    written: date
    models: Mapping[str, Price]


@cache
def list_prices() -> Prices:
    """Return the prices of the file beside this module, read once."""
    text = files("bot.answering").joinpath("prices.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text)
    models = {
        name: Price(float(price["in"]), float(price["out"]))
        for name, price in document["models"].items()
    }
    return Prices(document["written"], models)


def dollars(model: str, usage: Usage, prices: Prices | None = None) -> float | None:
    """Return what a model's tokens cost in US dollars; None where its price is not known.

    Nothing used costs nothing, whatever the model. A maker before a slash ("openai/gpt-4o") and
    a date at the end of a name are left out.
    """
    if not usage.total_tokens:
        return 0.0
    known = (prices or list_prices()).models
    name = model.rpartition("/")[2].lower()
    price = known.get(name) or known.get(_DATED.sub("", name))
    if price is None:
        return None
    spent = usage.prompt_tokens * price.prompt + usage.completion_tokens * price.completion
    return spent / _MILLION


def unpriced(models: Iterable[str]) -> tuple[str, ...]:
    """Return those models whose price is not known."""
    return tuple(name for name in models if dollars(name, Usage(1, 1)) is None)
