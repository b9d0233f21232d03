"""Build who plans and writes answers with each model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.answering.generate import AnswerGenerator
from bot.answering.language_model import LanguageModel
from bot.answering.llm_judge import FindJudge
from bot.answering.model_size import is_small
from bot.answering.plan import Assistant
from bot.grounding.checker import Check
from bot.models.brief_writer import BriefWriter
from bot.models.planner import ModelPlanner
from bot.models.reading_speed import ReadingSpeed
from bot.models.translation import TranslatingPlanner
from bot.models.writer import ModelWriter
from bot.settings import Settings
from retrieval.library.catalog.catalog import Catalog
from retrieval.search.confidence import Confidence
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.search.search import SearchPapers


@dataclass(frozen=True, slots=True)
class AssistantBuilder:
    """Builds assistants over the papers that one place sees.

    `quotes` is the assistant without a language model. `check` is for what is quoted and what
    large models write, `strict` for what small ones write.
    """

    settings: Settings
    quoting: LanguageModel
    quotes: Assistant
    check: Check
    strict: Check
    rate: RateRelevance
    find_judge: FindJudge
    speeds: Mapping[str, ReadingSpeed]
    confidence: Confidence
    now: Callable[[], datetime]

    def build_all(
        self, models: Mapping[str, LanguageModel], catalog: Catalog, search: SearchPapers
    ) -> dict[str, Assistant]:
        """Return an assistant for each model; that of the model which quotes is `quotes`."""
        return {
            name: self.quotes if model is self.quoting else self._build(model, catalog, search)
            for name, model in models.items()
        }

    def _build(self, model: LanguageModel, catalog: Catalog, search: SearchPapers) -> Assistant:
        translating = TranslatingPlanner(self.quotes.planner, model)
        if is_small(model.name, self.settings.model_size):
            return Assistant(translating, self._build_brief_writer(model))
        speed = self.speeds.get(model.name)
        planner = ModelPlanner(
            model,
            self.quotes.planner,
            catalog,
            search,
            now=self.now,
            slow=translating,
            confidence=self.confidence,
            is_slow=lambda: speed is not None and speed.is_slow,
        )
        generate = AnswerGenerator(self.quoting, self.check, find_judge=self.find_judge)
        return Assistant(planner, ModelWriter(model, generate))

    def _build_brief_writer(self, model: LanguageModel) -> BriefWriter:
        return BriefWriter(
            model,
            self.quotes.writer,
            self.quoting,
            self.check,
            self.strict,
            self.rate,
        )
