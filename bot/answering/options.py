"""The options of an answer with which a server may override the operator's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args

from bot.answering.language_model import LanguageModel

EXTRACTIVE: Final = "extractive"
"""The name of the model that only quotes; it is free and always available."""

DEFAULT_CUTOFF: Final = 0.45
"""The confidence below which a question is refused, unless `footnote calibrate` fits another.

With it, `benchmarks.measure.refusal` finds both errors below their goals in libraries of 67 and of
5,000 papers."""

NO_EXTRA_MODELS: Mapping[str, LanguageModel] = MappingProxyType({})
"""Only the model that the operator set."""


Unsupported = Literal["drop", "strike"]
"""An unsupported sentence is dropped, or shown struck through as unverified."""

UNSUPPORTED: tuple[Unsupported, ...] = get_args(Unsupported)
"""All values of `Unsupported`."""


@dataclass(frozen=True, slots=True)
class AnswerOptions:
    """What a server has chosen; None keeps the operator's value.

    `language` is a language's English name, `cutoff` is from 0 to 1, and `model` is the name of an
    available model.
    """

    language: str | None = None
    cutoff: float | None = None
    model: str | None = None
    unsupported: Unsupported | None = None


def pick_model(
    name: str | None, model: LanguageModel, offered: Mapping[str, LanguageModel]
) -> LanguageModel:
    """Return the model of that name; `model` if there is no name or it is no longer available."""
    return offered.get(name, model) if name else model
