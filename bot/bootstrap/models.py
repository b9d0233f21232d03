"""Build the models of the settings: language models and the claim checker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from bot.answering.language_model import LanguageModel
from bot.answering.llm_judge import FindJudge, find_no_judge
from bot.answering.model_size import is_small
from bot.grounding.checker import ClaimChecker
from bot.grounding.cross_encoder import CrossEncoder
from bot.models.openai_server import OPENAI_URL
from bot.models.reading_speed import ReadingSpeed
from bot.quotes.model import Extractive
from bot.settings import Settings

_OPENAI_WINDOW, _OTHER_WINDOW = 32_768, 8_192
"""Tokens, where the settings do not say: a list reads 24 abstracts of some 300 tokens each."""

_NO_MODEL = (
    "Answers are quotes from the papers, because OPENAI_API_KEY and OPENAI_BASE_URL are not set."
)


def build_language_models(
    settings: Settings,
    quoting: Extractive,
    wrap_model: Callable[[LanguageModel], LanguageModel],
    speeds: Mapping[str, ReadingSpeed] = MappingProxyType({}),
) -> tuple[dict[str, LanguageModel], str]:
    """Return the models by name, the default first, and a notice about them.

    The extractive model is always included; without a model server it is the only one. `speeds`
    are what is known of the models' speeds, and learn more.
    """
    if settings.mode == "extractive":
        return {quoting.name: quoting}, _NO_MODEL
    names = dict.fromkeys((settings.model, *settings.models))
    models: dict[str, LanguageModel] = {
        name: wrap_model(_build_language_model(settings, name, speeds.get(name))) for name in names
    }
    models.setdefault(quoting.name, quoting)
    return models, ""


def load_speeds(settings: Settings, cache: Path) -> dict[str, ReadingSpeed]:
    """Return what is known of the speeds of the models that a server offers, by their names."""
    if settings.mode == "extractive":
        return {}
    return {
        name: ReadingSpeed(
            cache / "reading_speed",
            settings.openai_base_url or OPENAI_URL,
            name,
            is_small=is_small(name, settings.model_size),
        )
        for name in (settings.model, *settings.models)
    }


def get_window(settings: Settings) -> int:
    """Return the tokens that a model of the settings holds, prompt and answer together."""
    usual = _OTHER_WINDOW if settings.openai_base_url else _OPENAI_WINDOW
    return settings.context_window or usual


def _build_language_model(
    settings: Settings, name: str, speed: ReadingSpeed | None = None
) -> LanguageModel:
    from bot.models.openai_compatible import OpenAICompatible

    key = settings.openai_api_key
    return OpenAICompatible(
        model=name,
        small=is_small(name, settings.model_size),
        speed=speed,
        base_url=settings.openai_base_url or OPENAI_URL,
        api_key=key.get_secret_value() if key else "",
        context_window=get_window(settings),
        timeout=settings.model_timeout,
    )


def build_judge_finder(
    settings: Settings,
    models: Mapping[str, LanguageModel],
    wrap_model: Callable[[LanguageModel], LanguageModel],
) -> FindJudge:
    """Return what finds the judge of a model's sentences: the one of the settings, or that model.

    A small model does not judge unless the settings say so.
    """
    if settings.mode == "extractive" or settings.llm_judge == "off":
        return find_no_judge
    name = settings.judge_model
    named = models.get(name)
    if name and named is None:
        named = wrap_model(_build_language_model(settings, name))

    def find_judge(writer: LanguageModel) -> LanguageModel | None:
        if named is not None or settings.llm_judge == "on":
            return named or writer
        return None if is_small(writer.name, settings.model_size) else writer

    return find_judge


def build_checker(settings: Settings) -> ClaimChecker:
    """Return the claim checker, which loads its model when first needed."""
    return ClaimChecker(CrossEncoder(), settings.strictness)
