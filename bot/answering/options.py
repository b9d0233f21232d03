"""How an answer is to be made, where that differs from what the operator set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args

from bot.answering.language_model import LanguageModel

EXTRACTIVE: Final = "extractive"
"""The name of the model that only quotes; it costs nothing and can always be chosen."""

NO_EXTRA_MODELS: Mapping[str, LanguageModel] = MappingProxyType({})
"""What is offered beside the model that the operator set: nothing."""


Unsupported = Literal["drop", "strike"]
"""An unsupported sentence is dropped, or shown struck through as unverified."""

UNSUPPORTED: tuple[Unsupported, ...] = get_args(Unsupported)
"""All that may become of one."""


@dataclass(frozen=True, slots=True)
class AnswerOptions:
    """What a server has chosen for itself; None is what the operator set.

    `language` is a language's English name, `cutoff` is from 0 to 1, `model` is the name of one of
    the models offered, and `unsupported` is what becomes of a sentence that no abstract bears.
    """

    language: str | None = None
    cutoff: float | None = None
    model: str | None = None
    unsupported: Unsupported | None = None


def pick_model(
    name: str | None, model: LanguageModel, offered: Mapping[str, LanguageModel]
) -> LanguageModel:
    """Return the model of that name; `model` where none was named, or one no longer offered."""
    return offered.get(name, model) if name else model
