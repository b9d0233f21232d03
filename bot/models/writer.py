"""Write answers with a language model that reads whole abstracts."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

from bot.answering.assistant import Evidence, Plan, Refusal, build_task, number_papers
from bot.answering.generate import AnswerGenerator, GeneratedText
from bot.answering.language_model import LanguageModel, Turn
from bot.answering.lead import Lead
from bot.grounding.sentence import Sentence
from bot.questions.kinds import LISTING_KINDS
from retrieval.search.results import SearchResult

_MAX_READ, _MAX_READ_FOR_LIST = 8, 24
_MAX_BESIDE = 4  # papers found beside those that a question names


class ModelWriter:
    """A `Writer` that gives a language model the papers that were found, and the question."""

    def __init__(self, model: LanguageModel, generate: AnswerGenerator) -> None:
        self._model = model
        self._generate = generate

    def select(self, plan: Plan, found: SearchResult, confidence: float, cutoff: float) -> Evidence:
        """Return the papers to read: those in question, then those found, best first."""
        if plan.missing:
            return Evidence(refusal=Refusal(Lead("not-compared", value=plan.missing)))
        if not (found.hits or plan.papers):
            return Evidence(refusal=Refusal())
        known = {paper.paper_id for paper in plan.papers}
        others = [hit.paper for hit in found.hits if hit.paper.paper_id not in known]
        if plan.kind in LISTING_KINDS:
            most = 0 if plan.papers else _MAX_READ_FOR_LIST
        elif plan.kind == "summary" or len(plan.papers) > 1:
            most = 0 if plan.papers else _MAX_READ
        else:
            most = _MAX_BESIDE if plan.papers else _MAX_READ
        return Evidence(number_papers((*plan.papers, *others[:most])))

    def write(
        self, plan: Plan, evidence: Evidence, history: Sequence[Turn], language: str
    ) -> AsyncGenerator[Sentence | GeneratedText, None]:
        """Yield the model's sentences as they are checked, then the whole text."""
        return self._generate.stream(build_task(plan, evidence, history, language), self._model)
