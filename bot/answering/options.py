"""The options of an answer that a server may choose over those of the operator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args

from bot.answering.language_model import LanguageModel

EXTRACTIVE: Final = "extractive"
"""The name of the model that only quotes; it costs nothing and can always be chosen."""

NO_EXTRA_MODELS: Mapping[str, LanguageModel] = MappingProxyType({})
"""No models besides the one that the operator set."""


Unsupported = Literal["drop", "strike"]
"""An unsupported sentence is dropped, or shown struck through as unverified."""

UNSUPPORTED: tuple[Unsupported, ...] = get_args(Unsupported)
"""All values of `Unsupported`."""


@dataclass(frozen=True, slots=True)
class AnswerOptions:
    """What a server has chosen; None keeps the operator's value.

    `language` is a language's English name, `cutoff` is from 0 to 1, `model` is the name of one of
    the available models, and `unsupported` is what happens to an unsupported sentence.
    """

    language: str | None = None
    cutoff: float | None = None
    model: str | None = None
    unsupported: Unsupported | None = None


def pick_model(
    name: str | None, model: LanguageModel, offered: Mapping[str, LanguageModel]
) -> LanguageModel:
    """Return the model of that name; `model` if none is named or it is not available any more."""
    return offered.get(name, model) if name else model
