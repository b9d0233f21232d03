"""Build who plans and writes answers with each model."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answering.generate import AnswerGenerator
from bot.answering.language_model import LanguageModel
from bot.answering.llm_judge import FindJudge
from bot.answering.model_size import is_small
from bot.answering.plan import Assistant
from bot.grounding.checker import Check
from bot.models.brief_writer import BriefWriter
from bot.models.translation import TranslatingPlanner
from bot.models.writer import ModelWriter
from bot.settings import Settings
from prompts.templates import CANNOT_ANSWER
from retrieval.search.rerank.relevance import RateRelevance


def build_assistants(
    models: Mapping[str, LanguageModel],
    quoting: LanguageModel,
    quotes: Assistant,
    check: Check,
    strict: Check,
    rate: RateRelevance,
    settings: Settings,
    find_judge: FindJudge,
) -> dict[str, Assistant]:
    """Return an assistant for each model; that of the model which quotes is `quotes`."""
    generate = AnswerGenerator(quoting, check, find_judge=find_judge)

    def build(model: LanguageModel) -> Assistant:
        if model is quoting:
            return quotes
        planner = TranslatingPlanner(quotes.planner, model)
        if is_small(model.name, settings.model_size):
            return Assistant(
                planner,
                BriefWriter(
                    model,
                    quotes.writer,
                    quoting,
                    check,
                    strict,
                    rate,
                    abstain_phrase=CANNOT_ANSWER,
                ),
            )
        return Assistant(planner, ModelWriter(model, generate, abstain_phrase=CANNOT_ANSWER))

    return {name: build(model) for name, model in models.items()}
