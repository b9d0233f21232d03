"""The measured outcome of one question."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.answering.answer import Answer
from bot.evaluation.answer_quality import (
    Statement,
    Supports,
    measure_citations,
    recall_at,
    reciprocal_rank,
    states_fact,
)
from bot.evaluation.questions import EvaluationQuestion
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, and the counts from which every metric is computed.

    `called`: a model was called. `replaced`: something other than the chosen model answered, such
    as quotes after the model failed. The retrieval metrics are None if no papers are known.
    `statements` counts the written sentences, including unsupported ones that were not shown.
    `known_citations` counts citations of known papers. `milliseconds` is wall time; `cost` is in
    US dollars, or None if the price is unknown.
    """

    question: str
    group: str
    answerable: bool
    answered: bool
    called: bool
    replaced: bool
    recall_at_3: float | None
    recall_at_8: float | None
    reciprocal_rank: float | None
    statements: int
    unsupported: int
    citations: int
    precise_citations: int
    known_citations: int
    facts: int
    facts_stated: int
    milliseconds: float
    prompt_tokens: int
    completion_tokens: int
    cost: float | None


def build_outcome(
    question: EvaluationQuestion,
    answer: Answer,
    known: Collection[str],
    supports: Supports,
    *,
    model: str,
    cost: float | None,
) -> Outcome:
    """Measure an answer; `supports` may block.

    `known` has the ids of the papers that answer; `model` is the name of the chosen model.
    """
    ranked = [found.paper_id for found in answer.retrieved]
    papers = {citation.number: citation.paper for citation in answer.citations}
    ids = {found.number: found.paper_id for found in answer.retrieved}
    shown = [sentence for sentence in answer.sentences if sentence.supported]
    withheld = [sentence for sentence in answer.sentences if not sentence.supported]
    quality = measure_citations([_to_statement(each, papers) for each in shown], supports)
    text = " ".join(sentence.text for sentence in shown)
    return Outcome(
        question.question,
        question.group,
        question.answerable,
        answer.answered,
        called=answer.usage.total_tokens > 0 or answer.prompt is not None,
        replaced=answer.answered and answer.model != model,
        recall_at_3=recall_at(ranked, known, 3) if known else None,
        recall_at_8=recall_at(ranked, known, 8) if known else None,
        reciprocal_rank=reciprocal_rank(ranked, known) if known else None,
        statements=quality.statements + len(withheld),
        unsupported=quality.statements - quality.supported + len(withheld),
        # Withheld sentences have no recall, and so their citations have no precision.
        citations=quality.citations + sum(len(set(each.citations)) for each in withheld),
        precise_citations=quality.precise,
        known_citations=sum(ids.get(n) in known for s in answer.sentences for n in {*s.citations}),
        facts=len(question.facts),
        facts_stated=sum(states_fact(fact, text) for fact in question.facts),
        milliseconds=answer.took.total,
        prompt_tokens=answer.usage.prompt_tokens,
        completion_tokens=answer.usage.completion_tokens,
        cost=cost,
    )


def _to_statement(sentence: Sentence, papers: Mapping[int, Paper]) -> Statement:
    cited = dict.fromkeys(sentence.citations)
    return Statement(sentence.text, tuple(papers[n] for n in cited if n in papers))
