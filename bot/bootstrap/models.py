"""Make the language models that the settings offer."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from bot.answering.language_model import LanguageModel
from bot.llm.extractive.model import Extractive
from bot.settings import Settings
from prompts import TokenCounter
from retrieval.text.sentences import sentences

_NO_MODEL = "No OPENAI_API_KEY and no OPENAI_BASE_URL: answers are quotes from the abstracts."


def offered_models(
    settings: Settings,
    quoting: Extractive,
    cache: Path,
    serve: Callable[[LanguageModel], LanguageModel],
) -> tuple[dict[str, LanguageModel], str]:
    """Return the models by name, the default first, and what is to be said of them.

    Quoting is always among them; without a model's server there is nothing else.
    """
    if settings.mode == "extractive":
        return {quoting.name: quoting}, _NO_MODEL
    names = dict.fromkeys((settings.model, *settings.models))
    models: dict[str, LanguageModel] = {
        name: serve(_model(settings, name, cache)) for name in names
    }
    models.setdefault(quoting.name, quoting)
    return models, ""


def _model(settings: Settings, name: str, cache: Path) -> LanguageModel:
    from bot.llm.deadline import Timeouts
    from bot.llm.openai_compatible import OPENAI, OpenAICompatible

    key = settings.openai_api_key
    patience = settings.model_timeout
    return OpenAICompatible(
        model=name,
        counter=TokenCounter(cache / "tiktoken", name),
        marker=lambda: secrets.token_hex(8),
        split=sentences,
        base_url=settings.openai_base_url or OPENAI,
        api_key=key.get_secret_value() if key else "",
        context_window=settings.context_window,
        timeouts=Timeouts(
            connect=min(5.0, patience),
            first_token=patience,
            between_tokens=min(30.0, patience),
            total=3 * patience,
        ),
    )
